# SPDX-License-Identifier: Apache-2.0
"""Win32_LogicalDiskToPartition: which partition a mounted file system is on.

Spec: cimwin32-subset.md §3; object-model.md §12.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openwmi.builtin.cimv2.cim_basedon import CIM_BasedOn
from openwmi.builtin.cimv2.win32_diskpartition import Win32_DiskPartition, partition_id
from openwmi.builtin.cimv2.win32_logicaldisk import Win32_LogicalDisk
from openwmi.builtin.linux.blockdevices import Partition
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.readings import referenced_keys
from openwmi.model.names import fold
from openwmi.provider import InstanceProvider, Ref, Request


class Win32_LogicalDiskToPartition(CIM_BasedOn):
    """A mounted file system is on a partition. Addresses are in bytes."""

    Antecedent: Ref[Win32_DiskPartition]  # type: ignore[mutable-override]  # CIM narrows references in subclasses
    Dependent: Ref[Win32_LogicalDisk]  # type: ignore[mutable-override]  # CIM narrows references in subclasses


class LogicalDiskLinks(InstanceProvider[Win32_LogicalDiskToPartition]):
    """What is on the disks of a machine."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the disks of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_LogicalDiskToPartition]:
        """Yield one association a partition in question."""
        antecedents = referenced_keys(request, "Antecedent", "DeviceID")
        dependents = referenced_keys(request, "Dependent", "DeviceID")
        partitions = dict(self._partitions())
        for mount in self._machine.mounts.disks():
            found = partitions.get(Path(mount.source).resolve().name)
            if found is None or (dependents is not None and fold(mount.point) not in dependents):
                continue
            name, partition = found
            if antecedents is None or fold(name) in antecedents:
                yield Win32_LogicalDiskToPartition(
                    Antecedent=Ref.to(Win32_DiskPartition, DeviceID=name),
                    Dependent=Ref.to(Win32_LogicalDisk, DeviceID=mount.point),
                    StartingAddress=partition.start,
                    EndingAddress=partition.start + partition.size - 1,
                )

    def _partitions(self) -> Iterator[tuple[str, tuple[str, Partition]]]:
        """Yield DeviceID and place of each partition by its kernel name."""
        for disk in self._machine.disks.disks():
            for index, partition in enumerate(disk.partitions()):
                yield partition.name, (partition_id(disk, index), partition)
