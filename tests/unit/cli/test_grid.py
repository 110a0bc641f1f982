# SPDX-License-Identifier: Apache-2.0

import io

from openwmi.cli.grid import grid_lines
from openwmi.cli.output.stream import Stream

NAMES = ("Name", "Notes", "Text")
ROWS = [("a", "", "one two three four five six seven"), ("bcdefg", "", ""), ("日本", "", "x\x1by")]


def lines(width=None, names=NAMES, rows=ROWS, styled=False):
    return list(grid_lines(names, rows, Stream(io.StringIO(), width, styled)))


def test_empty_columns_are_left_out():
    assert lines() == ["Name    Text", "a       one two three four five six seven", "bcdefg", r"日本    x\x1by"]


def test_the_last_column_is_wrapped_on_a_terminal():
    assert lines(34) == [
        "Name    Text",
        "a       one two three four five",
        "        six seven",
        "bcdefg",
        r"日本    x\x1by",
    ]


def test_too_little_room_is_left_to_the_terminal():
    assert lines(20) == lines()


def test_the_heading_has_a_style():
    assert lines(80, styled=True)[0] == "\x1b[1mName    Text\x1b[0m"


def test_nothing_is_no_grid():
    assert lines(rows=[]) == []
    assert lines(rows=[("", "", "")]) == []
