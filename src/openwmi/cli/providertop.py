# SPDX-License-Identifier: Apache-2.0
"""openwmi provider top: what each provider did for a query."""

from __future__ import annotations

from typing import Final

import click

from openwmi.cli.faults import Failed
from openwmi.cli.options import Target, output_option, target_options
from openwmi.cli.output.record import Field, Record
from openwmi.cli.printing import print_records
from openwmi.client.connection import Connection
from openwmi.errors import WbemError
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.provider.activity import ProviderFigures
from openwmi.server import Core

_NUMBER: Final = TypeSpec(CimType.CIM_REAL64)
_COUNT: Final = TypeSpec(CimType.CIM_UINT64)

FIELDS: Final = (
    Field("Provider"),
    Field("Calls", _COUNT),
    Field("Rows", _COUNT),
    Field("Errors", _COUNT),
    Field("MedianTime", _NUMBER, "milliseconds"),
    Field("Percentile99Time", _NUMBER, "milliseconds"),
    Field("CpuTime", _NUMBER, "milliseconds"),
    Field("MemoryGrowth", _COUNT, "bytes"),
    Field("LastError"),
)


@click.command("top")
@click.argument("wql")
@output_option("table", "table", "list", "json", "jsonl", "csv")
@target_options
def top(wql: str, target: Target, output: str) -> None:
    """Ask a WQL question, throw the rows away, and show what each provider did for it, the busiest first.

    Every process has figures of its own; WQL reads them as OpenWMI_ProviderActivity and MSFT_Providers.
    """
    with Core.open(target.home) as core:
        failure: WbemError | None = None
        connection = Connection(core.connect(target.namespace), deadline_s=target.deadline_s)
        try:
            with connection.objects(wql) as rows:
                for _ in rows.batches():
                    pass
        except WbemError as error:
            failure = error
        print_records(records_of(core.host.figures()), output)
    if failure is not None:
        raise Failed(failure, query=wql) from failure


def records_of(figures: list[ProviderFigures]) -> list[Record]:
    """Return the figures of providers as records to print, by the time their calls took."""
    busiest = sorted(figures, key=lambda each: -each.median_s * each.calls)
    return [
        Record(
            FIELDS,
            [
                each.name,
                each.calls,
                each.rows,
                each.errors,
                round(each.median_s * 1000, 3),
                round(each.p99_s * 1000, 3),
                round(each.cpu_s * 1000, 3),
                each.memory_growth_octets,
                each.last_error or None,
            ],
        )
        for each in busiest
    ]
