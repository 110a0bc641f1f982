# SPDX-License-Identifier: Apache-2.0
"""Activity of providers: the figures that the host keeps, and how a provider of the core asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from openwmi.errors import NotSupportedError
from openwmi.provider.request import Request


class SlowCall(NamedTuple):
    """One of the slowest calls.

    Attributes:
        elapsed_s: Seconds from its begin to its end, what the taker of the rows needed included.
        operation: Of IWbemServices.
        about: Path, class or query.
        caller: On whose behalf.
        rows: Rows it gave.
        call_id: For the log.
    """

    elapsed_s: float
    operation: str
    about: str
    caller: str
    rows: int
    call_id: str


class ProviderFigures(NamedTuple):
    """What one provider did since this process began.

    Attributes:
        name: `__Win32Provider.Name`.
        namespace: Where it is registered.
        hosting_model: As registered.
        process_id: Of the process that it was asked from.
        is_loaded: Whether an object of it is loaded now.
        operations: Operation -> calls that ended.
        in_progress: Calls that have not ended.
        rows: Rows it gave.
        errors: Calls that failed.
        median_s: Half of the calls took no longer, in seconds.
        p99_s: 99 of 100 calls took no longer, in seconds.
        cpu_s: Seconds of CPU that the calling threads used, the core's work on the rows included.
        memory_growth_octets: How much the process's peak of memory grew during its calls.
        last_error: Error of the call that failed last, with operation, target, caller and call; empty for none.
        slowest: The slowest calls, slowest first.
    """

    name: str
    namespace: str
    hosting_model: str
    process_id: int
    is_loaded: bool
    operations: Mapping[str, int]
    in_progress: int
    rows: int
    errors: int
    median_s: float
    p99_s: float
    cpu_s: float
    memory_growth_octets: int
    last_error: str
    slowest: Sequence[SlowCall]

    @property
    def calls(self) -> int:
        """Calls that ended."""
        return sum(self.operations.values())


@runtime_checkable
class ActivitySource(Protocol):
    """Services of the core itself; those of host processes do not offer this."""

    def provider_activity(self) -> Sequence[ProviderFigures]:
        """Return the figures of every provider that was asked in this process."""


def figures_of(request: Request) -> Sequence[ProviderFigures]:
    """Return the figures that the core keeps; none for a request that does not come from the core itself."""
    try:
        services = request.services
    except NotSupportedError:
        return ()
    return services.provider_activity() if isinstance(services, ActivitySource) else ()
