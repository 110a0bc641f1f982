# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt
import time

import pytest

from openwmi.builtin.linux import clock


@pytest.fixture
def zone(monkeypatch):
    def use(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield use
    monkeypatch.undo()
    time.tzset()


# Rules written out, so that no time zone database is needed.
BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
SUMMER = dt.datetime(2024, 7, 1, 12, tzinfo=dt.UTC)
WINTER = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)


def test_summer_and_winter(zone):
    zone(BERLIN)
    assert (clock.offset_minutes(SUMMER.astimezone()), clock.is_daylight_saving(SUMMER)) == (120, True)
    assert (clock.offset_minutes(WINTER.astimezone()), clock.is_daylight_saving(WINTER)) == (60, False)
    assert clock.has_daylight_saving()


def test_a_zone_west_of_greenwich_without_daylight_saving(zone):
    zone("XXX3:30")
    assert clock.offset_minutes(WINTER.astimezone()) == -210
    assert not clock.has_daylight_saving()


def test_now_has_an_offset():
    assert clock.now().utcoffset() is not None
    assert abs(clock.now().timestamp() - time.time()) < 60


@pytest.mark.parametrize(
    ("name", "expected"),
    [(BERLIN, clock.Zone("CET", 60, "CEST", 120)), ("XXX3:30", clock.Zone("XXX", -210, None, None))],
)
def test_the_zone(zone, name, expected):
    zone(name)
    assert clock.local_zone() == expected
