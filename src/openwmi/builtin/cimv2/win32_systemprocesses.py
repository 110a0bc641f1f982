# SPDX-License-Identifier: Apache-2.0
"""Win32_SystemProcesses: which computer a process runs on.

Spec: cimwin32-subset.md §6; object-model.md §12.6.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.cim_systemcomponent import CIM_SystemComponent
from openwmi.builtin.cimv2.win32_computersystem import Win32_ComputerSystem
from openwmi.builtin.cimv2.win32_process import Win32_Process
from openwmi.builtin.linux.kerneltext import decimal
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.readings import referenced_keys
from openwmi.provider import InstanceProvider, Ref, Request


class Win32_SystemProcesses(CIM_SystemComponent):
    """A process runs on a computer."""

    GroupComponent: Ref[Win32_ComputerSystem]  # type: ignore[mutable-override]  # CIM narrows references in subclasses
    PartComponent: Ref[Win32_Process]  # type: ignore[mutable-override]  # CIM narrows references in subclasses


class SystemProcesses(InstanceProvider[Win32_SystemProcesses]):
    """The processes of the one machine."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the processes of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_SystemProcesses]:
        """Yield one association a process; only the wanted processes are looked at."""
        computer = Ref.to(Win32_ComputerSystem, Name=self._machine.computer_name())
        for pid in self._pids(referenced_keys(request, "PartComponent", "Handle")):
            process = Ref.to(Win32_Process, Handle=str(pid))
            yield Win32_SystemProcesses(GroupComponent=computer, PartComponent=process)

    def _pids(self, handles: frozenset[str] | None) -> Iterator[int]:
        if handles is None:
            yield from self._machine.processes.pids()
            return
        for pid in sorted(pid for handle in handles if (pid := decimal(handle)) is not None):
            if self._machine.processes.view(pid) is not None:
                yield pid
