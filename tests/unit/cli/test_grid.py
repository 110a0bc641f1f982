# SPDX-License-Identifier: Apache-2.0

import io

import pytest

from openwmi.cli.grid import fitting, grid_lines
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


WIDE = [("A_name_of_some_length", "0 one; 1 two; 2 three; 3 four; 4 five; 5 six", "What it is, in a sentence or so.")]


def letters(found):
    return sorted("".join(found).replace(" ", ""))


@pytest.mark.parametrize("width", [24, 40, 80, 200])
def test_every_column_gives_way_on_a_narrow_terminal(width):
    found = lines(width, rows=[*WIDE, ("", "", "")])
    assert max(map(len, found)) <= width
    assert letters(found) == letters(lines(rows=WIDE))


def test_columns_that_fit_are_not_stretched():
    assert fitting([3, 5, 7], 80) == [3, 5, 7]


def test_the_last_column_keeps_its_share():
    assert fitting([40, 60, 50], 80) == [25, 26, 25]
    assert fitting([5, 6, 500], 80) == [5, 6, 65]


def test_too_little_room_is_left_to_the_terminal():
    assert fitting([30, 30, 30], 10) == [6, 6, 6]


def test_the_heading_has_a_style():
    assert lines(80, styled=True)[0] == "\x1b[1mName    Text\x1b[0m"


def test_nothing_is_no_grid():
    assert lines(rows=[]) == []
    assert lines(rows=[("", "", "")]) == []
