# SPDX-License-Identifier: Apache-2.0
"""Win32_CurrentTime: a moment, taken apart."""

from __future__ import annotations

import datetime as dt

from openwmi.provider import CimClass, prop, uint32


class Win32_CurrentTime(CimClass, namespace="root/cimv2", abstract=True):
    """The time now, taken apart."""

    Day: uint32 | None = prop(description="Day of the month.")
    DayOfWeek: uint32 | None = prop(description="Day of the week, 0 is Sunday.")
    Hour: uint32 | None = prop(description="Hour of the day.")
    Milliseconds: uint32 | None = prop(description="Always NULL.")
    Minute: uint32 | None = prop(description="Minute of the hour.")
    Month: uint32 | None = prop(description="Month of the year.")
    Quarter: uint32 | None = prop(description="Quarter of the year.")
    Second: uint32 | None = prop(description="Second of the minute.")
    WeekInMonth: uint32 | None = prop(description="Week of the month, weeks begin on Sunday.")
    Year: uint32 | None = prop(description="The year.")


def parts(moment: dt.datetime) -> dict[str, int]:
    """Return a moment taken apart.

    Args:
        moment: In the time zone that counts.

    Returns:
        The properties by name.
    """
    weekday = moment.isoweekday() % 7
    first_weekday = (weekday - (moment.day - 1)) % 7
    return {
        "Year": moment.year,
        "Quarter": (moment.month + 2) // 3,
        "Month": moment.month,
        "WeekInMonth": (moment.day - 1 + first_weekday) // 7 + 1,
        "Day": moment.day,
        "DayOfWeek": weekday,
        "Hour": moment.hour,
        "Minute": moment.minute,
        "Second": moment.second,
    }
