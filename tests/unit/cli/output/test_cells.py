# SPDX-License-Identifier: Apache-2.0

import time

import pytest

from openwmi.cli.output.cells import MAX_NESTING, cell, cut, fitted, printable, readable_time, shown, width_of
from openwmi.cli.output.record import Field
from openwmi.model.cimdatetime import CimDatetime
from tests.unit.cli.printed import Objects, ponds


@pytest.fixture
def utc(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        (True, "TRUE"),
        (False, "FALSE"),
        (0, "0"),
        (-(1 << 63), "-9223372036854775808"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        ("", ""),
        ("plain", "plain"),
        ([], "{}"),
        (["a", "b"], "a, b"),
        ([1, 2], "1, 2"),
    ],
)
def test_values_without_units(value, text):
    assert cell(value, Field("P")) == text


def test_units_reach_the_elements_of_an_array():
    assert cell([1024, 2048], Field("P", units="bytes")) == "1.0 KiB, 2.0 KiB"


def test_an_embedded_object_stands_on_one_line():
    assert cell(ponds()[0]["Water"], Field("P")) == "Acme_Water {Algae=green; Celsius=4.5}"


def test_deep_nesting_ends_somewhere():
    doll = "class Acme_Doll { [key] string Name; object Inner; };\n"
    text = 'instance of Acme_Doll { Name = "x"; Inner = ' * 6 + "NULL" + ";}" * 5 + "; };"
    deepest = "Acme_Doll {…}"
    for _ in range(MAX_NESTING):
        deepest = f"Acme_Doll {{Inner={deepest}; Name=x}}"
    assert shown(Objects(doll + text).instances[0], "", 0) == deepest


def test_a_class_inside_is_its_name():
    assert cell(Objects("class Acme_Empty {};").definition("Acme_Empty"), Field("P")) == "Acme_Empty {…}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20261120163005.123456+000", "2026-11-20 16:30:05"),
        ("20261120163005.000000+060", "2026-11-20 16:30:05 +0100"),
        ("20261120163005.000000+***", "2026-11-20 16:30:05"),
        ("2026****163005.000000+000", "2026****163005.000000+000"),
        ("20260231000000.000000+000", "20260231000000.000000+000"),
        ("00010101000000.000000+000", "0001-01-01 00:00:00"),
        ("00000003040506.000000:000", "3d 04:05:06"),
        ("00000000040506.000000:000", "04:05:06"),
        ("********040506.000000:000", "********040506.000000:000"),
    ],
)
def test_datetimes(utc, text, expected):
    assert readable_time(CimDatetime(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", "a b"),
        ("日本語", "日本語"),
        ("line\nline\ttab", r"line\nline\ttab"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\x9b31m", r"\x9b31m"),
        ("no\xa0break", "no break"),
        ("\udc80", r"\udc80"),
    ],
)
def test_nothing_reaches_the_terminal_that_it_would_obey(text, expected):
    assert printable(text) == expected


@pytest.mark.parametrize(
    ("text", "width", "right", "expected"),
    [
        ("abc", 5, False, "abc  "),
        ("abc", 5, True, "  abc"),
        ("abcdef", 4, False, "abc…"),
        ("abc", 3, False, "abc"),
        ("ab", 1, False, "…"),
        ("日本語", 8, False, "日本語  "),
        ("日本語", 4, False, "日… "),
        ("", 2, True, "  "),
    ],
)
def test_a_cell_is_exactly_as_wide_as_its_column(text, width, right, expected):
    assert fitted(text, width, right=right) == expected
    assert width_of(expected) == width


def test_cutting_never_splits_a_wide_character():
    assert cut("日本語", 4) == "日…"
