# SPDX-License-Identifier: Apache-2.0
import math

import pytest

from openwmi.wql.numbers import MAX_INTEGER_DIGITS, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("10", 10),
        ("+7", 7),
        ("-007", -7),
        ("-0", 0),
        ("0x0A", 10),
        ("-0Xff", -255),
        ("0x" + "0" * 100 + "1", 1),
        ("10.0", 10),
        ("10.", 10),
        ("0.000", 0),
        ("-1.0e1", -10),
        ("1.25e2", 125),
        ("100e-2", 1),
        ("18446744073709551615.0", 18446744073709551615),
        ("18446744073709551615", 18446744073709551615),
        ("9" * MAX_INTEGER_DIGITS, 10**MAX_INTEGER_DIGITS - 1),
    ],
)
def test_whole_numbers_are_exact_integers(text, number):
    value = read_number(text)
    assert type(value) is int
    assert value == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10.4", 10.4),
        (".5", 0.5),
        ("-1e-3", -0.001),
        ("1e300", 1e300),
        ("1e999", math.inf),
        ("-1e9999999999", -math.inf),
        ("1e-9999999999", 0.0),
        ("1e" + "9" * 5000, math.inf),
        ("9" * 5000, math.inf),
        ("0x" + "f" * 5000, math.inf),
        ("-0x" + "f" * 5000, -math.inf),
    ],
)
def test_everything_else_is_a_float(text, number):
    value = read_number(text)
    assert type(value) is float
    assert value == number


@pytest.mark.parametrize(
    "text", ["", " 1", "1 ", "x", "0x", "0xg", "1.2.3", "1e", "e1", "--1", ".", "1_0", "١", "nan", "inf"]
)
def test_other_texts_are_no_numbers(text):
    assert read_number(text) is None
