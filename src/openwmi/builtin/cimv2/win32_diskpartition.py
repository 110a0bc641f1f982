# SPDX-License-Identifier: Apache-2.0
"""Win32_DiskPartition: the partitions of the disks.

Spec: cimwin32-subset.md §3.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.cim_diskpartition import CIM_DiskPartition
from openwmi.builtin.linux.blockdevices import Disk
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.provider import InstanceProvider, Request, key, prop, uint32, uint64

_UINT32 = 0xFFFF_FFFF


class Win32_DiskPartition(CIM_DiskPartition):
    """A partition of a disk."""

    DeviceID: str = key(description="The Index of its disk, and its position on it.")
    BootPartition: bool | None = prop(description="Whether the system was started from it.")
    DiskIndex: uint32 | None = prop(description="The Index of its disk.")
    HiddenSectors: uint32 | None = prop(description="Sectors before it.")
    Index: uint32 | None = prop(description="Its position on the disk.")
    RewritePartition: bool | None = prop(description="Whether its table can be written anew.")
    Size: uint64 | None = prop(units="bytes", description="Its size.")
    StartingOffset: uint64 | None = prop(units="bytes", description="Where it begins on the disk.")
    Type: str | None = prop(description="What it is for.")


def partition_id(disk: Disk, index: int) -> str:
    """Return the DeviceID of a partition.

    Args:
        disk: Its disk.
        index: Its position there.

    Returns:
        Such as "Disk #0, Partition #1".
    """
    return f"Disk #{disk.index}, Partition #{index}"


class DiskPartitions(InstanceProvider[Win32_DiskPartition]):
    """The partitions. Type and boot marks are in the partition table itself, which takes raw access: NULL."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the disks of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_DiskPartition]:
        """Yield the partitions, disk by disk."""
        computer = self._machine.computer_name()
        for disk in self._machine.disks.disks():
            request.check()
            yield from _partitions(disk, computer)


def _partitions(disk: Disk, computer: str) -> Iterator[Win32_DiskPartition]:
    block = disk.sector_octets
    for index, partition in enumerate(disk.partitions()):
        name = partition_id(disk, index)
        yield Win32_DiskPartition(
            DeviceID=name,
            Name=name,
            Caption=name,
            Description=partition.name,
            DiskIndex=disk.index,
            Index=index,
            Size=partition.size,
            StartingOffset=partition.start,
            BlockSize=block,
            NumberOfBlocks=partition.size // block if block else None,
            HiddenSectors=_hidden_sectors(partition.start, block),
            SystemName=computer,
            CreationClassName="Win32_DiskPartition",
            SystemCreationClassName="Win32_ComputerSystem",
        )


def _hidden_sectors(start: int, block: int | None) -> int | None:
    """Return how many sectors lie before a partition; None for more than 32 bits can say."""
    sectors = start // block if block else None
    return sectors if sectors is not None and sectors <= _UINT32 else None
