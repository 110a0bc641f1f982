# SPDX-License-Identifier: Apache-2.0
"""The local clock: offset from UTC, daylight saving, names of the zone."""

from __future__ import annotations

import datetime as dt
import time


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
