# SPDX-License-Identifier: Apache-2.0
"""Processors: parser of /proc/cpuinfo and reader of the topology in sysfs.

Spec: proc(5); Linux ABI/stable/sysfs-devices-system-cpu.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openwmi.builtin.linux.kerneltext import decimal
from openwmi.builtin.linux.textfiles import read_integer, read_text, read_word

_CACHE_SIZE = re.compile(r"(\d+)([KMG]?)")
_CPU_LIMIT = 1 << 16
_KB_PER_UNIT = {"": 1 / 1024, "K": 1, "M": 1024, "G": 1024 * 1024}


@dataclass(frozen=True, slots=True)
class Socket:
    """One physical processor package.

    Attributes:
        package: Number the kernel gives it.
        cpus: Numbers of its logical processors, ascending.
        core_count: Distinct cores among them; None when the topology is unknown.
        info: The lines of /proc/cpuinfo of its first logical processor.
    """

    package: int
    cpus: tuple[int, ...]
    core_count: int | None
    info: Mapping[str, str]


def parse_cpuinfo(text: str) -> dict[int, dict[str, str]]:
    """Return the lines of each logical processor.

    Args:
        text: Content of /proc/cpuinfo: blocks parted by blank lines, each with a
            line "processor". Blocks without it (some ARM kernels end with one
            about the board) are left out.

    Returns:
        "name: value" tables by processor number.
    """
    processors: dict[int, dict[str, str]] = {}
    for block in re.split(r"\n[ \t]*\n", text):
        pairs = (line.partition(":") for line in block.splitlines())
        table = {name.strip(): value.strip() for name, colon, value in pairs if colon}
        number = decimal(table.get("processor"))
        if number is not None:
            processors[number] = table
    return processors


def parse_cache_size_kb(text: str | None) -> int | None:
    """Return the size of a cache in kilobytes.

    Args:
        text: Such as "512K" or "32M".

    Returns:
        Kilobytes, rounded down; None when the text is no size.
    """
    found = _CACHE_SIZE.fullmatch(text or "")
    number = decimal(found[1]) if found else None
    return None if found is None or number is None else int(number * _KB_PER_UNIT[found[2]])


def parse_cpu_list(text: str | None) -> frozenset[int]:
    """Return the processors a list such as "0-3,8" names.

    Args:
        text: The list; None counts as empty.

    Returns:
        Their numbers; broken parts are left out.
    """
    numbers: set[int] = set()
    for part in (text or "").split(","):
        first_text, dash, last_text = part.strip().partition("-")
        first, last = decimal(first_text), decimal(last_text if dash else first_text)
        if first is not None and last is not None and last < _CPU_LIMIT:
            numbers.update(range(first, last + 1))
    return frozenset(numbers)


@dataclass(frozen=True, slots=True)
class Processors:
    """The processors of the machine.

    Attributes:
        proc: Where procfs is mounted.
        sys: Where sysfs is mounted.
    """

    proc: Path = Path("/proc")
    sys: Path = Path("/sys")

    def sockets(self) -> list[Socket]:
        """Return the packages in ascending order.

        Returns:
            One entry a package; a machine that tells no topology counts as one.
        """
        infos = parse_cpuinfo(read_text(self.proc / "cpuinfo") or "")
        members: dict[int, list[int]] = {}
        for cpu in self._cpu_numbers() or sorted(infos):
            members.setdefault(max(self._topology(cpu, "physical_package_id") or 0, 0), []).append(cpu)
        return [
            Socket(package, tuple(cpus), self._core_count(cpus), infos.get(cpus[0], {}))
            for package, cpus in sorted(members.items())
        ]

    def maximum_clock_mhz(self, cpu: int) -> int | None:
        """Return the highest clock rate of a processor.

        Args:
            cpu: Its number.

        Returns:
            Megahertz; None when frequency scaling does not tell.
        """
        return _mhz(read_integer(self._cpu(cpu) / "cpufreq/cpuinfo_max_freq"))

    def current_clock_mhz(self, cpu: int) -> int | None:
        """Return the present clock rate of a processor.

        Args:
            cpu: Its number.

        Returns:
            Megahertz; None when frequency scaling does not tell.
        """
        return _mhz(read_integer(self._cpu(cpu) / "cpufreq/scaling_cur_freq"))

    def cache_kb(self, cpus: tuple[int, ...], level: int) -> int | None:
        """Return the data cache of some processors at one level.

        Args:
            cpus: Their numbers.
            level: 1, 2 or 3.

        Returns:
            Kilobytes, a cache several of them share counted once; None when the
            kernel tells of none.
        """
        sizes: dict[tuple[int, ...], int] = {}
        for cpu in cpus:
            for index in sorted((self._cpu(cpu) / "cache").glob("index*")):
                size = parse_cache_size_kb(read_word(index / "size"))
                kind = read_word(index / "type")
                if read_integer(index / "level") == level and kind != "Instruction" and size:
                    shared = parse_cpu_list(read_word(index / "shared_cpu_list")) or {cpu}
                    sizes[tuple(sorted(shared))] = size
        return sum(sizes.values()) or None

    def _cpu_numbers(self) -> list[int]:
        return sorted(parse_cpu_list(read_word(self.sys / "devices/system/cpu/online")))

    def _cpu(self, cpu: int) -> Path:
        return self.sys / f"devices/system/cpu/cpu{cpu}"

    def _topology(self, cpu: int, name: str) -> int | None:
        return read_integer(self._cpu(cpu) / "topology" / name)

    def _core_count(self, cpus: list[int]) -> int | None:
        cores = {(self._topology(cpu, "die_id"), self._topology(cpu, "core_id")) for cpu in cpus}
        return None if any(core is None for _, core in cores) else len(cores)


def _mhz(kilohertz: int | None) -> int | None:
    return None if kilohertz is None else round(kilohertz / 1000)
