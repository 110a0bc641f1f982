# SPDX-License-Identifier: Apache-2.0
"""Activity: what each provider was asked and what that cost, in bounded memory, paid once a call and not once a row.

Figures are those of this process; every process that opens a repository has its own.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from heapq import heappush, heapreplace
from typing import Final

from openwmi.errors import CallCancelledError, NotFoundError, WbemError
from openwmi.host.records import ProviderRecord
from openwmi.provider.activity import ProviderFigures, SlowCall
from openwmi.provider.context import CallContext

try:
    from resource import RUSAGE_SELF, getrusage
except ImportError:  # Windows has none, and reports no growth

    def _peak_octets() -> int:
        return 0

else:

    def _peak_octets() -> int:
        return getrusage(RUSAGE_SELF).ru_maxrss * 1024


SLOWEST_CALLS: Final = 8
MAX_PROVIDERS: Final = 4096
SHOWN_CHARACTERS: Final = 200
"""How much of a path, query or message is kept."""

_STEPS: Final = 4
_BUCKETS: Final = 40 * _STEPS
"""Four steps for each doubling, from a microsecond to days."""

_NO_FAILURE: Final = (NotFoundError, CallCancelledError, GeneratorExit)
"""Ends of a call that say nothing against the provider."""


class Times:
    """A histogram of durations with a fixed number of steps, each about a fifth wider than the one before."""

    __slots__ = ("_counts", "_total")

    def __init__(self) -> None:
        self._counts = [0] * _BUCKETS
        self._total = 0

    def add(self, seconds: float) -> None:
        """Count one duration."""
        self._counts[_step_of(int(seconds * 1_000_000))] += 1
        self._total += 1

    def quantile(self, share: float) -> float:
        """Return the seconds that this share of the durations does not exceed; 0.0 of none.

        The answer is the upper end of a step, at most a quarter above the duration itself.
        """
        left = share * self._total
        for step, count in enumerate(self._counts):
            left -= count
            if count and left <= 0:
                return _end_of(step) / 1_000_000
        return 0.0


def _step_of(length_us: int) -> int:
    if length_us < _STEPS:
        return length_us
    octave = length_us.bit_length() - 3
    return min(_BUCKETS - 1, (octave + 1) * _STEPS + (length_us >> octave) - _STEPS)


def _end_of(step: int) -> int:
    """Return the first microsecond after a step."""
    if step < _STEPS:
        return step + 1
    octave = step // _STEPS - 1
    return (step % _STEPS + _STEPS + 1) << octave


class CallNote:
    """One call in progress.

    Attributes:
        rows: Rows given so far.
    """

    __slots__ = ("_about", "_activity", "_begin_s", "_call", "_cpu_s", "_operation", "_peak_octets", "_thread", "rows")

    def __init__(self, activity: ProviderActivity, operation: str, about: object, call: CallContext) -> None:
        self.rows = 0
        self._activity = activity
        self._operation = operation
        self._about = about
        self._call = call
        self._thread = threading.get_ident()
        self._peak_octets = _peak_octets()
        self._cpu_s = time.thread_time()
        self._begin_s = time.perf_counter()

    def end(self, error: BaseException | None = None) -> None:
        """Count the call.

        Args:
            error: What ended it, or None.
        """
        elapsed_s = time.perf_counter() - self._begin_s
        is_same_thread = threading.get_ident() == self._thread  # the CPU of another one cannot be told
        cpu_s = time.thread_time() - self._cpu_s if is_same_thread else 0.0
        growth_octets = max(0, _peak_octets() - self._peak_octets)
        failure = "" if error is None or isinstance(error, _NO_FAILURE) else self._failure(error)
        self._activity.count(self, elapsed_s, cpu_s, growth_octets, failure)

    @property
    def operation(self) -> str:
        """The operation of IWbemServices."""
        return self._operation

    def slow_call(self, elapsed_s: float) -> SlowCall:
        """Return what is kept of one of the slowest calls."""
        about = str(self._about)[:SHOWN_CHARACTERS]
        return SlowCall(elapsed_s, self._operation, about, self._call.caller.name, self.rows, self._call.call_id)

    def _failure(self, error: BaseException) -> str:
        text = f"{error.symbol}: {error.message}" if isinstance(error, WbemError) else repr(error)
        about = str(self._about)[:SHOWN_CHARACTERS]
        return (
            f"{text[:SHOWN_CHARACTERS]} ({self._operation} {about}"
            f" for {self._call.caller.name}, call {self._call.call_id})"
        )


class ProviderActivity:
    """The figures of one provider; safe to use from any thread."""

    def __init__(self, record: ProviderRecord) -> None:
        self._record = record
        self._lock = threading.Lock()
        self._operations: Counter[str] = Counter()
        self._times = Times()
        self._slowest: list[tuple[float, int, SlowCall]] = []
        self._begun = 0
        self._rows = 0
        self._errors = 0
        self._cpu_s = 0.0
        self._growth_octets = 0
        self._last_error = ""
        self._ended = 0

    def begin(self, operation: str, about: object, call: CallContext) -> CallNote:
        """Return the note of a call that begins now.

        Args:
            operation: Of IWbemServices.
            about: Path, class or query; made into text only when the call is among the slowest or fails.
            call: On whose behalf.
        """
        with self._lock:
            self._begun += 1
        return CallNote(self, operation, about, call)

    def count(self, note: CallNote, elapsed_s: float, cpu_s: float, growth_octets: int, failure: str) -> None:
        """Add a call that has ended."""
        with self._lock:
            self._ended += 1
            self._operations[note.operation] += 1
            self._times.add(elapsed_s)
            self._rows += note.rows
            self._cpu_s += cpu_s
            self._growth_octets += growth_octets
            if failure:
                self._errors += 1
                self._last_error = failure
            if len(self._slowest) < SLOWEST_CALLS:
                heappush(self._slowest, (elapsed_s, self._ended, note.slow_call(elapsed_s)))
            elif elapsed_s > self._slowest[0][0]:
                heapreplace(self._slowest, (elapsed_s, self._ended, note.slow_call(elapsed_s)))

    def figures(self, *, is_loaded: bool) -> ProviderFigures:
        """Return the figures as they are now."""
        with self._lock:
            return ProviderFigures(
                name=self._record.name,
                namespace=self._record.namespace,
                hosting_model=self._record.hosting_model,
                process_id=os.getpid(),
                is_loaded=is_loaded,
                operations=dict(self._operations),
                in_progress=self._begun - self._ended,
                rows=self._rows,
                errors=self._errors,
                median_s=self._times.quantile(0.5),
                p99_s=self._times.quantile(0.99),
                cpu_s=self._cpu_s,
                memory_growth_octets=self._growth_octets,
                last_error=self._last_error,
                slowest=tuple(slow for _, _, slow in sorted(self._slowest, reverse=True)),
            )


class ActivityBook:
    """The figures of all providers of a host, kept when a provider is unloaded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], ProviderActivity] = {}

    def of(self, record: ProviderRecord) -> ProviderActivity:
        """Return the figures of a provider; beyond MAX_PROVIDERS the one that was met first is forgotten."""
        key = (record.namespace.lower(), record.name.lower())
        with self._lock:
            found = self._known.get(key)
            if found is None:
                if len(self._known) >= MAX_PROVIDERS:
                    del self._known[next(iter(self._known))]
                found = self._known[key] = ProviderActivity(record)
            return found

    def figures(self, loaded: set[tuple[str, str]]) -> list[ProviderFigures]:
        """Return the figures of every provider.

        Args:
            loaded: Folded namespace and name of those that are loaded now.
        """
        with self._lock:
            known = list(self._known.items())
        return [activity.figures(is_loaded=key in loaded) for key, activity in known]
