# SPDX-License-Identifier: Apache-2.0
"""Sink: what a provider pushes becomes rows that the core pulls, and one final status."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import Final
from weakref import finalize

from openwmi.errors import ExtendedStatus, ProviderFailureError, WbemError, WbemStatus, symbol_of
from openwmi.model.instance import Instance
from openwmi.provider.contract import ProviderInitSink
from openwmi.provider.impersonation import acting_for, as_self, is_impersonating
from openwmi.provider.request import Request

_LOG: Final = logging.getLogger("openwmi.provider")

MAX_WAITING_ROWS: Final = 256
"""How far a provider may be ahead of whoever takes the rows."""
LOOK_EVERY_S: Final = 0.05
"""How soon a waiting side notices that the call is over."""
STOP_WITHIN_S: Final = 1.0
"""How long a provider may go on after its call was closed before nobody waits for it any more."""

WBEM_S_NO_ERROR: Final = int(WbemStatus.WBEM_S_NO_ERROR)
WBEM_S_INITIALIZED: Final = 0
WBEM_STATUS_COMPLETE: Final = 0
WBEM_STATUS_REQUIREMENTS: Final = 1
WBEM_STATUS_PROGRESS: Final = 2
WBEM_REQUIREMENTS_START_POSTFILTER: Final = 0
WBEM_REQUIREMENTS_STOP_POSTFILTER: Final = 1

_CODE_BITS: Final = 0xFFFFFFFF
_FAILURE_BIT: Final = 0x80000000


def status_code(answer: int | None) -> int:
    """Return an HRESULT as unsigned number; None, what a function without `return` gives, is success."""
    return WBEM_S_NO_ERROR if answer is None else answer & _CODE_BITS


def failure_of(code: int, what: str, extended: ExtendedStatus | None = None) -> WbemError | None:
    """Return the error for a code, or None when it is no failure.

    Args:
        code: An unsigned HRESULT.
        what: Who answered to what, the subject of the message.
        extended: Details, whose description takes the place of the message.
    """
    if not code & _FAILURE_BIT:
        return None
    described = extended.description if extended is not None else ""
    error = WbemError.from_hresult(code, f"{what} answered {symbol_of(code)}" + (f": {described}" if described else ""))
    error.extended = extended
    return error


class RowSink:
    """A bounded queue of rows between two threads, and the status that ends it.

    The provider's side calls `put` and `finish`, from any thread; the core's side iterates over `rows`.

    Attributes:
        string_param: The text that came with the final status, or None.

    Spec: iwbemservices.md §6.
    """

    def __init__(self, request: Request, *, waits: bool = True) -> None:
        """Make an empty sink.

        Args:
            request: Says when nobody wants rows any more.
            waits: Whether `put` waits for room. Where both sides are one thread it must not, and refuses.
        """
        self.string_param: str | None = None
        self._request = request
        self._waits = waits
        self._rows: deque[Instance] = deque()
        self._changed = threading.Condition()
        self._error: WbemError | None = None
        self._is_complete = False
        self._is_closed = False

    def put(self, rows: Iterable[Instance]) -> int:
        """Hand rows over, waiting while the queue is full.

        Returns:
            WBEM_S_NO_ERROR; WBEM_E_CALL_CANCELLED when nobody wants them, and the provider should stop;
            WBEM_E_QUOTA_VIOLATION when they are more than a sink that does not wait can hold.

        Choice: rows that come after the final status are left out without a word.
        """
        with self._changed:
            for row in rows:
                while len(self._rows) >= MAX_WAITING_ROWS and not self._is_over:
                    if not self._waits:
                        return int(WbemStatus.WBEM_E_QUOTA_VIOLATION)
                    self._changed.wait(LOOK_EVERY_S)
                if self._is_over:
                    return int(WbemStatus.WBEM_E_CALL_CANCELLED)
                if self._is_complete:
                    break
                self._rows.append(row)
                if len(self._rows) == 1:
                    self._changed.notify_all()
        return WBEM_S_NO_ERROR

    def finish(self, error: WbemError | None = None, string_param: str | None = None) -> bool:
        """Set the final status; only the first one counts.

        Returns:
            Whether it was this one.
        """
        with self._changed:
            if self._is_complete:
                return False
            self._is_complete = True
            self._error = error
            self.string_param = string_param
            self._changed.notify_all()
        return True

    def rows(self) -> Iterator[Instance]:
        """Yield the rows, then end as the final status says.

        Raises:
            CallCancelledError: The request was cancelled while waiting for a row.
            TimedOutError: Its deadline passed meanwhile.
            WbemError: The final status is a failure.
        """
        try:
            while True:
                batch, is_last = self._take()
                yield from batch
                if is_last:
                    break
        finally:
            self.close()
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Want no more rows: from now on `put` fails."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    @property
    def _is_over(self) -> bool:
        return self._is_closed or self._request.call.is_over

    def _take(self) -> tuple[deque[Instance], bool]:
        with self._changed:
            while not self._rows and not self._is_complete:
                self._changed.wait(LOOK_EVERY_S)
                self._request.check()
            batch, self._rows = self._rows, deque()
            self._changed.notify_all()
            return batch, self._is_complete


def stream(request: Request, name: str, produce: Callable[[RowSink], None]) -> Generator[Instance, None, None]:
    """Yield what `produce` puts into a sink, on a thread of its own.

    Closing the generator makes the next `put` fail and waits a short while for the thread. Where the thread that asks
    for the first row acts as the caller, so does the one that makes the rows.

    Args:
        request: The call.
        name: For the thread and the log.
        produce: Puts rows and sees to it that the sink is finished, now or later.

    Raises:
        WbemError: As `RowSink.rows`.
    """
    sink = RowSink(request)
    acts = is_impersonating()

    def run() -> None:
        try:
            with acting_for(request.caller, acts):
                produce(sink)
        except WbemError as error:
            sink.finish(error)

    thread = threading.Thread(target=run, name=f"openwmi-rows {name}", daemon=True)
    with as_self():
        # A thread is born with the credentials of its maker, and would not know about them.
        thread.start()
    try:
        yield from sink.rows()
    finally:
        sink.close()
        thread.join(STOP_WITHIN_S)
        if thread.is_alive():
            _LOG.warning("provider %s goes on although its call is over", name)


class IWbemObjectSink:
    """Where a provider's objects and its final status go, from any thread.

    A sink that the provider lets go of without a final status has failed.

    Spec: iwbemservices.md §4 (completion), §6.
    """

    __slots__ = ("__weakref__", "_rows")

    def __init__(self, rows: RowSink) -> None:
        self._rows = rows
        finalize(self, _let_go, rows).atexit = False

    def Indicate(self, objects: Sequence[Instance]) -> int:
        """Hand objects over; they are copied, so that the provider may use them again.

        Returns:
            WBEM_S_NO_ERROR, or a failure upon which the provider should stop, such as WBEM_E_CALL_CANCELLED.
        """
        if not all(isinstance(each, Instance) for each in objects):
            return int(WbemStatus.WBEM_E_INVALID_OBJECT)
        return self._rows.put(each.clone() for each in objects)

    def SetStatus(
        self, flags: int, hresult: int, string_param: str | None = None, object_param: Instance | None = None
    ) -> int:
        """Report WBEM_STATUS_COMPLETE exactly once; requirements and progress before it are allowed.

        Args:
            flags: A WBEM_STATUS_ value.
            hresult: The result; with WBEM_STATUS_REQUIREMENTS a WBEM_REQUIREMENTS_ value.
            string_param: After PutInstanceAsync the path.
            object_param: An `__ExtendedStatus` that explains a failure.

        Choice: the core tests every row of a WQL:UnarySelect against the WHERE, so that START_POSTFILTER and
        STOP_POSTFILTER are accepted and change nothing; progress is accepted and goes nowhere.
        """
        if flags == WBEM_STATUS_COMPLETE:
            error = failure_of(status_code(hresult), "the provider", _extended(object_param))
            self._rows.finish(error, string_param)
        return WBEM_S_NO_ERROR


def _let_go(rows: RowSink) -> None:
    rows.finish(
        ProviderFailureError(
            "the provider let go of its sink without a final status",
            next_step="call SetStatus(WBEM_STATUS_COMPLETE, ...) once in every path of the code",
        )
    )


def _extended(status: Instance | None) -> ExtendedStatus | None:
    if status is None:
        return None
    names = ("Description", "Operation", "ParameterInfo", "ProviderName")
    return ExtendedStatus(*(str(status.get(name) or "") for name in names))


class IWbemProviderInitSink:
    """Where a provider reports whether it is ready, now or later."""

    def __init__(self, sink: ProviderInitSink) -> None:
        self._sink = sink

    def SetStatus(self, status: int, flags: int = 0) -> int:
        """Report WBEM_S_INITIALIZED, or the code of the failure."""
        self._sink.set_status(status_code(status), flags)
        return WBEM_S_NO_ERROR
