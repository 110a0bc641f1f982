# SPDX-License-Identifier: Apache-2.0
"""Host processes: the same rows from a provider in the core and from one in a process of its own, and its start."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.bench_stream import Bench_Stream, made_row
from bench.report import Result
from bench.timing import best_of
from openwmi.model.flags import WBEM_FLAG_FORWARD_ONLY
from openwmi.provider import InstanceProvider, Request
from openwmi.provider.registration import registration_of
from openwmi.repository import Repository
from openwmi.server import Core
from openwmi.server.installation import install
from openwmi.services.wbemservices import WbemServices

ROWS: Final = 10_000
FIRST_ROWS: Final = 20
NAMESPACE: Final = "root\\cimv2"
LEAST_SHARE: Final = 1 / 3
"""Of the rows per second in the core."""

FIRST_ROW_LIMIT_S: Final = 0.005
IN_CORE: Final = "rows of a provider in the core"

_MADE: Final[list[Bench_Stream]] = []


class HostedRows(InstanceProvider[Bench_Stream], name="bench|HostedRows", hosting="SelfHost"):
    """Yields ROWS rows in a process of its own."""

    def enumerate(self, request: Request) -> Iterator[Bench_Stream]:
        """Yield rows that are made with the first call."""
        if not _MADE:
            _MADE.extend(map(made_row, range(ROWS)))
        yield from _MADE


class CoreRows(HostedRows, name="bench|CoreRows", hosting="NetworkServiceHostOrSelfHost"):
    """Yields the same in the core."""


def read_all(services: WbemServices) -> int:
    """Return the number of rows of an enumeration."""
    with services.create_instance_enum("Bench_Stream", WBEM_FLAG_FORWARD_ONLY) as rows:
        return sum(map(len, rows.batches()))


def first_row_s(services: WbemServices) -> float:
    """Return the seconds from the call to the first row."""
    start = perf_counter()
    with services.create_instance_enum("Bench_Stream", WBEM_FLAG_FORWARD_ONLY) as rows:
        rows.next(None, 1)
        return perf_counter() - start


def run() -> list[Result]:
    """Measure both providers over the same class, one after the other."""
    in_core_s, _, _ = measure(CoreRows)
    hosted_s, start_s, first_s = measure(HostedRows)
    share = in_core_s / hosted_s
    return [
        Result(IN_CORE, in_core_s / ROWS * 1e6, "us/row"),
        Result("rows of a provider in a host process", hosted_s / ROWS * 1e6, "us/row", ratio_to=IN_CORE),
        Result("share of the rows per second in the core", share, "of 1", ok=share >= LEAST_SHARE),
        Result("first row of a warm host process", first_s, "s", FIRST_ROW_LIMIT_S),
        Result("start of the first host process, with its first row", start_s, "s"),
    ]


def measure(provider: type[InstanceProvider[Bench_Stream]]) -> tuple[float, float, float]:
    """Return the seconds of an enumeration, of the very first row, and of the first row of a later call."""
    with tempfile.TemporaryDirectory() as folder, Repository.open(Path(folder) / "repository") as repository:
        install(repository, [registration_of(provider)], namespace=NAMESPACE)
        with Core(Path(folder), repository) as core:
            services = core.connect(NAMESPACE)
            start_s = first_row_s(services)
            assert read_all(services) == ROWS
            seconds = best_of(partial(read_all, services))
            return seconds, start_s, min(first_row_s(services) for _ in range(FIRST_ROWS))
