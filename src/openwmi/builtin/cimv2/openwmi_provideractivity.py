# SPDX-License-Identifier: Apache-2.0
"""OpenWMI_ProviderActivity: what each provider did in this process, beyond what MSFT_Providers tells."""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.provider import CimClass, InstanceProvider, Request, key, prop, real64, uint64
from openwmi.provider.activity import ProviderFigures, SlowCall, figures_of


class OpenWMI_ProviderActivity(CimClass, namespace="root/cimv2"):
    """What a provider did since the process that was asked began; each process has figures of its own."""

    Namespace: str = key(description="Where it is registered.")
    Provider: str = key(description="Its name.")
    HostingModel: str | None = prop(description="As registered.")
    IsLoaded: bool | None = prop(description="Whether an object of it is loaded now.")
    Calls: uint64 | None = prop(description="Calls that have ended.")
    CallsInProgress: uint64 | None = prop(description="Calls that have not ended.")
    Rows: uint64 | None = prop(description="Objects it gave.")
    Errors: uint64 | None = prop(description="Calls that failed.")
    MedianTime: real64 | None = prop(units="milliseconds", description="Half of the calls took no longer.")
    Percentile99Time: real64 | None = prop(units="milliseconds", description="99 of 100 calls took no longer.")
    CpuTime: real64 | None = prop(
        units="milliseconds", description="Used by the calling threads, the core's work on the rows included."
    )
    MemoryGrowth: uint64 | None = prop(
        units="bytes", description="How much the peak of this process's memory grew during its calls."
    )
    LastError: str | None = prop(description="The call that failed last: error, operation, target, caller, call.")
    SlowestCalls: list[str] | None = prop(description="The slowest calls, slowest first.")


class ProviderActivities(InstanceProvider[OpenWMI_ProviderActivity], hosting="WmiCore"):
    """Asks the core."""

    def enumerate(self, request: Request) -> Iterator[OpenWMI_ProviderActivity]:
        """Yield one object for each provider that was asked."""
        for figures in figures_of(request):
            yield activity(figures)


def activity(figures: ProviderFigures) -> OpenWMI_ProviderActivity:
    """Return the figures of one provider as an object."""
    return OpenWMI_ProviderActivity(
        Namespace=figures.namespace,
        Provider=figures.name,
        HostingModel=figures.hosting_model,
        IsLoaded=figures.is_loaded,
        Calls=figures.calls,
        CallsInProgress=figures.in_progress,
        Rows=figures.rows,
        Errors=figures.errors,
        MedianTime=figures.median_s * 1000,
        Percentile99Time=figures.p99_s * 1000,
        CpuTime=figures.cpu_s * 1000,
        MemoryGrowth=figures.memory_growth_octets,
        LastError=figures.last_error or None,
        SlowestCalls=[slow_text(call) for call in figures.slowest],
    )


def slow_text(call: SlowCall) -> str:
    """Return one of the slowest calls as a line."""
    rows = f"{call.rows} {'row' if call.rows == 1 else 'rows'}"
    what = f"{call.operation} {call.about} for {call.caller}"
    return f"{call.elapsed_s * 1000:.1f} ms {what}, {rows}, call {call.call_id}"
