# SPDX-License-Identifier: Apache-2.0
"""Win32_SystemOperatingSystem: which computer the operating system runs on.

Spec: cimwin32-subset.md §6; object-model.md §12.6.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.cim_installedos import CIM_InstalledOS
from openwmi.builtin.cimv2.win32_computersystem import Win32_ComputerSystem
from openwmi.builtin.cimv2.win32_operatingsystem import Win32_OperatingSystem
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.provider import InstanceProvider, Ref, Request


class Win32_SystemOperatingSystem(CIM_InstalledOS):
    """The operating system runs on this computer."""

    GroupComponent: Ref[Win32_ComputerSystem]  # type: ignore[mutable-override]  # CIM narrows references in subclasses
    PartComponent: Ref[Win32_OperatingSystem]  # type: ignore[mutable-override]  # CIM narrows references in subclasses


class SystemOperatingSystems(InstanceProvider[Win32_SystemOperatingSystem]):
    """The one system of the one machine."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the system of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_SystemOperatingSystem]:
        """Yield the one association."""
        del request  # there is nothing to choose from
        yield Win32_SystemOperatingSystem(
            GroupComponent=Ref.to(Win32_ComputerSystem, Name=self._machine.computer_name()),
            PartComponent=Ref.to(Win32_OperatingSystem),
            PrimaryOS=True,
        )
