# SPDX-License-Identifier: Apache-2.0
"""Printing: objects to standard output as they arrive, and a line about them for people."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from time import perf_counter
from typing import Final

from openwmi.cli.exitcodes import ExitCode
from openwmi.cli.faults import Failed
from openwmi.cli.output.formats import FOR_PEOPLE, make_writer
from openwmi.cli.output.record import Record, RecordMaker, Selection
from openwmi.cli.output.stream import Stream, stream_of
from openwmi.client.rows import Rows
from openwmi.errors import WbemError, WbemStatus
from openwmi.model.cimobject import CimObject
from openwmi.model.instance import Instance

MAX_NAMED_PROVIDERS: Final = 3


def standard_output() -> Stream:
    """Return where results go."""
    return stream_of(sys.stdout, environment_says_no_colour="NO_COLOR" in os.environ)


def standard_error() -> Stream:
    """Return where remarks and failures go."""
    return stream_of(sys.stderr, environment_says_no_colour="NO_COLOR" in os.environ)


def print_rows(rows: Rows[CimObject], output: str, *, system: bool = False, query: str = "") -> ExitCode:
    """Print the answer to a query as it arrives, then what the reader should know about it.

    Args:
        rows: The answer.
        output: A name of FORMATS.
        system: Whether to print the system properties too.
        query: The text of the query, for messages.

    Returns:
        PARTIAL when some rows are missing, else OK.

    Raises:
        Failed: The answer broke off. What was printed before is complete and well formed.
    """
    summary = Summary()
    failure = write_rows(rows, output, RecordMaker(Selection(rows.columns, system)), summary)
    if failure is not None:
        raise Failed(failure, query=query, rows=summary.count) from failure
    errors = standard_error()
    if rows.status == WbemStatus.WBEM_S_PARTIAL_RESULTS:
        reason = "; ".join(rows.warnings) or "not every provider answered"
        errors.line(f"partial: {summary.count_text()}, {reason}")
        return ExitCode.PARTIAL
    code = f"{WbemStatus(rows.status).name} 0x{rows.status:08X}: " if rows.status else ""
    for warning in rows.warnings:
        errors.line(f"warning: {code}{warning}")
    if output in FOR_PEOPLE and errors.columns is not None and sys.stdout.isatty():
        errors.line(errors.style(summary.text(), "dim"))
    return ExitCode.OK


def write_rows(rows: Rows[CimObject], output: str, maker: RecordMaker, summary: Summary) -> WbemError | None:
    """Write rows until they end or break off; return what broke them off.

    Args:
        rows: The answer.
        output: A name of FORMATS.
        maker: Makes records of the rows.
        summary: Counts them.
    """
    writer = make_writer(output, standard_output())
    failure: WbemError | None = None
    try:
        for batch in rows.batches():
            for found in batch:
                writer.write(maker.record(found))
            summary.add(batch)
            writer.flush()
    except WbemError as error:
        failure = error
    remarks = writer.finish()
    sys.stdout.flush()
    errors = standard_error()
    for remark in remarks:
        errors.line(f"openwmi: {remark}")
    return failure


class Summary:
    """What came, from whom, and how long it took.

    Attributes:
        count: Objects so far.
    """

    def __init__(self) -> None:
        self.count = 0
        self._providers: dict[str, None] = {}
        self._start_s = perf_counter()

    def add(self, batch: Iterable[CimObject]) -> None:
        """Note the objects of a batch."""
        for found in batch:
            self.count += 1
            name = found.cim_class.provider_name if isinstance(found, Instance) else None
            if name is not None:
                self._providers[name] = None

    def count_text(self) -> str:
        """Return `1 row` or `3 rows`."""
        return f"{self.count} {'row' if self.count == 1 else 'rows'}"

    def text(self) -> str:
        """Return `3 rows · 11 ms · provider Frogs`."""
        parts = [self.count_text(), f"{(perf_counter() - self._start_s) * 1000:.0f} ms"]
        names = list(self._providers)[:MAX_NAMED_PROVIDERS]
        if names:
            more = "…" if len(self._providers) > len(names) else ""
            parts.append(f"provider{'s' if len(self._providers) > 1 else ''} {', '.join(names)}{more}")
        return " · ".join(parts)


def print_records(records: Iterable[Record], output: str) -> None:
    """Print records that are all there.

    Args:
        records: What to print.
        output: A name of FORMATS.
    """
    writer = make_writer(output, standard_output())
    for record in records:
        writer.write(record)
    writer.finish()


def print_object(
    found: CimObject, output: str, *, columns: tuple[str, ...] | None = None, system: bool = False
) -> None:
    """Print one object.

    Args:
        found: What to print.
        output: A name of FORMATS.
        columns: The properties to print, None for all.
        system: Whether to print the system properties too.
    """
    writer = make_writer(output, standard_output(), single=True)
    writer.write(RecordMaker(Selection(columns, system)).record(found))
    writer.finish()
