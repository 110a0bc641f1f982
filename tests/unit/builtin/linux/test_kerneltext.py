# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.linux.kerneltext import decimal, leading_integer, parse_colon_table, unescape


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("18446744073709551615", 2**64 - 1),
        ("", None),
        (None, None),
        ("-1", None),
        (" 1", None),
        ("1x", None),
        ("\N{ARABIC-INDIC DIGIT ONE}", None),
        ("1" * 21, None),
    ],
)
def test_decimal(text, number):
    assert decimal(text) == number


@pytest.mark.parametrize(
    ("value", "number"), [("44396 kB", 44396), ("7", 7), ("0\t0\t0", 0), ("kB", None), ("", None), (None, None)]
)
def test_leading_integer(value, number):
    assert leading_integer(value) == number


def test_colon_table():
    text = "Name:\tcat\nno colon\nVmHWM:\t   20480 kB\nodd: a:b\n"
    assert parse_colon_table(text) == {"Name": "cat", "VmHWM": "20480 kB", "odd": "a:b"}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (r"/mnt/a\040b", "/mnt/a b"),
        (r"\134", "\\"),
        (r"\011x\012", "\tx\n"),
        (r"a\b", r"a\b"),
        (r"a\04", r"a\04"),
        (r"a\089", r"a\089"),
        ("plain", "plain"),
    ],
)
def test_unescape(text, path):
    assert unescape(text) == path
