# SPDX-License-Identifier: Apache-2.0
"""Sinks: where the objects and the status of an asynchronous call go."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from typing import Final, Protocol, TypeAlias

from openwmi.errors import CallCancelledError, NotFoundError, WbemError, WbemStatus
from openwmi.model.cimobject import CimObject
from openwmi.provider.context import CallContext

_LOG: Final = logging.getLogger(__name__)

WBEM_STATUS_COMPLETE: Final = 0

_Status: TypeAlias = tuple[int, str | None, CimObject | None]


class WbemObjectSink(Protocol):
    """What a client hands to an asynchronous call.

    Spec: iwbemservices.md §6 (IWbemObjectSink).
    """

    def indicate(self, objects: Sequence[CimObject]) -> int | None:
        """Take some objects; a failure code stops the call."""

    def set_status(self, flags: int, hresult: int, string_param: str | None, object_param: CimObject | None) -> None:
        """Take the final status: flags WBEM_STATUS_COMPLETE, exactly once."""


class SinkCall:
    """One asynchronous call and its sink: makes sure that exactly one final status arrives."""

    def __init__(self, sink: WbemObjectSink, call: CallContext) -> None:
        self.sink = sink
        self.call = call
        self._lock = threading.Lock()
        self._is_complete = False
        self._is_indicating = False
        self._waiting_status: _Status | None = None

    def indicate(self, objects: Sequence[CimObject]) -> None:
        """Hand objects on.

        Raises:
            CallCancelledError: The call is over, or the sink answered with a failure.
        """
        with self._lock:
            if self._is_complete:
                raise CallCancelledError(f"call {self.call.call_id} is over")
            self._is_indicating = True
        try:
            answer = self.sink.indicate(objects)
        finally:
            with self._lock:
                self._is_indicating = False
                status, self._waiting_status = self._waiting_status, None
            if status is not None:
                self._deliver(status)
        if answer is not None and answer & 0x80000000:
            raise CallCancelledError(f"the sink of call {self.call.call_id} wants no more objects")

    def complete(self, hresult: int, string_param: str | None = None, object_param: CimObject | None = None) -> bool:
        """Report the final status unless that was done already; return whether it was this one.

        While the sink is still busy with objects, the status follows them on the thread that brought them.
        """
        status = (hresult, string_param, object_param)
        with self._lock:
            if self._is_complete:
                return False
            self._is_complete = True
            if self._is_indicating:
                self._waiting_status = status
                return True
        self._deliver(status)
        return True

    def _deliver(self, status: _Status) -> None:
        try:
            self.sink.set_status(WBEM_STATUS_COMPLETE, *status)
        except Exception:
            _LOG.exception("the sink of call %s failed in set_status", self.call.call_id)

    def fail(self, error: BaseException) -> None:
        """Report an error as the final status."""
        self.complete(error.hresult if isinstance(error, WbemError) else int(WbemStatus.WBEM_E_FAILED))


class SinkCalls:
    """The asynchronous calls in progress, so that they can be cancelled by their sink."""

    def __init__(self) -> None:
        self._calls: list[SinkCall] = []
        self._lock = threading.Lock()

    def add(self, call: SinkCall) -> None:
        """Remember a call."""
        with self._lock:
            self._calls.append(call)

    def remove(self, call: SinkCall) -> None:
        """Forget a call that is over."""
        with self._lock:
            self._calls.remove(call)

    def cancel(self, sink: WbemObjectSink) -> None:
        """End all calls of a sink; each reports WBEM_E_CALL_CANCELLED.

        Raises:
            NotFoundError: No call in progress has this sink.

        Spec: iwbemservices.md §7 (CancelAsyncCall).
        """
        with self._lock:
            calls = [call for call in self._calls if call.sink is sink]
        if not calls:
            raise NotFoundError("no call in progress has this sink")
        for call in calls:
            call.call.cancel()
            call.complete(int(WbemStatus.WBEM_E_CALL_CANCELLED))
