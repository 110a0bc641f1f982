# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import subprocess

from openwmi.builtin.cimv2.win32_utctime import UTCTimes
from tests.unit.builtin.asking import rows


def test_the_time_agrees_with_date(make_request):
    def told_by_date():
        output = subprocess.run(["date", "-u", "+%Y %m %d %H %M %w"], capture_output=True, check=True, text=True).stdout
        return tuple(map(int, output.split()))

    before = told_by_date()
    (made,) = rows(UTCTimes(), make_request())
    told = (made.Year, made.Month, made.Day, made.Hour, made.Minute, made.DayOfWeek)
    assert told in {before, told_by_date()}
    assert made.Milliseconds is None
    assert made.cim_class.is_singleton
