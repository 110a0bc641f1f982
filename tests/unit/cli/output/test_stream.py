# SPDX-License-Identifier: Apache-2.0

import io
import sys

import pytest

from openwmi.cli.output.stream import Stream, make_standard_streams_safe, stream_of


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_pipe_has_neither_width_nor_style():
    stream = stream_of(io.StringIO())
    assert (stream.columns, stream.styled) == (None, False)
    assert stream.style("x", "head") == "x"


def test_a_terminal_has_both(monkeypatch):
    monkeypatch.setenv("COLUMNS", "72")
    stream = stream_of(Terminal())
    assert (stream.columns, stream.styled) == (72, True)
    assert stream.style("x", "bad") == "\x1b[1;31mx\x1b[0m"


def test_no_color_is_obeyed():
    assert not stream_of(Terminal(), environment_says_no_colour=True).styled


@pytest.mark.parametrize("text", ["", "a"])
def test_line(text):
    file = io.StringIO()
    Stream(file).line(text)
    assert file.getvalue() == f"{text}\n"


def test_standard_streams_take_any_text(monkeypatch):
    octets = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(octets, encoding="ascii"))
    make_standard_streams_safe()
    sys.stdout.write("é \udc80")
    sys.stdout.flush()
    assert octets.getvalue() == rb"\xe9 \udc80"
