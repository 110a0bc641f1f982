# SPDX-License-Identifier: Apache-2.0
"""CimDatetime: the 25-character timestamp or interval."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from openwmi.errors import TypeMismatchError

_FIELD_LIMITS: Final = ((1, 12), (1, 31), (0, 23), (0, 59), (0, 59))
_TIMESTAMP = re.compile(
    r"(\d{4}|\*{4})(\d\d|\*\*)(\d\d|\*\*)(\d\d|\*\*)(\d\d|\*\*)(\d\d|\*\*)\.(\d{6}|\*{6})([+-])(\d{3}|\*{3})",
    re.ASCII,
)
_INTERVAL = r"(\d{8}|\*{8})(\d\d|\*\*)(\d\d|\*\*)(\d\d|\*\*)\.(\d{6}|\*{6}):(?:000|\*{3})"
_MICROSECOND = timedelta(microseconds=1)
_MINUTE = timedelta(minutes=1)
MAX_OFFSET_MINUTES = 999


class CimDatetime(str):
    """A CIM datetime: the text itself, validated, with conversions to and from Python's types.

    A timestamp is `yyyymmddHHMMSS.mmmmmmsUUU` (UUU minutes east of UTC), an interval
    `ddddddddHHMMSS.mmmmmm:000`. A whole field may be asterisks.

    Raises:
        TypeMismatchError: The text is neither.

    Spec: object-model.md §10.
    Choice: field ranges are checked, but not whether the day exists in that month.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> CimDatetime:
        """Validate `text` and return it as a CIM datetime."""
        if not _is_valid(text):
            raise TypeMismatchError(
                f"{text[:40]!r} is not a CIM datetime",
                next_step="write yyyymmddHHMMSS.mmmmmm+UUU, or ddddddddHHMMSS.mmmmmm:000 for an interval",
            )
        return super().__new__(cls, text)

    @property
    def is_interval(self) -> bool:
        """Whether this is a length of time, not a point in it."""
        return self[21] == ":"

    @property
    def has_wildcards(self) -> bool:
        """Whether any field is left open with asterisks."""
        return "*" in self

    @classmethod
    def from_datetime(cls, moment: datetime) -> CimDatetime:
        """Return the timestamp of `moment`; a naive one gets the open offset `+***`.

        An offset that a CIM datetime cannot write (parts of a minute, 1000 minutes and more) is
        replaced by the nearest one it can; the instant stays the same.

        Raises:
            TypeMismatchError: That instant lies outside the years 1 to 9999.
        """
        offset = moment.utcoffset()
        if offset is None:
            return cls(f"{moment.year:04d}{moment:%m%d%H%M%S.%f}+***")
        minutes = max(-MAX_OFFSET_MINUTES, min(MAX_OFFSET_MINUTES, round(offset / _MINUTE)))
        if offset != minutes * _MINUTE:
            try:
                moment = moment.astimezone(timezone(minutes * _MINUTE))
            except OverflowError:
                raise TypeMismatchError(f"{moment} has an offset that a CIM datetime cannot write") from None
        return cls(f"{moment.year:04d}{moment:%m%d%H%M%S.%f}{minutes:+04d}")

    @classmethod
    def from_timestamp(cls, seconds: float) -> CimDatetime:
        """Return the timestamp of POSIX `seconds`, with the local offset of that moment.

        Raises:
            TypeMismatchError: Not a number, or outside the years 1 to 9999.
        """
        try:
            moment = datetime.fromtimestamp(seconds, UTC).astimezone()
        except (OverflowError, ValueError, OSError):
            raise TypeMismatchError(f"{seconds!r} seconds lie outside the calendar") from None
        return cls.from_datetime(moment)

    @classmethod
    def from_timedelta(cls, length: timedelta) -> CimDatetime:
        """Return the interval of `length`.

        Raises:
            TypeMismatchError: Negative, or 100,000,000 days and more.
        """
        if length < timedelta(0):
            raise TypeMismatchError(f"{length} is negative; a CIM interval cannot be")
        minutes, seconds = divmod(length.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return cls(f"{length.days:08d}{hours:02d}{minutes:02d}{seconds:02d}.{length.microseconds:06d}:000")

    def to_datetime(self) -> datetime:
        """Return the moment; naive when the offset is open.

        Raises:
            TypeMismatchError: An interval, open fields, or a day that the calendar does not have.
        """
        match = None if self.is_interval else _TIMESTAMP.fullmatch(self)
        if match is None or "*" in self[:21]:
            raise TypeMismatchError(f"{self} is not a point in time")
        zone = None
        if match[9] != "***":
            minutes = int(match[9])
            zone = timezone(timedelta(minutes=-minutes if match[8] == "-" else minutes))
        year, month, day, hour, minute, second, microsecond = map(int, match.groups()[:7])
        try:
            return datetime(year, month, day, hour, minute, second, microsecond, zone)
        except ValueError as error:
            raise TypeMismatchError(f"{self} is not in the calendar: {error}") from None

    def to_timedelta(self) -> timedelta:
        """Return the length of the interval.

        Raises:
            TypeMismatchError: A timestamp, or open fields.
        """
        if not self.is_interval or self.has_wildcards:
            raise TypeMismatchError(f"{self} is not an interval")
        return timedelta(
            days=int(self[:8]),
            hours=int(self[8:10]),
            minutes=int(self[10:12]),
            seconds=int(self[12:14]),
            microseconds=int(self[15:21]),
        )

    def instant_us(self) -> int | None:
        """Return the microseconds since 0001-01-01 UTC, or None where there is no such number.

        None for intervals, open fields, and days the calendar does not have.
        """
        if self.is_interval or self.has_wildcards:
            return None
        try:
            moment = self.to_datetime()
        except TypeMismatchError:
            return None
        offset = moment.utcoffset() or timedelta(0)
        return (moment.replace(tzinfo=None) - datetime.min - offset) // _MICROSECOND  # noqa: DTZ901 - an origin, not a moment

    def interval_us(self) -> int | None:
        """Return the interval in microseconds, or None for timestamps and open fields."""
        if not self.is_interval or self.has_wildcards:
            return None
        return self.to_timedelta() // _MICROSECOND


def _is_valid(text: str) -> bool:
    if len(text) != 25:
        return False
    match = _TIMESTAMP.fullmatch(text)
    if match:
        fields = match.groups()[1:6]
        return all(f[0] == "*" or low <= int(f) <= high for f, (low, high) in zip(fields, _FIELD_LIMITS, strict=True))
    match = re.fullmatch(_INTERVAL, text, re.ASCII)
    if not match:
        return False
    limits = _FIELD_LIMITS[2:]
    return all(f[0] == "*" or low <= int(f) <= high for f, (low, high) in zip(match.groups()[1:4], limits, strict=True))
