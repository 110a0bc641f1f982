# SPDX-License-Identifier: Apache-2.0
"""Workers: the threads that provider code runs on, so that whoever waits for it can stop waiting."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar

from openwmi.errors import TimedOutError, WbemError, WbemStatus
from openwmi.provider.context import CallContext

T = TypeVar("T")

_LOG: Final = logging.getLogger(__name__)

MAX_WORKERS: Final = 64
"""Threads at once. A provider that never returns keeps one of them."""

IDLE_S: Final = 30.0
"""How long a thread without work stays."""

WAIT_S: Final = 60.0
"""The longest wait for one answer or one row, when the call has no shorter deadline."""


class Workers:
    """A bounded set of daemon threads.

    Daemons, because a provider that hangs must not keep the process from ending; for the same
    reason nothing here joins them, and `settle` has a limit.
    """

    def __init__(self, limit: int = MAX_WORKERS) -> None:
        """Make an empty set.

        Args:
            limit: Most threads at once.
        """
        self._limit = limit
        self._tasks: deque[Callable[[], None]] = deque()
        lock = threading.Lock()
        self._changed = threading.Condition(lock)
        self._settled = threading.Condition(lock)
        self._threads = 0
        self._idle = 0

    def settle(self, limit_s: float) -> bool:
        """Wait until no task runs, so that providers whose calls were cancelled can clean up.

        Args:
            limit_s: The longest wait, in seconds.

        Returns:
            Whether nothing runs any more.
        """
        with self._settled:
            return self._settled.wait_for(lambda: self._threads == self._idle and not self._tasks, limit_s)

    def start(self, task: Callable[[], None]) -> None:
        """Run a task on a thread of its own; what it raises is its own affair.

        Raises:
            WbemError: WBEM_E_SERVER_TOO_BUSY when every thread is taken.
        """
        with self._changed:
            if self._idle > len(self._tasks):
                self._tasks.append(task)
                self._changed.notify()
                return
            if self._threads >= self._limit:
                raise WbemError(
                    f"all {self._limit} worker threads are busy",
                    hresult=WbemStatus.WBEM_E_SERVER_TOO_BUSY,
                    next_step="wait for calls to end; a provider may be hanging",
                )
            self._threads += 1
        threading.Thread(target=self._run, args=(task,), name="openwmi-worker", daemon=True).start()

    def _run(self, task: Callable[[], None] | None) -> None:
        while task is not None:
            try:
                task()
            except BaseException:
                _LOG.exception("a task failed without telling anybody")
            task = self._next()

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            self._idle += 1
            self._settled.notify_all()
            self._changed.wait_for(lambda: bool(self._tasks), IDLE_S)
            self._idle -= 1
            if self._tasks:
                return self._tasks.popleft()
            self._threads -= 1
            return None

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Run `work` on a thread and return its future.

        Raises:
            WbemError: WBEM_E_SERVER_TOO_BUSY when every thread is taken.
        """
        future: Future[T] = Future()

        def task() -> None:
            try:
                result = work()
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        self.start(task)
        return future

    def run_within(self, call: CallContext, work: Callable[[], T]) -> T:
        """Run `work` on a thread and return its result, waiting no longer than the call's deadline.

        Raises:
            TimedOutError: The deadline passed; names what the call was busy with. The call is cancelled.
            WbemError: What `work` raised, or WBEM_E_SERVER_TOO_BUSY.
        """
        future = self.submit(work)
        try:
            return future.result(wait_limit_s(call))
        except TimeoutError:
            if future.done():
                raise
            call.cancel()
            raise expired(call) from None


def wait_limit_s(call: CallContext) -> float:
    """Return how long to wait for the next sign of life of a call, in seconds."""
    remaining = call.remaining_s()
    return WAIT_S if remaining is None else min(remaining, WAIT_S)


def expired(call: CallContext, rows: int | None = None) -> TimedOutError:
    """Return the error for a call whose deadline has passed; it names who is still busy.

    Args:
        call: The call.
        rows: Rows delivered before, for a call that delivers rows.
    """
    culprit = call.activity.current or "the core"
    delivered = "" if rows is None else f"; {rows} {'row was' if rows == 1 else 'rows were'} delivered before"
    return TimedOutError(
        f"the deadline passed while waiting for {culprit} (call {call.call_id}){delivered}",
        where=culprit,
        next_step="allow more time with --deadline, or look at that provider",
    )
