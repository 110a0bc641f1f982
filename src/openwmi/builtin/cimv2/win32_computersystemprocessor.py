# SPDX-License-Identifier: Apache-2.0
"""Win32_ComputerSystemProcessor: which computer a processor is in.

Spec: cimwin32-subset.md §6; object-model.md §12.6.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.win32_computersystem import Win32_ComputerSystem
from openwmi.builtin.cimv2.win32_processor import Win32_Processor, device_id
from openwmi.builtin.cimv2.win32_systemdevices import Win32_SystemDevices
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.readings import referenced_keys
from openwmi.model.names import fold
from openwmi.provider import InstanceProvider, Ref, Request


class Win32_ComputerSystemProcessor(Win32_SystemDevices):
    """A processor is in a computer."""

    PartComponent: Ref[Win32_Processor]  # type: ignore[mutable-override]  # CIM narrows references in subclasses


class ComputerSystemProcessors(InstanceProvider[Win32_ComputerSystemProcessor]):
    """The processors of the one machine."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the processors of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_ComputerSystemProcessor]:
        """Yield one association a processor package."""
        computer = Ref.to(Win32_ComputerSystem, Name=self._machine.computer_name())
        wanted = referenced_keys(request, "PartComponent", "DeviceID")
        for index in range(len(self._machine.processors.sockets())):
            if wanted is None or fold(device_id(index)) in wanted:
                processor = Ref.to(Win32_Processor, DeviceID=device_id(index))
                yield Win32_ComputerSystemProcessor(GroupComponent=computer, PartComponent=processor)
