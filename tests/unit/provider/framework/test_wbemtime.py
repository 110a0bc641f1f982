# SPDX-License-Identifier: Apache-2.0

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openwmi.provider.framework import WBEMTime, WBEMTimeSpan

NOON = "20260701120000.000000+000"


@pytest.fixture
def berlin(monkeypatch):
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        (NOON, NOON),
        ("20260701120000.123456+120", "20260701100000.123456+000"),
        ("1979**********.000000-0*4", "19790101000400.000000+000"),
        ("*" * 25, None),
        ("****0701******.******+***", "16010701000000.000000+000"),
        ("16010101000000.000000+000", "16010101000000.000000+000"),
        ("16001231235959.000000+000", None),
        ("00000001000000.000000:000", None),
        ("20260230000000.000000+000", None),
        ("2026", None),
    ],
)
def test_timestamps_with_and_without_wildcards(text, utc):
    moment = WBEMTime(text)
    assert moment.GetDMTF() == moment.GetBSTR() == utc
    assert moment.IsOk() is (utc is not None)
    assert WBEMTime().SetDMTF(text) is (utc is not None)


@given(st.datetimes(datetime(1601, 1, 2), datetime(9999, 12, 30)))  # noqa: DTZ001 - the zone is added below
def test_a_timestamp_comes_back(moment):
    stored = WBEMTime(moment.replace(tzinfo=UTC))
    assert WBEMTime(stored.GetBSTR()) == stored
    assert stored.GetSYSTEMTIME() == (True, moment.replace(tzinfo=UTC))


def test_other_forms():
    moment = WBEMTime(NOON)
    assert WBEMTime(moment) == moment == WBEMTime(datetime(2026, 7, 1, 14, tzinfo=timezone(timedelta(hours=2))))
    assert WBEMTime.from_time_t(0).GetBSTR() == "19700101000000.000000+000"
    assert WBEMTime.from_time_t(0).Gettime_t() == (True, 0)
    assert WBEMTime.from_filetime(0).GetBSTR() == "16010101000000.000000+000"
    assert WBEMTime.from_filetime(10).GetFILETIME() == (True, 10)
    assert not WBEMTime.from_filetime(-1).IsOk()


def test_local_time_has_the_offset_of_its_date(berlin):
    summer, winter = WBEMTime(NOON), WBEMTime("20260101120000.000000+000")
    assert summer.GetDMTF(local=True) == "20260701140000.000000+120"
    assert winter.GetDMTF(local=True) == "20260101130000.000000+060"
    assert summer.GetDMTFNonNtfs() == "20260701140000.000000+***"
    assert [WBEMTime.GetLocalOffsetForDate(t) for t in (summer, winter, WBEMTime())] == [120, 60, 0]
    is_valid, local = summer.GetStructtm()
    assert is_valid
    assert local is not None
    assert local.tm_hour == 14
    assert WBEMTime(local) == summer
    assert WBEMTime(datetime(2026, 7, 1, 14)) == summer  # noqa: DTZ001 - local time is meant


def test_arithmetic_and_order():
    noon, hour = WBEMTime(NOON), WBEMTimeSpan(0, 1)
    later = noon + hour
    assert later.GetBSTR() == "20260701130000.000000+000"
    assert later - noon == hour
    assert later - hour == noon
    assert not (noon - later).IsOk()
    assert noon < later
    assert noon != NOON
    assert len({noon, WBEMTime(NOON)}) == 1


@pytest.mark.parametrize(
    "invalid",
    [lambda t: t + WBEMTimeSpan(), lambda t: t - WBEMTimeSpan(), lambda t: t - WBEMTime(),
     lambda t: WBEMTime() + WBEMTimeSpan(1)],
)  # fmt: skip
def test_with_an_invalid_operand_the_result_is_invalid(invalid):
    assert not invalid(WBEMTime(NOON)).IsOk()
    assert not WBEMTime() < WBEMTime(NOON)


def test_the_default_is_invalid_and_so_is_a_cleared_one():
    moment = WBEMTime(NOON)
    assert repr(moment) == f"WBEMTime('{NOON}')"
    moment.Clear()
    for nothing in (WBEMTime(), moment):
        assert not nothing.IsOk()
        assert (nothing.GetDMTF(), nothing.GetDMTFNonNtfs(), nothing.GetBSTR()) == (None, None, None)
        assert (nothing.GetFILETIME(), nothing.GetSYSTEMTIME(), nothing.GetStructtm()) == (
            (False, 0), (False, None), (False, None))  # fmt: skip
        assert nothing.Gettime_t()[0] is False
