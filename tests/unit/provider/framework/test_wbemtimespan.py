# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openwmi.provider.framework import WBEMTimeSpan

SECOND = 10_000_000


@pytest.mark.parametrize(
    ("span", "ticks"),
    [
        (WBEMTimeSpan(), None),
        (WBEMTimeSpan(0, 0, 0, 1), SECOND),
        (WBEMTimeSpan(1, 2, 3, 4, 5, 6, 700), ((26 * 60 + 3) * 60 + 4) * SECOND + 50_000 + 60 + 7),
        (WBEMTimeSpan("00000001000000.000000:000"), 86400 * SECOND),
        (WBEMTimeSpan("20260101000000.000000+000"), None),
        (WBEMTimeSpan("soon"), None),
        (WBEMTimeSpan(timedelta(seconds=-1)), None),
        (WBEMTimeSpan(timedelta(microseconds=1)), 10),
        (WBEMTimeSpan(WBEMTimeSpan(0, 0, 1)), 60 * SECOND),
        (WBEMTimeSpan(100_000_000), None),
        (WBEMTimeSpan.from_ticks(7), 7),
    ],
)
def test_constructors(span, ticks):
    assert span.ticks == ticks
    assert span.IsOk() is (ticks is not None)
    assert span.GetFILETIME() == (ticks is not None, ticks or 0)


@given(st.integers(0, 99_999_999), st.integers(0, 86399), st.integers(0, 999_999))
def test_an_interval_text_comes_back(days, seconds, microseconds):
    span = WBEMTimeSpan(days, 0, 0, seconds, 0, microseconds)
    assert WBEMTimeSpan(span.GetBSTR()) == span


def test_sums_differences_and_order():
    one, two = WBEMTimeSpan(0, 0, 0, 1), WBEMTimeSpan(0, 0, 0, 2)
    assert one + one == two
    assert two - one == one
    assert not (one - two).IsOk()
    assert not (one + WBEMTimeSpan()).IsOk()
    assert not (one - WBEMTimeSpan()).IsOk()
    assert one < two
    assert not WBEMTimeSpan() < one
    assert one != 1
    assert len({one, WBEMTimeSpan(0, 0, 0, 1)}) == 1


def test_clearing_and_showing():
    span = WBEMTimeSpan(0, 0, 1, 30)
    assert span.Gettime_t() == (True, 90)
    assert repr(span) == "WBEMTimeSpan('00000000000130.000000:000')"
    span.Clear()
    assert (span.IsOk(), span.GetBSTR(), span.Gettime_t()) == (False, None, (False, 0))
