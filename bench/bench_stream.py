# SPDX-License-Identifier: Apache-2.0
"""Streaming: rows of a provider through planner, filter, projection and a thread, against a bare loop over them."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.report import Result
from bench.timing import best_of
from openwmi.model.flags import WBEM_FLAG_FORWARD_ONLY
from openwmi.provider import CimClass, InstanceProvider, Request, key, prop, uint32
from openwmi.provider.registration import registration_of
from openwmi.repository import Repository
from openwmi.server import Core
from openwmi.server.installation import install
from openwmi.services.wbemservices import WbemServices

ROWS: Final = 10_000
NAMESPACE: Final = "root\\cimv2"
BARE: Final = "rows of a bare loop"
FIRST_ROW_LIMIT_S: Final = 0.1
FIRST_ROWS: Final = 5


class Bench_Stream(CimClass, namespace="root/cimv2"):
    """A row of fifteen properties."""

    Id: uint32 = key()
    Text0: str | None = prop()
    Text1: str | None = prop()
    Text2: str | None = prop()
    Text3: str | None = prop()
    Text4: str | None = prop()
    Text5: str | None = prop()
    Text6: str | None = prop()
    Number0: uint32 | None = prop()
    Number1: uint32 | None = prop()
    Number2: uint32 | None = prop()
    Number3: uint32 | None = prop()
    Number4: uint32 | None = prop()
    Number5: uint32 | None = prop()
    Number6: uint32 | None = prop()


def made_rows() -> list[Bench_Stream]:
    """Return ROWS objects, so that making them is not measured."""
    return [made_row(number) for number in range(ROWS)]


def made_row(number: int) -> Bench_Stream:
    """Return one object with all its properties set."""
    row = Bench_Stream(Id=number)
    for name in row.layout.names[1:]:
        row[name] = f"some {name}" if name.startswith("Text") else number % 1000
    return row


_MADE: Final[list[Bench_Stream]] = []


class Streams(InstanceProvider[Bench_Stream], name="bench|Streams"):
    """Yields rows that are there already."""

    def enumerate(self, request: Request) -> Iterator[Bench_Stream]:
        """Yield ROWS rows."""
        yield from _MADE


QUERIES: Final = {
    "SELECT *": "SELECT * FROM Bench_Stream",
    "projection to three": "SELECT Id, Text0, Number0 FROM Bench_Stream",
    "WHERE that half satisfy": "SELECT * FROM Bench_Stream WHERE Number0 < 500",
}


def bare() -> int:
    """Return how many rows a plain loop over the provider's generator sees."""
    return sum(1 for _ in Streams().enumerate(Request.__new__(Request)))


def streamed(services: WbemServices, query: str) -> Callable[[], int]:
    """Return a function that reads a query to its end and counts the rows."""

    def read() -> int:
        with services.exec_query("WQL", query, WBEM_FLAG_FORWARD_ONLY) as rows:
            return sum(map(len, rows.batches()))

    return read


def first_row_s(services: WbemServices) -> float:
    """Return the seconds from the query to its first row."""
    start = perf_counter()
    with services.exec_query("WQL", QUERIES["SELECT *"], WBEM_FLAG_FORWARD_ONLY) as rows:
        rows.next(None, 1)
        return perf_counter() - start


def run() -> list[Result]:
    """Measure the queries over ROWS rows, and the way to the first row."""
    _MADE[:] = made_rows()
    with tempfile.TemporaryDirectory() as folder, Repository.open(Path(folder) / "repository") as repository:
        install(repository, [registration_of(Streams)], namespace=NAMESPACE)
        with Core(Path(folder), repository) as core:
            return list(measure(core.connect(NAMESPACE)))


def measure(services: WbemServices) -> Iterator[Result]:
    """Yield the results."""
    bare_s = best_of(bare)
    yield Result(BARE, bare_s / ROWS * 1e6, "us/row")
    for name, query in QUERIES.items():
        read = streamed(services, query)
        assert read() in {ROWS, ROWS // 2}
        seconds = best_of(read)
        yield Result(f"rows of a query, {name}", seconds / ROWS * 1e6, "us/row", ratio_to=BARE)
        yield Result(f"rows of a query per second, {name}", ROWS / seconds, "rows/s")
    yield Result("first row of a query", min(first_row_s(services) for _ in range(FIRST_ROWS)), "s", FIRST_ROW_LIMIT_S)
