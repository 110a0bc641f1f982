# SPDX-License-Identifier: Apache-2.0
"""CimDatetime: what is valid, and conversions."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.cimdatetime import CimDatetime
from tests.unit.model.declaring import refused

TIMESTAMPS = [
    "19980401135809.000000+000",
    "20260229000000.999999-720",
    "00000101000000.000000+000",
    "99991231235959.999999+999",
    "20240231000000.000000-999",
    "****0401******.000000+***",
    "19980401135809.******+060",
    "**************.******-***",
    "19980401135809.000000+***",
]
INTERVALS = [
    "00000001020304.000005:000",
    "99999999235959.999999:000",
    "********01****.000000:000",
    "00000000000000.******:***",
]


@pytest.mark.parametrize("text", TIMESTAMPS)
def test_timestamps(text):
    value = CimDatetime(text)
    assert value == text
    assert not value.is_interval


@pytest.mark.parametrize("text", INTERVALS)
def test_intervals(text):
    value = CimDatetime(text)
    assert value == text
    assert value.is_interval


@pytest.mark.parametrize("text", [*TIMESTAMPS, *INTERVALS])
def test_wildcards(text):
    assert CimDatetime(text).has_wildcards is ("*" in text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "19980401",
        "1998-04-01 13:58:09",
        "19980401135809.000000+00",
        "19980401135809.000000+0000",
        "199*0401135809.000000+000",
        "1998*401135809.000000+000",
        "19980401135809.0000**+000",
        "19980401135809.000000+0**",
        "19980401135809.000000*000",
        "19980401135809,000000+000",
        "19980001135809.000000+000",
        "19981301135809.000000+000",
        "19980400135809.000000+000",
        "19980432135809.000000+000",
        "19980401245809.000000+000",
        "19980401136009.000000+000",
        "19980401135860.000000+000",
        "00000001240304.000005:000",
        "00000001026004.000005:000",
        "00000001020360.000005:000",
        "00000001020304.000005:001",
        "0000000*020304.000005:000",
        "-0000001020304.000005:000",
        "١٩٩٨٠٤٠١١٣٥٨٠٩.٠٠٠٠٠٠+٠٠٠",
        "19980401135809.000000+000\n",
    ],
)
def test_texts_that_are_no_datetime(text):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        CimDatetime(text)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(1998, 4, 1, 13, 58, 9, tzinfo=UTC), "19980401135809.000000+000"),
        (datetime(1, 1, 1, tzinfo=UTC), "00010101000000.000000+000"),
        (datetime(2026, 1, 2, 3, 4, 5, 6, timezone(timedelta(hours=-3, minutes=-30))), "20260102030405.000006-210"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=14))), "20260102030405.000000+840"),
        (datetime(2026, 1, 2, 3, 4, 5), "20260102030405.000000+***"),  # noqa: DTZ001 - the case under test
        # Offsets that cannot be written: the instant stays.
        (datetime(1890, 1, 1, 1, 0, 0, tzinfo=timezone(timedelta(seconds=3208))), "18900101005932.000000+053"),
        (datetime(2026, 1, 2, 0, 0, 0, tzinfo=timezone(timedelta(minutes=1200))), "20260101203900.000000+999"),
        (datetime(2026, 1, 2, 0, 0, 0, tzinfo=timezone(timedelta(minutes=-1001))), "20260102000200.000000-999"),
    ],
)
def test_from_datetime(moment, text):
    value = CimDatetime.from_datetime(moment)
    assert value == text
    assert value.to_datetime() == moment


@pytest.mark.parametrize(
    "moment",
    [
        datetime.max.replace(tzinfo=timezone(timedelta(minutes=-1200))),
        datetime.min.replace(tzinfo=timezone(timedelta(minutes=1200))),
    ],
)
def test_an_instant_outside_the_calendar(moment):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        CimDatetime.from_datetime(moment)


@pytest.mark.parametrize("seconds", [0, 1.5, 1_700_000_000.25, -1.0])
def test_from_timestamp(seconds):
    assert CimDatetime.from_timestamp(seconds).to_datetime().timestamp() == seconds


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), 1e20, -1e20, 253402300800 + 86400])
def test_timestamps_outside_the_calendar(seconds):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        CimDatetime.from_timestamp(seconds)


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(0), "00000000000000.000000:000"),
        (timedelta(days=1, hours=2, minutes=3, seconds=4, microseconds=5), "00000001020304.000005:000"),
        (timedelta(days=99_999_999, seconds=86399), "99999999235959.000000:000"),
    ],
)
def test_from_timedelta(length, text):
    value = CimDatetime.from_timedelta(length)
    assert value == text
    assert value.to_timedelta() == length


@pytest.mark.parametrize("length", [timedelta(microseconds=-1), timedelta(days=100_000_000)])
def test_lengths_that_no_interval_has(length):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        CimDatetime.from_timedelta(length)


@pytest.mark.parametrize(
    "text", ["00000101000000.000000+000", "20230229000000.000000+000", "****0401******.000000+***", INTERVALS[0]]
)
def test_no_point_in_time(text):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        CimDatetime(text).to_datetime()
    assert CimDatetime(text).instant_us() is None


def test_an_open_offset_gives_a_naive_moment_and_no_instant():
    value = CimDatetime("19980401135809.000001+***")
    assert value.to_datetime() == datetime(1998, 4, 1, 13, 58, 9, 1)  # noqa: DTZ001 - the case under test
    assert value.instant_us() is None


@pytest.mark.parametrize("text", [TIMESTAMPS[0], "00000000000000.******:000"])
def test_no_length(text):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        CimDatetime(text).to_timedelta()
    assert CimDatetime(text).interval_us() is None


def test_instants_compare_across_offsets():
    assert (
        CimDatetime("19980401150000.000000+060").instant_us() == CimDatetime("19980401130000.000000-060").instant_us()
    )
    assert CimDatetime("00010101000000.000001+000").instant_us() == 1


def test_interval_in_microseconds():
    assert CimDatetime("00000001000001.000002:000").interval_us() == 86_401_000_002


def test_values_compare_character_by_character():
    assert CimDatetime("19980401135809.000000+***") != CimDatetime("19980401135809.000000+000")
