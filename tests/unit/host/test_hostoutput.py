# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import logging
import os

import pytest

from openwmi.host import hostoutput
from openwmi.host.hostoutput import HostOutput
from tests.fakes.sites import eventually


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, "openwmi.provider.output")
    return lambda: [record.getMessage() for record in caplog.records]


def printed(*chunks):
    output = HostOutput("of provider Frogs")
    output.start(7)
    for chunk in chunks:
        os.write(output.write_end, chunk)
    output.close_write_end()


def test_lines_become_records(lines):
    printed(b"one\ntw", b"o\n\xff\nrest")
    assert eventually(lambda: len(lines()) == 4)
    prefix = "host process 7 (of provider Frogs): "
    assert lines() == [prefix + text for text in ("one", "two", "\ufffd", "rest")]


def test_long_lines_are_cut(lines):
    printed(b"x" * 50_000 + b"\nend\n")
    assert eventually(lambda: len(lines()) == 2)
    assert len(lines()[0]) < hostoutput.MAX_LINE_OCTETS + 100


def test_too_much_is_dropped_and_said_so(lines, monkeypatch):
    monkeypatch.setattr(hostoutput, "MAX_LOGGED_OCTETS", 20)
    printed(b"1234567890\n" * 100)
    assert eventually(lambda: "prints too much" in "".join(lines()))
    assert len(lines()) == 3


def test_a_pipe_that_stays_open_is_left_in_the_end(lines):
    output = HostOutput("of provider Frogs")
    output.start(7)
    os.write(output.write_end, b"last\n")
    output.finish()
    assert eventually(lambda: len(lines()) == 1)
    output.close_write_end()


def test_a_pipe_that_was_never_used_is_closed():
    output = HostOutput("x")
    output.close()
    with pytest.raises(BrokenPipeError):
        os.write(output.write_end, b"x")
    output.close_write_end()
