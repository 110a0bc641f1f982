# SPDX-License-Identifier: Apache-2.0
"""Breaker: a provider that keeps ending its process is left alone for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from openwmi.errors import WbemError, WbemStatus

FAILURES_IN_A_ROW: Final = 5
FIRST_PAUSE_S: Final = 1.0
LONGEST_PAUSE_S: Final = 60.0


@dataclass(slots=True)
class _Record:
    failures: int = 0
    pause_s: float = 0.0
    until: float = 0.0
    why: str = ""


class Breaker:
    """Counts failures in a row of each provider, and refuses calls after too many of them.

    After the pause one call goes through; if it fails too, the next pause is twice as long.

    Spec: provider-model.md §7 (suspended).
    """

    def __init__(self, limit: int = FAILURES_IN_A_ROW, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with a clean record.

        Args:
            limit: Failures in a row that suspend a provider.
            clock: Gives the time in seconds.
        """
        self._limit = limit
        self._clock = clock
        self._records: dict[tuple[str, str], _Record] = {}
        self._lock = threading.Lock()

    def check(self, namespace: str, name: str) -> None:
        """Return when a provider may be started.

        Raises:
            WbemError: WBEM_E_PROVIDER_SUSPENDED; says why and for how long.
        """
        with self._lock:
            record = self._records.get(_key(namespace, name))
            if record is None or record.failures < self._limit:
                return
            left_s = record.until - self._clock()
            if left_s <= 0:
                # The probe; whoever comes while it runs waits for its outcome.
                record.until = self._clock() + record.pause_s
                return
        raise WbemError(
            f"provider {name} is suspended for {left_s:.1f} s more after {record.failures} failures in a row;"
            f" the last: {record.why}",
            hresult=WbemStatus.WBEM_E_PROVIDER_SUSPENDED,
            where=f'{namespace}:__Win32Provider.Name="{name}"',
            next_step="correct the provider and install it again, or call again later",
        )

    def failed(self, namespace: str, name: str, why: str) -> None:
        """Note that a provider ended its process or had to be ended."""
        with self._lock:
            record = self._records.setdefault(_key(namespace, name), _Record())
            record.failures += 1
            record.why = why
            if record.failures >= self._limit:
                record.pause_s = min(record.pause_s * 2 or FIRST_PAUSE_S, LONGEST_PAUSE_S)
                record.until = self._clock() + record.pause_s

    def succeeded(self, namespace: str, name: str) -> None:
        """Note that a provider has answered: it begins afresh."""
        if self._records:
            with self._lock:
                self._records.pop(_key(namespace, name), None)


def _key(namespace: str, name: str) -> tuple[str, str]:
    return namespace.lower(), name.lower()
