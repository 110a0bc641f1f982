# SPDX-License-Identifier: Apache-2.0
"""Parsers and reader of the system-wide files of /proc.

Spec: proc(5).
"""

from __future__ import annotations

from dataclasses import dataclass

from openwmi.builtin.linux.kerneltext import decimal, leading_integer, parse_colon_table, unescape
from openwmi.builtin.linux.textfiles import read_text, read_word


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory and swap of the machine, all in kilobytes; None where not told."""

    total_kb: int | None
    available_kb: int | None
    swap_total_kb: int | None
    swap_free_kb: int | None


@dataclass(frozen=True, slots=True)
class SwapArea:
    """One line of /proc/swaps, sizes in kilobytes."""

    name: str
    size_kb: int
    used_kb: int


@dataclass(frozen=True, slots=True)
class CpuTicks:
    """Time a processor spent since boot, in clock ticks."""

    idle: int
    total: int


def parse_memory(text: str) -> Memory:
    """Return the totals of /proc/meminfo.

    Args:
        text: Content of the file. Kernels before 3.14 do not tell what is
            available; free pages and the page cache come closest.

    Returns:
        The totals.
    """
    table = parse_colon_table(text)
    number = {name: leading_integer(table.get(name)) for name in _MEMORY_LINES}
    available = number["MemAvailable"]
    if available is None and number["MemFree"] is not None:
        available = number["MemFree"] + (number["Buffers"] or 0) + (number["Cached"] or 0)
    return Memory(number["MemTotal"], available, number["SwapTotal"], number["SwapFree"])


_MEMORY_LINES = ("MemTotal", "MemAvailable", "MemFree", "Buffers", "Cached", "SwapTotal", "SwapFree")


def parse_swaps(text: str) -> list[SwapArea]:
    """Return the swap areas of /proc/swaps.

    Args:
        text: Content of the file, with its heading. Blanks in names are written
            as octal escapes.

    Returns:
        One entry a line; broken lines are left out.
    """
    areas = []
    for line in text.splitlines()[1:]:
        fields = line.split()
        size_kb, used_kb = (decimal(field) for field in fields[2:4]) if len(fields) > 3 else (None, None)
        if size_kb is not None and used_kb is not None:
            areas.append(SwapArea(unescape(fields[0]), size_kb, used_kb))
    return areas


def parse_boot_time(text: str) -> int | None:
    """Return when the machine started.

    Args:
        text: Content of /proc/stat.

    Returns:
        Seconds since 1970 UTC; None when the file does not say.
    """
    for line in text.splitlines():
        if line.startswith("btime "):
            return leading_integer(line[6:])
    return None


def parse_cpu_ticks(text: str) -> dict[int, CpuTicks]:
    """Return the idle and total time of each processor.

    Args:
        text: Content of /proc/stat. Waiting for input counts as idle, the time
            of guests is part of user time.

    Returns:
        The two times by processor number.
    """
    processors: dict[int, CpuTicks] = {}
    for line in text.splitlines():
        name, *fields = line.split() or [""]
        cpu = decimal(name.removeprefix("cpu")) if name.startswith("cpu") else None
        ticks = [number for field in fields[:8] if (number := decimal(field)) is not None]
        if cpu is not None and len(ticks) >= 5:
            processors[cpu] = CpuTicks(idle=ticks[3] + ticks[4], total=sum(ticks))
    return processors


@dataclass(frozen=True, slots=True)
class KernelFiles:
    """The system-wide files of procfs.

    Attributes:
        root: Where procfs is mounted; tests give a copied tree.
    """

    root: str = "/proc"

    def memory(self) -> Memory:
        """Return memory and swap totals."""
        return parse_memory(self.text("meminfo"))

    def swaps(self) -> list[SwapArea]:
        """Return the swap areas in use."""
        return parse_swaps(self.text("swaps"))

    def boot_time_s(self) -> int | None:
        """Return when the machine started, in seconds since 1970 UTC."""
        return parse_boot_time(self.text("stat"))

    def cpu_ticks(self) -> dict[int, CpuTicks]:
        """Return the idle and total time of each processor by its number."""
        return parse_cpu_ticks(self.text("stat"))

    def kernel_release(self) -> str | None:
        """Return the release of the running kernel, such as "6.1.0-13-amd64"."""
        return read_word(f"{self.root}/sys/kernel/osrelease")

    def host_name(self) -> str | None:
        """Return the host name of this name space."""
        return read_word(f"{self.root}/sys/kernel/hostname")

    def text(self, name: str) -> str:
        """Return the text of a file, empty when the system does not give it.

        Args:
            name: Path below the root.

        Returns:
            The text.
        """
        return read_text(f"{self.root}/{name}") or ""
