# SPDX-License-Identifier: Apache-2.0
"""How busy the processors are: two readings of their times, and the difference."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from openwmi.builtin.linux.kernelfiles import CpuTicks

SHORTEST_INTERVAL_S = 0.25
"""Over less time, a difference of whole ticks says little."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The times of the processors at its beginning and its end, by processor number."""

    before: Mapping[int, CpuTicks]
    after: Mapping[int, CpuTicks]

    def load_percent(self, cpus: Iterable[int]) -> int | None:
        """Return how busy some processors were together.

        Args:
            cpus: Their numbers.

        Returns:
            0 to 100; None when no time passed for them.
        """
        pairs = [(self.before[cpu], self.after[cpu]) for cpu in cpus if cpu in self.before and cpu in self.after]
        total = sum(after.total - before.total for before, after in pairs)
        idle = sum(after.idle - before.idle for before, after in pairs)
        # The kernel's idle counters may step back a little.
        return None if total <= 0 else min(max(round(100 * (total - idle) / total), 0), 100)


class LoadMeter:
    """Remembers the last reading, so that each question covers the time since the one before."""

    def __init__(self, read: Callable[[], Mapping[int, CpuTicks]], clock: Callable[[], float] = time.monotonic) -> None:
        """Make a meter that has read nothing yet.

        Args:
            read: Gives the times of the processors.
            clock: Gives the time in seconds.
        """
        self._read = read
        self._clock = clock
        self._lock = threading.Lock()
        self._ends_at_s = 0.0
        self._interval: Interval | None = None

    def interval(self, pause: Callable[[float], object]) -> Interval:
        """Return the latest interval.

        Args:
            pause: Waits for a number of seconds; used for the first question only.

        Returns:
            The time since the last question, at least SHORTEST_INTERVAL_S of it;
            the same interval again for a question that follows sooner.
        """
        with self._lock:
            if self._interval is None:
                before = self._read()
                pause(SHORTEST_INTERVAL_S)
            elif self._clock() - self._ends_at_s < SHORTEST_INTERVAL_S:
                return self._interval
            else:
                before = self._interval.after
            self._interval = Interval(before, self._read())
            self._ends_at_s = self._clock()
            return self._interval
