# SPDX-License-Identifier: Apache-2.0
"""WbemCallResult: the answer of a semisynchronous call, to be had later."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Generic, TypeVar

from openwmi.errors import WbemError, WbemStatus
from openwmi.provider.context import CallContext
from openwmi.services.workers import expired, wait_limit_s

T = TypeVar("T")


class WbemCallResult(Generic[T]):
    """One running or finished call.

    Spec: iwbemservices.md §7 (IWbemCallResult).
    """

    def __init__(self, future: Future[T], call: CallContext) -> None:
        self._future = future
        self._call = call

    def get_call_status(self, timeout_s: float | None = None) -> tuple[int, int | None]:
        """Return whether the call has finished, and how.

        Args:
            timeout_s: Longest wait in seconds; None waits until the call's deadline, 0 not at all.

        Returns:
            (WBEM_S_TIMEDOUT, None) while it runs, else (WBEM_S_NO_ERROR, the call's own code).
        """
        if not self._wait(timeout_s):
            return WbemStatus.WBEM_S_TIMEDOUT, None
        error = self._future.exception()
        if error is None:
            return WbemStatus.WBEM_S_NO_ERROR, int(WbemStatus.WBEM_S_NO_ERROR)
        hresult = error.hresult if isinstance(error, WbemError) else int(WbemStatus.WBEM_E_FAILED)
        return WbemStatus.WBEM_S_NO_ERROR, hresult

    def get_result(self, timeout_s: float | None = None) -> T:
        """Return what the call gives: an object, a path, a namespace.

        Args:
            timeout_s: Longest wait in seconds; None waits until the call's deadline.

        Raises:
            TimedOutError: The deadline of the call passed, or `timeout_s` did while it still runs;
                the latter leaves the call running.
            WbemError: What the call failed with.
        """
        if not self._wait(timeout_s):
            raise expired(self._call)
        return self._future.result()

    def _wait(self, timeout_s: float | None) -> bool:
        limit_s = wait_limit_s(self._call)
        try:
            self._future.exception(limit_s if timeout_s is None else min(limit_s, timeout_s))
        except TimeoutError:
            if self._call.remaining_s() == 0.0:
                self._call.cancel()
            return self._future.done()
        return True
