# SPDX-License-Identifier: Apache-2.0
"""Win32_TimeZone: the local time zone.

Spec: cimwin32-subset.md §1.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.cim_setting import CIM_Setting
from openwmi.builtin.linux.clock import Zone, local_zone
from openwmi.provider import InstanceProvider, Request, key, prop, sint32, uint8, uint32


class Win32_TimeZone(CIM_Setting):
    """The time zone this machine is set to."""

    Bias: sint32 | None = prop(units="minutes", description="How far its standard time is ahead of UTC.")
    DaylightBias: sint32 | None = prop(
        units="minutes",
        description="Standard time less summer time; NULL without summer time.",
    )
    DaylightDay: uint32 | None = prop(description="The week of the month when summer time begins.")
    DaylightDayOfWeek: uint8 | None = prop(description="The day of that week.")
    DaylightHour: uint32 | None = prop(units="hours", description="The hour of that day.")
    DaylightMillisecond: uint32 | None = prop(units="milliseconds", description="The millisecond of that second.")
    DaylightMinute: uint32 | None = prop(units="minutes", description="The minute of that hour.")
    DaylightMonth: uint32 | None = prop(description="The month when summer time begins.")
    DaylightName: str | None = prop(description="What its summer time is called.")
    DaylightSecond: uint32 | None = prop(units="seconds", description="The second of that minute.")
    DaylightYear: uint32 | None = prop(description="The year, when the rule is for one.")
    StandardBias: uint32 | None = prop(units="minutes", description="What is added in winter.")
    StandardDay: uint32 | None = prop(description="The week of the month when standard time begins.")
    StandardDayOfWeek: uint8 | None = prop(description="The day of that week.")
    StandardHour: uint32 | None = prop(units="hours", description="The hour of that day.")
    StandardMillisecond: uint32 | None = prop(units="milliseconds", description="The millisecond of that second.")
    StandardMinute: uint32 | None = prop(units="minutes", description="The minute of that hour.")
    StandardMonth: uint32 | None = prop(description="The month when standard time begins.")
    StandardName: str = key(description="What its standard time is called.")
    StandardSecond: uint32 | None = prop(units="seconds", description="The second of that minute.")
    StandardYear: uint32 | None = prop(description="The year, when the rule is for one.")


def caption(zone: Zone) -> str:
    """Return the name of a zone with its distance from UTC, as in "(UTC+01:00) CET"."""
    sign = "-" if zone.standard_minutes < 0 else "+"
    hours, minutes = divmod(abs(zone.standard_minutes), 60)
    return f"(UTC{sign}{hours:02d}:{minutes:02d}) {zone.standard_name}"


class TimeZones(InstanceProvider[Win32_TimeZone]):
    """The one local time zone. When its summer time begins and ends the C library does not tell: NULL."""

    def enumerate(self, request: Request) -> Iterator[Win32_TimeZone]:
        """Yield the zone."""
        del request  # nothing here is expensive
        zone = local_zone()
        daylight_bias = None if zone.daylight_minutes is None else zone.standard_minutes - zone.daylight_minutes
        yield Win32_TimeZone(
            StandardName=zone.standard_name,
            DaylightName=zone.daylight_name,
            Bias=zone.standard_minutes,
            DaylightBias=daylight_bias,
            StandardBias=0,
            Caption=caption(zone),
            Description=caption(zone),
        )
