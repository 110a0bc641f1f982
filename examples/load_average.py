# SPDX-License-Identifier: Apache-2.0
"""A real reading: the load averages of a Linux system, as the one instance of a singleton class."""

from collections.abc import Iterator
from pathlib import Path

from openwmi.provider import CimClass, InstanceProvider, Request, prop, real64, uint32

SOURCE = Path("/proc/loadavg")


class Acme_LoadAverage(CimClass, namespace="root/acme", singleton=True):
    """How many tasks ran or wanted to run, averaged over three spans of time."""

    OneMinute: real64 | None = prop(units="tasks")
    FiveMinutes: real64 | None = prop(units="tasks")
    FifteenMinutes: real64 | None = prop(units="tasks")
    RunnableTasks: uint32 | None = prop(description="Tasks that run or could run at this moment.")
    Tasks: uint32 | None = prop(description="Tasks that exist at this moment.")


def parse(text: str) -> Acme_LoadAverage:
    """Return the object for the text of /proc/loadavg, e.g. `0.20 0.18 0.12 1/80 11206`."""
    one, five, fifteen, tasks, *_ = text.split()
    runnable, existing = tasks.split("/")
    return Acme_LoadAverage(
        OneMinute=float(one),
        FiveMinutes=float(five),
        FifteenMinutes=float(fifteen),
        RunnableTasks=int(runnable),
        Tasks=int(existing),
    )


class LoadAverages(InstanceProvider[Acme_LoadAverage]):
    def enumerate(self, request: Request) -> Iterator[Acme_LoadAverage]:
        yield parse(SOURCE.read_text())
