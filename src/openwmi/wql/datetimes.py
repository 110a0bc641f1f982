# SPDX-License-Identifier: Apache-2.0
"""Datetime constants: the 25-character form and the free forms that WQL adds to it.

Spec: wql.md §4.4.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TypeAlias

from openwmi.errors import TypeMismatchError
from openwmi.model.cimdatetime import CimDatetime

MAX_CONSTANT_CHARACTERS = 64

_CIM_LENGTH_CHARACTERS = 25
_PIVOT_YEAR = 30
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ABBREVIATION_CHARACTERS = 3

_TIME = r"""
    (?: [ ]+
        (?P<hour>[0-9]{1,2})
        (?: : (?P<minute>[0-9]{1,2})
            (?: : (?P<second>[0-9]{1,2})
                (?: : (?P<milliseconds>[0-9]{1,3}) | [.] (?P<fraction>[0-9]{1,6}) )?
            )?
        )?
        (?: [ ]* (?P<half>[AaPp][Mm]) )?
    )?
"""
_NUMERIC = rf"(?P<a>[0-9]{{1,4}}) (?P<separator>[-/.]) (?P<b>[0-9]{{1,2}}) (?P=separator) (?P<c>[0-9]{{1,4}}) {_TIME}"
_COMPACT = rf"(?P<year>[0-9]{{4}}) (?: (?P<month>[0-9]{{2}}) (?P<day>[0-9]{{2}})? )? {_TIME}"
_NAMED = (
    rf"(?P<a>[A-Za-z]+|[0-9]{{1,4}}) [ ,./-]+ (?P<b>[A-Za-z]+|[0-9]{{1,4}})"
    rf" (?: [ ,./-]+ (?P<c>[A-Za-z]+|[0-9]{{1,4}}) )? {_TIME}"
)

_Day: TypeAlias = tuple[int, int, int]


def read_datetime(text: str, zone: tzinfo | None = None) -> CimDatetime | None:
    """Return the datetime a text denotes, or None when it denotes none.

    A missing time is midnight, missing parts of a date are 1, a missing zone is the server's.

    Args:
        text: The 25-character form, or a date and perhaps a time in English notation:
            `Jan 21, 1932`, `21 January 1932 3 PM`, `1/21/1932 15:00`, `1932-01-21 15:00:00:250`, `19320121`.
        zone: The time zone of constants without one; None is the local zone of this machine.

    Spec: wql.md §4.4. Choice: numeric dates put the month first unless the numbers say otherwise; a
        two-digit year is in 2000 to 2029 or 1930 to 1999.
    """
    if len(text) == _CIM_LENGTH_CHARACTERS:
        try:
            return CimDatetime(text)
        except TypeMismatchError:
            pass
    if len(text) > MAX_CONSTANT_CHARACTERS:
        return None
    for form, day_of in _FORMS:
        match = re.fullmatch(form, text.strip(" "), re.VERBOSE)
        day = day_of(match) if match else None
        if match and day:
            return _moment(day, match, zone)
    return None


def _numeric_day(match: re.Match[str]) -> _Day | None:
    first, second, third = match["a"], match["b"], match["c"]
    if len(first) > 2 or int(first) > 31:
        year, month, day = first, second, third
    else:
        month, day, year = first, second, third
    if int(month) > 12:
        month, day = day, month
    return _year(year), int(month), int(day)


def _compact_day(match: re.Match[str]) -> _Day | None:
    return int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)


def _named_day(match: re.Match[str]) -> _Day | None:
    """Return the day when exactly one part names a month and another is a year."""
    parts = [part for part in match.group("a", "b", "c") if part]
    names = [part for part in parts if part.isalpha()]
    numbers = [part for part in parts if not part.isalpha()]
    month = _month(names[0]) if len(names) == 1 else None
    if month is None:
        return None
    years = [number for number in numbers if len(number) > 2 or int(number) > 31]
    if len(numbers) == 1:
        return (_year(years[0]), month, 1) if years else None
    year = years[0] if years else numbers[-1]
    numbers.remove(year)
    return _year(year), month, int(numbers[0])


def _month(name: str) -> int | None:
    wanted = name.lower()
    for number, month in enumerate(_MONTHS, start=1):
        if wanted in {month, month[:_ABBREVIATION_CHARACTERS]}:
            return number
    return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < _PIVOT_YEAR else 1900)


def _moment(day: _Day, time: re.Match[str], zone: tzinfo | None) -> CimDatetime | None:
    hour = _hour(int(time["hour"] or 0), time["half"])
    fraction = int((time["fraction"] or "").ljust(6, "0")) + int(time["milliseconds"] or 0) * 1000
    try:
        naive = datetime(*day, hour, int(time["minute"] or 0), int(time["second"] or 0), fraction)  # noqa: DTZ001 - the zone comes next
        return CimDatetime.from_datetime(naive.replace(tzinfo=zone) if zone else naive.astimezone())
    except (ValueError, OverflowError, OSError):
        # Not in the calendar, or so early or late that the system knows no zone for it.
        return None


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of the day; an impossible one comes back impossible."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        return -1
    return hour % 12 + (12 if half.lower() == "pm" else 0)


# As text: few queries have such a constant, and compiling the three takes a millisecond.
_FORMS: tuple[tuple[str, Callable[[re.Match[str]], _Day | None]], ...] = (
    (_COMPACT, _compact_day),
    (_NUMERIC, _numeric_day),
    (_NAMED, _named_day),
)
