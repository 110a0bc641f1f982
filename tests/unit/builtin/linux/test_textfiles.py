# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
from pathlib import Path

import pytest

from openwmi.builtin.linux.textfiles import read_integer, read_octets, read_record, read_text, read_word


def test_a_file_longer_than_one_read_is_read_whole(tmp_path):
    path = tmp_path / "long"
    path.write_bytes(b"x" * 200_000)
    assert read_octets(path) == b"x" * 200_000


def test_reading_stops_at_the_limit(tmp_path):
    path = tmp_path / "long"
    path.write_bytes(b"x" * 200_000)
    assert len(read_octets(path, 100_001)) == 100_001


def test_a_kernel_table_is_read_to_its_end():
    # The kernel hands such tables out in pieces of less than a page.
    whole = Path("/proc/self/smaps").read_bytes()
    assert len(whole) > 4096
    assert read_octets("/proc/self/smaps").count(b"VmFlags") == pytest.approx(whole.count(b"VmFlags"), abs=2)


def test_a_record_is_what_one_read_gives():
    assert read_record(f"/proc/{os.getpid()}/stat").startswith(f"{os.getpid()} (".encode())


def test_an_absent_file_is_none(tmp_path):
    assert read_text(tmp_path / "absent") is None
    assert read_word(tmp_path / "absent") is None
    assert read_integer(tmp_path / "absent") is None


def test_a_folder_is_none(tmp_path):
    assert read_text(tmp_path) is None


@pytest.mark.parametrize(
    ("content", "word", "number"),
    [
        (b"42\n", "42", 42),
        (b" -1 \n", "-1", -1),
        (b"abc\n", "abc", None),
        (b"\n", None, None),
        (b"", None, None),
        (b"text\0", "text", None),
        (b"\xff\n", "\N{REPLACEMENT CHARACTER}", None),
        (b"9" * 5000, "9" * 5000, None),
    ],
)
def test_one_line_files(tmp_path, content, word, number):
    path = tmp_path / "value"
    path.write_bytes(content)
    assert read_word(path) == word
    assert read_integer(path) == number
