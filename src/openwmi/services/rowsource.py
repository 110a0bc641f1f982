# SPDX-License-Identifier: Apache-2.0
"""RowSource: the rows of one call, made on a worker thread, read by one or more enumerators."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Final

from openwmi.dispatch.outcome import Outcome
from openwmi.errors import TimedOutError, WbemError, WbemStatus
from openwmi.model.cimobject import CimObject
from openwmi.provider.context import CallContext
from openwmi.services.rowchannel import BOUND_ROWS, RowChannel
from openwmi.services.workers import Workers, expired, wait_limit_s

_LOG: Final = logging.getLogger(__name__)

MAX_RETAINED_ROWS: Final = 1_000_000
"""Rows an enumerator that can go back keeps; one more is WBEM_E_OUT_OF_MEMORY."""


class RowSource:
    """Runs a generator of rows and hands them out in order.

    Attributes:
        call: The call the rows belong to.
        outcome: Final status and warnings; complete once `is_exhausted`.
        is_exhausted: Whether the last row was handed out.
    """

    def __init__(
        self,
        workers: Workers,
        call: CallContext,
        rows: Callable[[], Iterator[CimObject]],
        outcome: Outcome,
        *,
        retain: bool,
    ) -> None:
        """Start the generator on a worker thread.

        Args:
            workers: Where it runs.
            call: Its deadline and cancellation.
            rows: Makes the generator; runs on the worker.
            outcome: Filled while the rows are made.
            retain: Whether rows can be read again, by `Reset` or a clone.

        Raises:
            WbemError: WBEM_E_SERVER_TOO_BUSY.
        """
        self.call = call
        self.outcome = outcome
        self.is_exhausted = False
        self._retained: list[CimObject] | None = [] if retain else None
        self._delivered = 0
        self._error: WbemError | None = None
        self._channel: RowChannel[CimObject] = RowChannel()
        self._lock = threading.Lock()
        channel = self._channel
        workers.start(lambda: _produce(channel, call, rows))

    @property
    def error(self) -> WbemError | None:
        """What ended the rows early, once `is_exhausted`."""
        return self._error

    @property
    def can_go_back(self) -> bool:
        """Whether rows are kept."""
        return self._retained is not None

    def read(self, position: int, count: int, wait_s: float | None) -> list[CimObject]:
        """Return up to `count` rows from a position on.

        Args:
            position: Number of rows before; without retention rows are read once, in order.
            count: Most rows.
            wait_s: Longest wait for all of them, in seconds; None waits until they are there,
                the rows end, or the deadline of the call passes.

        Returns:
            Fewer than `count` rows at the end, or when time ran out.
        """
        with self._lock:
            known = self._retained[position : position + count] if self._retained is not None else []
            if len(known) < count and not self.is_exhausted:
                known.extend(self._pull(count - len(known), wait_s))
            return known

    def _pull(self, count: int, wait_s: float | None) -> list[CimObject]:
        until = None if wait_s is None else time.monotonic() + wait_s
        pulled: list[CimObject] = []
        while len(pulled) < count:
            limit_s = wait_limit_s(self.call)
            patience_s = limit_s if until is None else min(limit_s, max(0.0, until - time.monotonic()))
            rows = self._channel.take(min(count - len(pulled), BOUND_ROWS), patience_s)
            pulled += rows
            self._delivered += len(rows)
            if rows:
                continue
            if self._channel.is_drained:
                self._end(self._channel.error)
                break
            if self.is_exhausted:
                break
            if until is not None and time.monotonic() >= until and self.call.remaining_s() != 0.0:
                break
            self._end(expired(self.call, self._delivered))
            self.close()
            break
        self._retain(pulled)
        return pulled

    def _retain(self, rows: list[CimObject]) -> None:
        if self._retained is None:
            return
        self._retained += rows
        if len(self._retained) > MAX_RETAINED_ROWS:
            self.close()
            raise WbemError(
                f"an enumerator that can go back holds {len(self._retained)} rows",
                hresult=WbemStatus.WBEM_E_OUT_OF_MEMORY,
                next_step="use WBEM_FLAG_FORWARD_ONLY",
            )

    def _end(self, error: BaseException | None) -> None:
        self.is_exhausted = True
        if isinstance(error, TimedOutError) and self.call.remaining_s() == 0.0:
            self._error = expired(self.call, self._delivered)
            if error.where:
                self._error.where = error.where
                self._error.message = self._error.message.replace("the core", error.where, 1)
        elif isinstance(error, WbemError):
            self._error = error
        elif error is not None:
            _LOG.error("a call failed inside the core", exc_info=error)
            self._error = WbemError(f"the core failed: {type(error).__name__}: {error}")

    def close(self) -> None:
        """Stop making rows; harmless when repeated."""
        if not self.is_exhausted or self._error is not None:
            self.call.cancel()
        self.is_exhausted = True
        self._channel.abandon()

    def __del__(self) -> None:
        """Stop the provider when the last enumerator is gone. Spec: iwbemservices.md §7."""
        if hasattr(self, "_channel"):
            self.close()


def _produce(channel: RowChannel[CimObject], call: CallContext, rows: Callable[[], Iterator[CimObject]]) -> None:
    """Run a generator into a channel and close it when nobody wants more."""
    error: BaseException | None = None
    iterator: Iterator[CimObject] | None = None
    try:
        iterator = rows()
        for row in iterator:
            if not channel.put(row):
                break
    except BaseException as failure:
        error = failure
        # The frames of a failure hold the generators below; the provider's `finally` must not wait for them.
        traceback.clear_frames(failure.__traceback__)
    try:
        close = getattr(iterator, "close", None)
        if close is not None:
            close()
    except Exception:
        _LOG.exception("closing the rows of call %s failed", call.call_id)
    channel.finish(error)
