# SPDX-License-Identifier: Apache-2.0
"""Quotas: what host processes may use, and what one uses now."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

_KIB: Final = 1024
_SPARE_OCTETS: Final = 2 * 1024**3
"""Address space that is no memory: stacks and arenas of threads, mapped libraries."""


@dataclass(frozen=True, slots=True)
class HostQuotas:
    """Limits of host processes; 0 is no limit.

    Attributes:
        memory_octets: Private memory of one host.
        all_memory_octets: Private memory of all hosts together.
        threads: Threads of one host.
        handles: Open descriptors of one host.
        all_processes: Processes of all hosts together, with those that providers start.

    Spec: provider-model.md §9.
    """

    memory_octets: int = 512 * 1024**2
    all_memory_octets: int = 1024**3
    threads: int = 256
    handles: int = 4096
    all_processes: int = 32

    @property
    def address_space_octets(self) -> int:
        """How far the address space of a host may grow before the kernel refuses; 0 for no limit."""
        return 2 * self.memory_octets + _SPARE_OCTETS if self.memory_octets else 0


DEFAULT_QUOTAS: Final = HostQuotas()

_PROPERTIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "MemoryPerHost": "memory_octets",
        "MemoryAllHosts": "all_memory_octets",
        "ThreadsPerHost": "threads",
        "HandlesPerHost": "handles",
        "ProcessLimitAllHosts": "all_processes",
    }
)


def quotas_from(values: Mapping[str, object]) -> HostQuotas:
    """Return the limits that a `__ProviderHostQuotaConfiguration` has; what is NULL keeps its default."""
    limits = {field: values.get(name) for name, field in _PROPERTIES.items()}
    return HostQuotas(**{field: limit for field, limit in limits.items() if isinstance(limit, int)})


@dataclass(frozen=True, slots=True)
class Usage:
    """What a host process uses.

    Attributes:
        memory_octets: Private memory, in the swap or not.
        threads: Its threads.
        handles: Its open descriptors.
        processes: Itself and the processes below it.
    """

    memory_octets: int = 0
    threads: int = 0
    handles: int = 0
    processes: int = 1


def measure(pid: int) -> Usage:
    """Return what a process uses now; nothing where the system does not tell.

    Memory and processes include those it has started.
    """
    family = list(_family(pid))
    own = _status(pid)
    memory = sum(found.get("RssAnon", 0) + found.get("VmSwap", 0) for found in map(_status, family))
    return Usage(memory * _KIB, own.get("Threads", 0), _handles(pid), len(family))


def breach(usage: Usage, quotas: HostQuotas) -> str:
    """Return which limit of a single host is exceeded, in words; empty for none."""
    pairs = (
        ("MemoryPerHost", usage.memory_octets, quotas.memory_octets),
        ("ThreadsPerHost", usage.threads, quotas.threads),
        ("HandlesPerHost", usage.handles, quotas.handles),
    )
    return next((f"{name} is {limit}, it used {used}" for name, used, limit in pairs if limit and used > limit), "")


def breach_of_all(usages: list[Usage], quotas: HostQuotas) -> str:
    """Return which limit of all hosts together is exceeded, in words; empty for none."""
    pairs = (
        ("MemoryAllHosts", sum(usage.memory_octets for usage in usages), quotas.all_memory_octets),
        ("ProcessLimitAllHosts", sum(usage.processes for usage in usages), quotas.all_processes),
    )
    return next((f"{name} is {limit}, all used {used}" for name, used, limit in pairs if limit and used > limit), "")


def _family(pid: int) -> list[int]:
    """Return a process and those below it, parents first."""
    found = [pid]
    for parent in found:
        found += _children(parent)
    return found


def _children(pid: int) -> list[int]:
    children: list[int] = []
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 - /proc is read ten times a second
            with open(f"/proc/{pid}/task/{thread}/children", encoding="ascii") as file:  # noqa: PTH123 - as above
                children += map(int, file.read().split())
    except OSError:
        return children
    return children


def _status(pid: int) -> dict[str, int]:
    found: dict[str, int] = {}
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - as above
            for line in file:
                name, _, value = line.partition(":")
                if name in {"RssAnon", "VmSwap", "Threads"}:
                    found[name] = int(value.split()[0])
    except OSError:
        return found
    return found


def _handles(pid: int) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - as above
    except OSError:
        return 0
