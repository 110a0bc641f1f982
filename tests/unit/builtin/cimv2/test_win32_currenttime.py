# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt

import pytest

from openwmi.builtin.cimv2.win32_currenttime import Win32_CurrentTime, parts


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # 1 September 2024 was a Sunday.
        (dt.datetime(2024, 9, 1, 23, 59, 58, tzinfo=dt.UTC), (2024, 3, 9, 1, 1, 0, 23, 59, 58)),
        (dt.datetime(2024, 9, 7, tzinfo=dt.UTC), (2024, 3, 9, 1, 7, 6, 0, 0, 0)),
        (dt.datetime(2024, 9, 8, tzinfo=dt.UTC), (2024, 3, 9, 2, 8, 0, 0, 0, 0)),
        # 1 June 2024 was a Saturday: the second already is in another week.
        (dt.datetime(2024, 6, 2, tzinfo=dt.UTC), (2024, 2, 6, 2, 2, 0, 0, 0, 0)),
        (dt.datetime(2024, 12, 31, tzinfo=dt.UTC), (2024, 4, 12, 5, 31, 2, 0, 0, 0)),
    ],
)
def test_parts(moment, expected):
    names = ("Year", "Quarter", "Month", "WeekInMonth", "Day", "DayOfWeek", "Hour", "Minute", "Second")
    assert parts(moment) == dict(zip(names, expected, strict=True))


def test_the_class_is_abstract():
    assert Win32_CurrentTime.__cim_class__.is_abstract
