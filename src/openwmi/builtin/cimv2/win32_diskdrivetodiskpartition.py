# SPDX-License-Identifier: Apache-2.0
"""Win32_DiskDriveToDiskPartition: which disk a partition is on.

Spec: cimwin32-subset.md §3; object-model.md §12.6.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.cim_mediapresent import CIM_MediaPresent
from openwmi.builtin.cimv2.win32_diskdrive import Win32_DiskDrive, drive_id
from openwmi.builtin.cimv2.win32_diskpartition import Win32_DiskPartition, partition_id
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.readings import referenced_keys
from openwmi.model.names import fold
from openwmi.provider import InstanceProvider, Ref, Request


class Win32_DiskDriveToDiskPartition(CIM_MediaPresent):
    """A partition is on a disk."""

    Antecedent: Ref[Win32_DiskDrive]  # type: ignore[mutable-override]  # CIM narrows references in subclasses
    Dependent: Ref[Win32_DiskPartition]  # type: ignore[mutable-override]  # CIM narrows references in subclasses


class DiskPartitionLinks(InstanceProvider[Win32_DiskDriveToDiskPartition]):
    """What is on the disks of a machine."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the disks of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_DiskDriveToDiskPartition]:
        """Yield one association a partition in question."""
        antecedents = referenced_keys(request, "Antecedent", "DeviceID")
        dependents = referenced_keys(request, "Dependent", "DeviceID")
        for disk in self._machine.disks.disks():
            if antecedents is not None and fold(drive_id(disk)) not in antecedents:
                continue
            for index in range(len(disk.partitions())):
                name = partition_id(disk, index)
                if dependents is None or fold(name) in dependents:
                    yield Win32_DiskDriveToDiskPartition(
                        Antecedent=Ref.to(Win32_DiskDrive, DeviceID=drive_id(disk)),
                        Dependent=Ref.to(Win32_DiskPartition, DeviceID=name),
                    )
