# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import MofError, WbemStatus
from openwmi.mof import source as module
from openwmi.mof.source import EXCERPT_CHARACTERS, SourceText, decode_source, excerpt_shift


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"class", "class"),
        (b"\xef\xbb\xbfclass", "class"),
        (b"\xff\xfec\x00l\x00", "cl"),
        (b"\xfe\xff\x00c\x00l", "cl"),
        ("Größe".encode(), "Größe"),
        ("Größe".encode("cp1252"), "Größe"),
        (b"\x81\xff", "\ufffdÿ"),
    ],
)
def test_encodings(data, text):
    assert decode_source(data, "x.mof") == text


@pytest.mark.parametrize("data", [b"FOMB\x01\x00", b"\xff\xfec", b"\xff\xfe\x00\xd8"])
def test_files_that_cannot_be_read(data):
    with pytest.raises(MofError) as caught:
        decode_source(data, "x.mof")
    assert caught.value.hresult == WbemStatus.WBEMMOF_E_INVALID_FILE
    assert caught.value.file == "x.mof"


def test_a_file_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MAX_SOURCE_OCTETS", 10)
    with pytest.raises(MofError) as caught:
        decode_source(b"x" * 11, "x.mof")
    assert caught.value.hresult == WbemStatus.WBEMMOF_E_INVALID_FILE


@pytest.mark.parametrize("text", ["a\nb\n  c", "a\r\nb\r\n  c", "a\rb\r  c"])
def test_every_line_ending_counts(text):
    source = SourceText(text, "x.mof")
    error = source.error(WbemStatus.WBEMMOF_E_UNRECOGNIZED_TOKEN, "wrong", 2, next_step="right it")
    assert (error.line, error.column, error.excerpt, error.next_step) == (3, 3, "  c", "right it")
    assert [source.line_of(token) for token in range(3)] == [1, 2, 3]


def test_the_end_of_the_file_has_a_place():
    source = SourceText("a\nb\n", "x.mof")
    assert source.offset_of(99) == 4
    assert source.line_of(99) == 3


def test_long_lines_are_cut_around_the_column():
    line = "x" * 500 + " @ " + "y" * 500
    error = SourceText(line, "x.mof").error(WbemStatus.WBEMMOF_E_UNRECOGNIZED_TOKEN, "wrong", 1)
    assert len(error.excerpt) == EXCERPT_CHARACTERS
    assert error.excerpt[error.column - 1 - excerpt_shift(error.column)] == "@"
