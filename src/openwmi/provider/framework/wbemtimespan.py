# SPDX-License-Identifier: Apache-2.0
"""WBEMTimeSpan: a length of time in 100-nanosecond units, or no valid one."""

from __future__ import annotations

from datetime import timedelta
from functools import total_ordering
from typing import Final, Self

from openwmi.errors import TypeMismatchError
from openwmi.model.cimdatetime import CimDatetime

TICKS_PER_US: Final = 10
TICKS_PER_SECOND: Final = 10_000_000

_US: Final = timedelta(microseconds=1)
_LIMIT_DAYS: Final = 100_000_000


@total_ordering
class WBEMTimeSpan:
    """A length of time; not negative.

    Attributes:
        ticks: 100-nanosecond units, or None while it is not valid.

    Spec: framework.md §7.4.
    """

    __slots__ = ("ticks",)

    def __init__(
        self,
        days: int | str | timedelta | WBEMTimeSpan | None = None,
        hours: int = 0,
        minutes: int = 0,
        seconds: int = 0,
        milliseconds: int = 0,
        microseconds: int = 0,
        nanoseconds: int = 0,
    ) -> None:
        """Make a time span.

        Args:
            days: Days; or alone an interval text, a timedelta or another span; None makes it invalid.
            hours: Hours, any number of them; the others likewise.
            minutes: Minutes.
            seconds: Seconds.
            milliseconds: Milliseconds.
            microseconds: Microseconds.
            nanoseconds: Nanoseconds; parts of 100 are left out.
        """
        self.ticks: int | None = None
        if isinstance(days, str):
            self.SetDMTF(days)
        elif isinstance(days, WBEMTimeSpan):
            self.ticks = days.ticks
        elif isinstance(days, timedelta):
            self._set(days // _US * TICKS_PER_US)
        elif days is not None:
            whole = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
            self._set((whole * 1_000_000 + milliseconds * 1000 + microseconds) * TICKS_PER_US + nanoseconds // 100)

    @classmethod
    def from_ticks(cls, ticks: int | None) -> Self:
        """Return the span of so many 100-nanosecond units (FILETIME); negative ones are not valid."""
        span = cls()
        if ticks is not None:
            span._set(ticks)
        return span

    def IsOk(self) -> bool:
        """Tell whether it is valid."""
        return self.ticks is not None

    def Clear(self) -> None:
        """Make it invalid."""
        self.ticks = None

    def SetDMTF(self, text: str) -> bool:
        """Take an interval text; what is none makes it invalid."""
        self.ticks = None
        try:
            self._set(CimDatetime(text).to_timedelta() // _US * TICKS_PER_US)
        except TypeMismatchError:
            return False
        return self.IsOk()

    def GetBSTR(self) -> str | None:
        """Return the interval text, `ddddddddHHMMSS.mmmmmm:000`, or None."""
        if self.ticks is None:
            return None
        return str(CimDatetime.from_timedelta(timedelta(microseconds=self.ticks // TICKS_PER_US)))

    def Gettime_t(self) -> tuple[bool, int]:
        """Return whether it is valid, and whole seconds."""
        return self.IsOk(), (self.ticks or 0) // TICKS_PER_SECOND

    def GetFILETIME(self) -> tuple[bool, int]:
        """Return whether it is valid, and 100-nanosecond units."""
        return self.IsOk(), self.ticks or 0

    def __add__(self, other: WBEMTimeSpan) -> WBEMTimeSpan:
        """Return the sum; with an invalid operand an invalid one."""
        if self.ticks is None or other.ticks is None:
            return WBEMTimeSpan()
        return WBEMTimeSpan.from_ticks(self.ticks + other.ticks)

    def __sub__(self, other: WBEMTimeSpan) -> WBEMTimeSpan:
        """Return the difference; below zero, or with an invalid operand, an invalid one."""
        if self.ticks is None or other.ticks is None:
            return WBEMTimeSpan()
        return WBEMTimeSpan.from_ticks(self.ticks - other.ticks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WBEMTimeSpan) and self.ticks == other.ticks

    def __lt__(self, other: WBEMTimeSpan) -> bool:
        return self.ticks is not None and other.ticks is not None and self.ticks < other.ticks

    def __hash__(self) -> int:
        return hash(self.ticks)

    def __repr__(self) -> str:
        return f"WBEMTimeSpan({self.GetBSTR()!r})"

    def _set(self, ticks: int) -> None:
        is_in_range = 0 <= ticks < _LIMIT_DAYS * 86400 * TICKS_PER_SECOND
        self.ticks = ticks if is_in_range else None
