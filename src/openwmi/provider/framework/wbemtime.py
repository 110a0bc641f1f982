# SPDX-License-Identifier: Apache-2.0
"""WBEMTime: a point in time in 100-nanosecond units since 1601, or no valid one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import total_ordering
from time import struct_time
from typing import Final, Self, overload

from openwmi.errors import TypeMismatchError
from openwmi.model.cimdatetime import CimDatetime
from openwmi.provider.framework.wbemtimespan import TICKS_PER_SECOND, TICKS_PER_US, WBEMTimeSpan

_ORIGIN: Final = datetime(1601, 1, 1, tzinfo=UTC)
_POSIX_ORIGIN_S: Final = 11_644_473_600
_END: Final = datetime.max.replace(tzinfo=UTC)
_TEMPLATE: Final = "16010101000000.000000+000"
_US: Final = timedelta(microseconds=1)


@total_ordering
class WBEMTime:
    """A point in time from 1601-01-01 UTC on.

    Attributes:
        ticks: 100-nanosecond units since 1601-01-01 UTC, or None while it is not valid.

    Spec: framework.md §7.4.
    Choice: a naive datetime and a struct_time are local time.
    """

    __slots__ = ("ticks",)

    def __init__(self, moment: str | datetime | struct_time | WBEMTime | None = None) -> None:
        """Make a point in time; None, and what is none, makes it invalid."""
        self.ticks: int | None = None
        if isinstance(moment, WBEMTime):
            self.ticks = moment.ticks
        elif isinstance(moment, str):
            self.SetDMTF(moment)
        elif isinstance(moment, struct_time):
            self._set(datetime(*moment[:5], min(moment[5], 59)).astimezone())
        elif moment is not None:
            self._set(moment.astimezone() if moment.tzinfo is None else moment)

    @classmethod
    def from_filetime(cls, ticks: int) -> Self:
        """Return the moment so many 100-nanosecond units after 1601-01-01 UTC."""
        time = cls()
        time._set_ticks(ticks)
        return time

    @classmethod
    def from_time_t(cls, seconds: int) -> Self:
        """Return the moment so many seconds after 1970-01-01 UTC."""
        return cls.from_filetime((seconds + _POSIX_ORIGIN_S) * TICKS_PER_SECOND)

    def IsOk(self) -> bool:
        """Tell whether it is valid."""
        return self.ticks is not None

    def Clear(self) -> None:
        """Make it invalid."""
        self.ticks = None

    def SetDMTF(self, text: str) -> bool:
        """Take a timestamp; asterisks mean what stands there in the first moment of 1601.

        Returns:
            Whether it is one; if not, the time is not valid any more.
        """
        self.ticks = None
        if len(text) != len(_TEMPLATE) or text[14] != "." or text[21] not in "+-":
            return False
        filled = "".join(own if own != "*" else default for own, default in zip(text, _TEMPLATE, strict=True))
        try:
            self._set(CimDatetime(filled).to_datetime())
        except TypeMismatchError:
            return False
        return self.IsOk()

    def GetDMTF(self, local: bool = False) -> str | None:
        """Return the timestamp, local with the offset of its date or in UTC; None when it is not valid."""
        moment = self._moment()
        if moment is None:
            return None
        return str(CimDatetime.from_datetime(moment.astimezone() if local else moment))

    def GetDMTFNonNtfs(self) -> str | None:
        """Return the local timestamp with an open offset, for places that store local time."""
        text = self.GetDMTF(local=True)
        return None if text is None else f"{text[:22]}***"

    def GetBSTR(self) -> str | None:
        """Return the timestamp in UTC."""
        return self.GetDMTF()

    def Gettime_t(self) -> tuple[bool, int]:
        """Return whether it is valid, and seconds since 1970-01-01 UTC."""
        return self.IsOk(), (self.ticks or 0) // TICKS_PER_SECOND - _POSIX_ORIGIN_S

    def GetFILETIME(self) -> tuple[bool, int]:
        """Return whether it is valid, and 100-nanosecond units since 1601-01-01 UTC."""
        return self.IsOk(), self.ticks or 0

    def GetSYSTEMTIME(self) -> tuple[bool, datetime | None]:
        """Return whether it is valid, and the moment in UTC."""
        return self.IsOk(), self._moment()

    def GetStructtm(self) -> tuple[bool, struct_time | None]:
        """Return whether it is valid, and the local time."""
        moment = self._moment()
        return self.IsOk(), None if moment is None else moment.astimezone().timetuple()

    @staticmethod
    def GetLocalOffsetForDate(time: WBEMTime) -> int:
        """Return the minutes that local time is ahead of UTC at a moment; 0 for an invalid one."""
        moment = time._moment()
        offset = None if moment is None else moment.astimezone().utcoffset()
        return 0 if offset is None else int(offset.total_seconds() // 60)

    def __add__(self, span: WBEMTimeSpan) -> WBEMTime:
        """Return the moment after a span; with an invalid operand an invalid one."""
        if self.ticks is None or span.ticks is None:
            return WBEMTime()
        return WBEMTime.from_filetime(self.ticks + span.ticks)

    @overload
    def __sub__(self, other: WBEMTime) -> WBEMTimeSpan: ...
    @overload
    def __sub__(self, other: WBEMTimeSpan) -> WBEMTime: ...
    def __sub__(self, other: WBEMTime | WBEMTimeSpan) -> WBEMTime | WBEMTimeSpan:
        """Return the span since another moment, or the moment before a span."""
        is_valid = self.ticks is not None and other.ticks is not None
        difference = (self.ticks or 0) - (other.ticks or 0)
        if isinstance(other, WBEMTimeSpan):
            return WBEMTime.from_filetime(difference) if is_valid else WBEMTime()
        return WBEMTimeSpan.from_ticks(difference if is_valid else None)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WBEMTime) and self.ticks == other.ticks

    def __lt__(self, other: WBEMTime) -> bool:
        return self.ticks is not None and other.ticks is not None and self.ticks < other.ticks

    def __hash__(self) -> int:
        return hash(self.ticks)

    def __repr__(self) -> str:
        return f"WBEMTime({self.GetBSTR()!r})"

    def _moment(self) -> datetime | None:
        if self.ticks is None:
            return None
        return _ORIGIN + timedelta(microseconds=self.ticks // TICKS_PER_US)

    def _set(self, moment: datetime) -> None:
        # An open offset leaves a naive moment, which is taken for UTC.
        aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        self._set_ticks((aware - _ORIGIN) // _US * TICKS_PER_US)

    def _set_ticks(self, ticks: int) -> None:
        is_in_range = 0 <= ticks <= (_END - _ORIGIN) // _US * TICKS_PER_US
        self.ticks = ticks if is_in_range else None
