# SPDX-License-Identifier: Apache-2.0
"""The local clock: offset from UTC, daylight saving, names of the zone."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass


def now() -> dt.datetime:
    """Return the time now with the local offset."""
    return dt.datetime.now(dt.UTC).astimezone()


def offset_minutes(moment: dt.datetime) -> int:
    """Return how far the local time of a moment is ahead of UTC, in minutes."""
    offset = moment.utcoffset() or dt.timedelta(0)
    return round(offset.total_seconds() / 60)


def is_daylight_saving(moment: dt.datetime) -> bool:
    """Return whether daylight saving is in effect at a moment."""
    return time.localtime(moment.timestamp()).tm_isdst > 0


def has_daylight_saving() -> bool:
    """Return whether the local zone ever uses daylight saving."""
    return bool(time.daylight)


@dataclass(frozen=True, slots=True)
class Zone:
    """The local time zone.

    Attributes:
        standard_name: What its standard time is called, such as "CET".
        standard_minutes: How far that is ahead of UTC.
        daylight_name: What its summer time is called; None without one.
        daylight_minutes: How far that is ahead of UTC; None without one.
    """

    standard_name: str
    standard_minutes: int
    daylight_name: str | None
    daylight_minutes: int | None


def local_zone() -> Zone:
    """Return the local time zone, as the C library reads it."""
    if not time.daylight:
        return Zone(time.tzname[0], -time.timezone // 60, None, None)
    return Zone(time.tzname[0], -time.timezone // 60, time.tzname[1], -time.altzone // 60)
