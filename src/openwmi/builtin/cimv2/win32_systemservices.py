# SPDX-License-Identifier: Apache-2.0
"""Win32_SystemServices: which computer a service runs on.

Spec: cimwin32-subset.md §6; object-model.md §12.6.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.cim_systemcomponent import CIM_SystemComponent
from openwmi.builtin.cimv2.win32_computersystem import Win32_ComputerSystem
from openwmi.builtin.cimv2.win32_service import Win32_Service, service_manager, wanted_units
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.linux.systemd import Systemd
from openwmi.builtin.readings import referenced_keys
from openwmi.provider import InstanceProvider, Ref, Request


class Win32_SystemServices(CIM_SystemComponent):
    """A service runs on a computer."""

    GroupComponent: Ref[Win32_ComputerSystem]  # type: ignore[mutable-override]  # CIM narrows references in subclasses
    PartComponent: Ref[Win32_Service]  # type: ignore[mutable-override]  # CIM narrows references in subclasses


class SystemServices(InstanceProvider[Win32_SystemServices]):
    """The services of the one machine."""

    def __init__(self, machine: Machine = THIS_MACHINE, systemd: Systemd | None = None) -> None:
        """Serve the services of a machine.

        Args:
            machine: The machine.
            systemd: The way to its service manager.
        """
        self._machine = machine
        self._systemd = systemd or Systemd()

    def enumerate(self, request: Request) -> Iterator[Win32_SystemServices]:
        """Yield one association a service."""
        computer = Ref.to(Win32_ComputerSystem, Name=self._machine.computer_name())
        wanted = referenced_keys(request, "PartComponent", "Name")
        with service_manager(self._systemd, request) as manager:
            for unit in () if manager is None else wanted_units(manager, wanted):
                service = Ref.to(Win32_Service, Name=unit.name)
                yield Win32_SystemServices(GroupComponent=computer, PartComponent=service)
