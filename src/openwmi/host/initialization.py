# SPDX-License-Identifier: Apache-2.0
"""Initialisation: one provider object, one `initialize`, one verdict through the init sink."""

from __future__ import annotations

import threading
from typing import Final

from openwmi.errors import InitializationFailureError, TimedOutError, WbemError, WbemStatus, symbol_of
from openwmi.host.records import ProviderRecord, runs_as_caller
from openwmi.provider.context import CallContext
from openwmi.provider.contract import InitializeArguments, ProviderContract
from openwmi.provider.impersonation import acting_for

INITIALIZATION_DEADLINE_S: Final = 30.0
"""How long a provider may take when the call that wants it has no shorter deadline."""

_FAILURE_BIT: Final = 0x80000000


def deadline_s(call: CallContext) -> float:
    """Return how long an initialisation for a call may take from now, in seconds."""
    remaining = call.remaining_s()
    return INITIALIZATION_DEADLINE_S if remaining is None else min(remaining, INITIALIZATION_DEADLINE_S)


class InitVerdict:
    """The init sink: takes statuses from any thread, remembers the first final one.

    Spec: provider-model.md §7.
    """

    def __init__(self) -> None:
        self._decided = threading.Event()
        self._status = int(WbemStatus.WBEM_E_FAILED)

    def set_status(self, status: int, flags: int = 0) -> None:
        """Record what the provider says about itself; later statuses change nothing."""
        if not self._decided.is_set() and status != WbemStatus.WBEM_S_PENDING:
            self._status = status
            self._decided.set()

    def wait(self, limit_s: float) -> int | None:
        """Return the status, or None when `limit_s` seconds have passed without one."""
        return self._status if self._decided.wait(limit_s) else None


def initialize(contract: ProviderContract, record: ProviderRecord, arguments: InitializeArguments) -> None:
    """Run a provider's initialisation to its end.

    Raises:
        InitializationFailureError: The provider refused or raised; carries the code it reported.
        TimedOutError: No verdict within the deadline.
        AccessDeniedError: It is to run as the caller, who cannot be impersonated.

    Spec: provider-model.md §2 (ImpersonationLevel, InitializeAsAdminFirst), §7.
    """
    verdict = InitVerdict()
    with acting_for(arguments.context.caller, runs_as_caller(record) and not record.as_admin_first):
        _start(contract, record, arguments, verdict)
    limit_s = deadline_s(arguments.context)
    status = verdict.wait(limit_s)
    if status is None:
        raise TimedOutError(f"provider {record.name} said nothing in initialize for {limit_s:.1f} s")
    if status & _FAILURE_BIT:
        raise InitializationFailureError(
            f"provider {record.name} did not initialise: it reported {symbol_of(status)}", hresult=status
        )


def _start(
    contract: ProviderContract, record: ProviderRecord, arguments: InitializeArguments, verdict: InitVerdict
) -> None:
    try:
        contract.initialize(arguments, verdict)
    except WbemError as error:
        raise InitializationFailureError(
            f"provider {record.name} did not initialise: {error.message}", where=error.where, next_step=error.next_step
        ) from error
    except Exception as error:
        raise InitializationFailureError(
            f"provider {record.name} did not initialise: {type(error).__name__}: {error}"
        ) from error
