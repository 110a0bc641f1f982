# SPDX-License-Identifier: Apache-2.0
"""Reader of processes: one view per process that touches only what is asked of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from openwmi.builtin.linux import procpid
from openwmi.builtin.linux.kerneltext import leading_integer, parse_colon_table
from openwmi.builtin.linux.textfiles import read_octets, read_record

CMDLINE_LIMIT_OCTETS = 1 << 20
_NO_SESSION = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class ProcessFolder:
    """The numbered folders of /proc.

    Attributes:
        root: Where procfs is mounted; tests give a copied tree.
    """

    root: str = "/proc"

    def pids(self) -> Iterator[int]:
        """Yield the process identifiers in ascending order.

        Raises:
            OSError: procfs cannot be listed.
        """
        yield from sorted(int(name) for name in os.listdir(self.root) if name.isdecimal())

    def record(self, pid: int, name: str) -> bytes:
        """Return a one-record file of a process.

        Args:
            pid: The process.
            name: File name, such as "stat".

        Returns:
            Its octets.

        Raises:
            OSError: No such process, no right to read, or no such file.
        """
        return read_record(f"{self.root}/{pid}/{name}")

    def octets(self, pid: int, name: str) -> bytes:
        """Return a file of a process that may be longer than a page.

        Args:
            pid: The process.
            name: File name, such as "cmdline".

        Returns:
            Its octets, at most CMDLINE_LIMIT_OCTETS.

        Raises:
            OSError: As for `record`.
        """
        return read_octets(f"{self.root}/{pid}/{name}", CMDLINE_LIMIT_OCTETS)

    def link(self, pid: int, name: str) -> str:
        """Return the target of a symbolic link of a process.

        Args:
            pid: The process.
            name: Link name, such as "exe".

        Returns:
            The path it points to.

        Raises:
            OSError: As for `record`; kernel threads have no executable.
        """
        return os.readlink(f"{self.root}/{pid}/{name}")

    def entry_count(self, pid: int, name: str) -> int:
        """Return how many entries a folder of a process has.

        Args:
            pid: The process.
            name: Folder name, such as "fd".

        Returns:
            The count.

        Raises:
            OSError: As for `record`.
        """
        return len(os.listdir(f"{self.root}/{pid}/{name}"))

    def view(self, pid: int) -> ProcessView | None:
        """Return the view of one process.

        Args:
            pid: The process.

        Returns:
            The view; None when there is no such process (any more).
        """
        try:
            return ProcessView(self, pid, procpid.parse_stat(self.record(pid, "stat")))
        except (OSError, ValueError):
            return None

    def views(self) -> Iterator[ProcessView]:
        """Yield a view of each process; one that ends meanwhile is left out.

        Raises:
            OSError: procfs cannot be listed.
        """
        for pid in self.pids():
            view = self.view(pid)
            if view is not None:
                yield view


class ProcessView:
    """What is known of one process; each file is read at first use, at most once.

    A reading is None (or an empty table) when the system refuses it.

    Attributes:
        pid: Process identifier.
        stat: The fields of its stat file, read with the view.
    """

    def __init__(self, folder: ProcessFolder, pid: int, stat: procpid.ProcessStat) -> None:
        """Make the view of a process whose stat file has been read.

        Args:
            folder: Where it was found.
            pid: Its identifier.
            stat: The fields of its stat file.
        """
        self._folder = folder
        self.pid = pid
        self.stat = stat

    def is_current(self) -> bool:
        """Tell whether the process still runs and is no zombie or successor with its number."""
        now = self._folder.view(self.pid)
        return now is not None and now.stat.start_ticks == self.stat.start_ticks and now.stat.state != "Z"

    @cached_property
    def arguments(self) -> list[str] | None:
        """The command line; empty for kernel threads, None when unreadable."""
        try:
            return procpid.parse_cmdline(self._folder.octets(self.pid, "cmdline"))
        except OSError:
            return None

    @cached_property
    def name(self) -> str:
        """The name of the executable, whole where the command line tells it."""
        may_be_cut = len(self.stat.name.encode("utf-8", "replace")) >= procpid.COMM_LIMIT
        if self.stat.is_kernel_thread or not may_be_cut:
            return self.stat.name
        return procpid.full_name(self.stat, self.arguments or [])

    @cached_property
    def executable(self) -> str | None:
        """The path of the executable."""
        try:
            return self._folder.link(self.pid, "exe").removesuffix(" (deleted)")
        except OSError:
            return None

    @cached_property
    def handle_count(self) -> int | None:
        """How many file descriptors are open."""
        try:
            return self._folder.entry_count(self.pid, "fd")
        except OSError:
            return None

    @cached_property
    def session_id(self) -> int | None:
        """The audit session, which log-in managers use as theirs; 0 when there is none."""
        try:
            session = int(self._folder.record(self.pid, "sessionid"))
        except (OSError, ValueError):
            return None
        return 0 if session == _NO_SESSION else session

    @cached_property
    def private_octets(self) -> int | None:
        """Memory no other process shares, in octets."""
        return procpid.private_octets(self._table("smaps_rollup"))

    @cached_property
    def user_id(self) -> int | None:
        """The real user of the process."""
        return leading_integer(self._status.get("Uid"))

    def status_number(self, name: str) -> int | None:
        """Return a number of the status file.

        Args:
            name: Line name; the Vm… lines count kilobytes.

        Returns:
            The number; None when the file lacks it, as for kernel threads.
        """
        return leading_integer(self._status.get(name))

    def io_number(self, name: str) -> int | None:
        """Return a counter of the io file.

        Args:
            name: Line name, such as "rchar" (octets) or "syscr" (operations).

        Returns:
            The counter; None without the right to read it.
        """
        return leading_integer(self._io.get(name))

    @cached_property
    def _status(self) -> dict[str, str]:
        return self._table("status")

    @cached_property
    def _io(self) -> dict[str, str]:
        return self._table("io")

    def _table(self, name: str) -> dict[str, str]:
        try:
            record = self._folder.record(self.pid, name)
        except OSError:
            return {}
        return parse_colon_table(record.decode("utf-8", "replace"))
