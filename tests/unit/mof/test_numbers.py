# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.mof.nodes import IntegerLiteral, RealLiteral
from openwmi.mof.numbers import MAX_NUMBER_CHARACTERS, read_number


@pytest.mark.parametrize(
    ("text", "value", "is_pattern"),
    [
        ("0", 0, False),
        ("-12", -12, False),
        ("+12", 12, False),
        ("0101", 65, True),
        ("03", 3, True),
        ("0x41", 65, True),
        ("0XFE", 254, True),
        ("-0x1", -1, True),
        ("1000001B", 65, True),
        ("11b", 3, True),
        ("0b", 0, True),
    ],
)
def test_integers(text, value, is_pattern):
    assert read_number(text, 7) == IntegerLiteral(value, text, is_pattern, 7)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.14", 3.14),
        ("-3.14", -3.14),
        ("-1.2778E+02", -127.78),
        ("2.3e-2", 0.023),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1e3),
    ],
)
def test_reals(text, value):
    assert read_number(text, 1) == RealLiteral(value, text, 1)


@pytest.mark.parametrize(
    "text", ["", "abc", "08", "0x", "12b", "1.2.3", "--1", "1e", "0xG", "\u0661", "1" * (MAX_NUMBER_CHARACTERS + 1)]
)
def test_what_is_no_number(text):
    assert read_number(text, 0) is None
