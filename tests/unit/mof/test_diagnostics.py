# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import MofError, WbemError, WbemStatus
from openwmi.mof.diagnostics import MofErrors, caret_line, format_error, format_errors


def error(**changes: object) -> MofError:
    fields: dict = {
        "hresult": WbemStatus.WBEMMOF_E_UNRECOGNIZED_TOKEN,
        "file": "a.mof",
        "line": 7,
        "column": 3,
        "excerpt": "\tx@",
        "next_step": "drop it",
    }
    return MofError("stray `@`", **{**fields, **changes})


def test_an_error_names_file_line_code_and_place():
    assert format_error(error()).splitlines() == [
        "a.mof (7): error SYNTAX 0X8004400a: stray `@`",
        "    \tx@",
        "    \t ^",
        "    drop it",
    ]


def test_an_error_without_a_place_is_one_line():
    assert format_error(error(excerpt="", next_step="")).count("\n") == 0


@pytest.mark.parametrize(("column", "caret"), [(1, "^"), (2, "\t^"), (4, "\t  ^")])
def test_the_caret_stands_below_the_column(column, caret):
    assert caret_line(error(column=column)) == caret


def test_several_errors_are_one_exception_with_the_first_code():
    both = MofErrors([error(), error(hresult=WbemStatus.WBEMMOF_E_EXPECTED_SEMI)])
    assert isinstance(both, WbemError)
    assert both.hresult == WbemStatus.WBEMMOF_E_UNRECOGNIZED_TOKEN
    assert "1 more" in both.message
    assert len(both.errors) == 2
    assert format_errors(both.errors).count("error SYNTAX") == 2
