# SPDX-License-Identifier: Apache-2.0

import io

import pytest

from openwmi.cli.faults import CONTEXT_CHARACTERS, Failed, fault_lines, marked
from openwmi.cli.output.stream import Stream
from openwmi.errors import InvalidQueryError, MofError, NotFoundError, WbemError

PIPE = Stream(io.StringIO())


def lines(error, **options):
    return list(fault_lines(error, PIPE, **options))


def test_symbol_code_what_where_and_next_step():
    error = NotFoundError("there is no frog", where="pond.py:3", next_step="look elsewhere")
    assert lines(error) == [
        "openwmi: WBEM_E_NOT_FOUND 0x80041002: there is no frog (pond.py:3)",
        "  next: look elsewhere",
    ]


def test_a_place_that_the_sentence_names_is_not_repeated():
    assert lines(NotFoundError("pond.py:3 is dry", where="pond.py:3")) == [
        "openwmi: WBEM_E_NOT_FOUND 0x80041002: pond.py:3 is dry"
    ]


def test_a_code_without_a_name_stands_alone():
    assert lines(WbemError("x", hresult=0x80070005)) == ["openwmi: 0x80070005: x"]


@pytest.mark.parametrize(("rows", "start"), [(1, "partial: 1 row, "), (3, "partial: 3 rows, ")])
def test_rows_that_came_before_are_told(rows, start):
    assert lines(NotFoundError("x"), rows=rows)[0].startswith(start)


def test_a_query_is_shown_with_a_mark():
    error = InvalidQueryError("FROM is expected", position=9)
    assert lines(error, query="SELECT * FORM x")[1:] == ["  SELECT * FORM x", "           ^"]
    assert len(lines(error)) == 1


def test_a_mof_line_is_shown_with_a_mark():
    error = MofError("; is expected", file="a.mof", line=2, column=3, excerpt="\tab")
    assert lines(error) == [
        "openwmi: WBEMMOF_E_UNRECOGNIZED_TOKEN 0x8004400A: ; is expected (a.mof:2:3)",
        "   ab",
        "    ^",
    ]


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("abc", 1, ["  abc", "   ^"]),
        ("abc", 99, ["  abc", "     ^"]),
        ("one\ntwo\nthree", 5, ["  two", "   ^"]),
        ("x" * 200, 100, ["  …" + "x" * (2 * CONTEXT_CHARACTERS), "  " + " " * (CONTEXT_CHARACTERS + 1) + "^"]),
        ("日本 x", 3, ["  日本 x", "       ^"]),
    ],
)
def test_marked(text, position, expected):
    assert list(marked(text, position)) == expected


def test_nothing_in_a_message_reaches_the_terminal_as_command():
    assert "\x1b" not in "".join(lines(NotFoundError("\x1b[2J", next_step="\x1b[2J", where="\x1b")))


def test_failed_carries_what_the_command_knows():
    failed = Failed(NotFoundError("x"), query="q", rows=2)
    assert (str(failed), failed.query, failed.rows) == ("x", "q", 2)
