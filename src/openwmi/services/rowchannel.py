# SPDX-License-Identifier: Apache-2.0
"""RowChannel: rows from the thread that makes them to the one that wants them, with a bound."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Final, Generic, TypeVar

from openwmi.errors import WbemError, WbemStatus

T = TypeVar("T")

BOUND_ROWS: Final = 256
"""Rows made ahead of the consumer; then the producer waits, and so does the provider behind it."""

CLIENT_WAIT_S: Final = 300.0
"""How long a full channel waits for its consumer."""


class RowChannel(Generic[T]):
    """A queue for one producer and one consumer.

    Putting a row costs a deque's append unless the consumer sleeps or the bound is reached. No
    wake-up is lost: the consumer announces that it will sleep before it looks at the queue once
    more, and the producer looks at that announcement after it has appended.
    """

    def __init__(self, bound_rows: int = BOUND_ROWS) -> None:
        """Make an empty channel.

        Args:
            bound_rows: Most rows waiting in it.
        """
        self._bound = bound_rows
        self._rows: deque[T] = deque()
        self._changed = threading.Condition()
        self._consumer_sleeps = False
        self._is_abandoned = False
        self._is_finished = False
        self._error: BaseException | None = None

    def put(self, row: T) -> bool:
        """Hand over a row; wait while the channel is full.

        Returns:
            Whether more rows are wanted.

        Raises:
            WbemError: WBEM_E_CLIENT_TOO_SLOW when nobody takes a row for CLIENT_WAIT_S.
        """
        self._rows.append(row)
        if self._consumer_sleeps or len(self._rows) >= self._bound:
            with self._changed:
                self._changed.notify_all()
                if not self._changed.wait_for(self._has_room, CLIENT_WAIT_S):
                    raise WbemError(
                        f"the client took no row for {CLIENT_WAIT_S:.0f} s",
                        hresult=WbemStatus.WBEM_E_CLIENT_TOO_SLOW,
                        next_step="read the rows as they come, or close the enumerator",
                    )
        return not self._is_abandoned

    def _has_room(self) -> bool:
        return len(self._rows) < self._bound or self._is_abandoned

    def finish(self, error: BaseException | None = None) -> None:
        """Say that no row follows, because of an error or because that was all."""
        with self._changed:
            self._error = error
            self._is_finished = True
            self._changed.notify_all()

    def abandon(self) -> None:
        """Say that no row is wanted any more; the producer stops at its next row."""
        with self._changed:
            self._is_abandoned = True
            self._rows.clear()
            self._changed.notify_all()

    def take(self, limit: int, wait_s: float) -> list[T]:
        """Return up to `limit` rows, waiting for the first one.

        Args:
            limit: Most rows to return.
            wait_s: Longest wait, in seconds.

        Returns:
            The rows at hand; empty at the end, or when none came in time.
        """
        if not self._rows and not self._is_finished:
            self._sleep(wait_s)
        rows = self._rows
        taken = [rows.popleft() for _ in range(min(limit, len(rows)))]
        if taken:
            with self._changed:
                self._changed.notify_all()
        return taken

    def _sleep(self, wait_s: float) -> None:
        until = time.monotonic() + wait_s
        with self._changed:
            self._consumer_sleeps = True
            while not self._rows and not self._is_finished and not self._is_abandoned:
                remaining = until - time.monotonic()
                if remaining <= 0 or not self._changed.wait(remaining):
                    break
            self._consumer_sleeps = False

    @property
    def is_drained(self) -> bool:
        """Whether the producer has finished and every row was taken."""
        return self._is_finished and not self._rows

    @property
    def error(self) -> BaseException | None:
        """What ended the rows early; meaningful once drained."""
        return self._error
