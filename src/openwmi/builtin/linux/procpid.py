# SPDX-License-Identifier: Apache-2.0
"""Parsers of the files below /proc/PID.

Spec: proc(5).
"""

from __future__ import annotations

from typing import NamedTuple

from openwmi.builtin.linux.kerneltext import leading_integer

KERNEL_THREAD_FLAG = 0x0020_0000
COMM_LIMIT = 15
"""The kernel keeps this many octets of the name of a user process."""


class ProcessStat(NamedTuple):
    """The fields of /proc/PID/stat that a class uses.

    Attributes:
        name: Name of the executable, cut after 15 octets by the kernel.
        state: One letter, "Z" for a zombie.
        parent_pid: Process that started it, or that inherited it.
        flags: The kernel's PF_ bits.
        page_faults: Minor and major faults together.
        user_ticks: Time in user mode, in clock ticks.
        kernel_ticks: Time in kernel mode, in clock ticks.
        nice: -20 (most favoured) to 19.
        thread_count: Threads in the process.
        start_ticks: When it started, in clock ticks after boot.
        virtual_octets: Size of the address space.
        resident_pages: Pages in memory.
        realtime: Whether a real-time policy schedules it.
    """

    name: str
    state: str
    parent_pid: int
    flags: int
    page_faults: int
    user_ticks: int
    kernel_ticks: int
    nice: int
    thread_count: int
    start_ticks: int
    virtual_octets: int
    resident_pages: int
    realtime: bool

    @property
    def is_kernel_thread(self) -> bool:
        """Whether it runs in the kernel only."""
        return bool(self.flags & KERNEL_THREAD_FLAG)


def parse_stat(record: bytes) -> ProcessStat:
    """Return the fields of /proc/PID/stat.

    Args:
        record: The line. The name stands in parentheses and may itself hold
            parentheses and blanks.

    Returns:
        The fields.

    Raises:
        ValueError: The line has too few fields or none that are numbers.
    """
    opening, closing = record.find(b"("), record.rfind(b")")
    fields = record[closing + 1 :].split()
    if opening < 0 or closing < opening or len(fields) < 22:
        raise ValueError("not a line of /proc/PID/stat")
    return ProcessStat(
        name=record[opening + 1 : closing].decode("utf-8", "replace"),
        state=fields[0].decode("ascii", "replace"),
        parent_pid=int(fields[1]),
        flags=int(fields[6]),
        page_faults=int(fields[7]) + int(fields[9]),
        user_ticks=int(fields[11]),
        kernel_ticks=int(fields[12]),
        nice=int(fields[16]),
        thread_count=int(fields[17]),
        start_ticks=int(fields[19]),
        virtual_octets=int(fields[20]),
        resident_pages=int(fields[21]),
        # Priorities of SCHED_FIFO, SCHED_RR and SCHED_DEADLINE are negative.
        realtime=int(fields[15]) < 0,
    )


def parse_cmdline(record: bytes) -> list[str]:
    """Return the arguments of a process.

    Args:
        record: Content of /proc/PID/cmdline. A process that overwrote its
            arguments leaves one text instead of the NUL-separated list.

    Returns:
        The arguments; empty for kernel threads and zombies.
    """
    text = record.decode("utf-8", "replace")
    if not text.strip("\0 "):
        return []
    # Programs that set their title write it over the list and pad what is left.
    if "\0" not in text.rstrip("\0") and " " in text:
        return [text.rstrip("\0 ")]
    return text.removesuffix("\0").split("\0")


def full_name(stat: ProcessStat, arguments: list[str]) -> str:
    """Return the name of a process, not cut where the command line knows more.

    Args:
        stat: Its stat fields.
        arguments: Its command line.

    Returns:
        The file name of the first argument if the kernel's name is the start of
        it, else the kernel's name.
    """
    if not arguments:
        return stat.name
    candidate = arguments[0].rpartition("/")[2]
    return candidate if candidate.startswith(stat.name) else stat.name


def private_octets(smaps_rollup: dict[str, str]) -> int | None:
    """Return the memory no other process shares.

    Args:
        smaps_rollup: The table of /proc/PID/smaps_rollup.

    Returns:
        Octets of clean and dirty private pages; None when the table lacks them.
    """
    clean = leading_integer(smaps_rollup.get("Private_Clean"))
    dirty = leading_integer(smaps_rollup.get("Private_Dirty"))
    return None if clean is None or dirty is None else (clean + dirty) * 1024
