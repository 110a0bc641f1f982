# SPDX-License-Identifier: Apache-2.0
"""Win32_LogicalDisk: mounted file systems on disks, removable media and other machines.

Spec: cimwin32-subset.md §3.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from types import MappingProxyType

from openwmi.builtin.cimv2.cim_logicaldisk import CIM_LogicalDisk
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.linux.mounts import Mount, Usage
from openwmi.builtin.readings import Readings, restricted_to
from openwmi.model.names import fold
from openwmi.provider import InstanceProvider, Request, key, prop, uint32

REMOVABLE, LOCAL, NETWORK, COMPACT_DISC = 2, 3, 4, 5
DRIVE_TYPES = {
    0: "Unknown",
    1: "No Root Directory",
    REMOVABLE: "Removable Disk",
    LOCAL: "Local Disk",
    NETWORK: "Network Drive",
    COMPACT_DISC: "Compact Disc",
    6: "RAM Disk",
}
MEDIA_TYPES = {0: "Unknown Format", 11: "Removable media other than floppy", 12: "Fixed hard disk media"}
DESCRIPTIONS = MappingProxyType(
    {
        REMOVABLE: "Removable Disk",
        LOCAL: "Local Fixed Disk",
        NETWORK: "Network Connection",
        COMPACT_DISC: "CD-ROM Disc",
    }
)
_MEDIA_BY_DRIVE = MappingProxyType({REMOVABLE: 11, LOCAL: 12, COMPACT_DISC: 11})
_READABLE, _READ_WRITE = 1, 3


class Win32_LogicalDisk(CIM_LogicalDisk):
    """A mounted file system of a disk or of another machine. What only exists in memory is none."""

    DeviceID: str = key(description="Where it is mounted.")
    Compressed: bool | None = prop(description="Whether the whole of it is compressed.")
    DriveType: uint32 | None = prop(description="What sort of storage it is.", values=DRIVE_TYPES)
    FileSystem: str | None = prop(description="The type of its file system.")
    MaximumComponentLength: uint32 | None = prop(description="The longest name of a file, in octets.")
    MediaType: uint32 | None = prop(description="What sort of medium it is.", values=MEDIA_TYPES)
    ProviderName: str | None = prop(description="The server and path of a network drive.")
    QuotasDisabled: bool | None = prop(description="Whether no quotas are kept.")
    QuotasIncomplete: bool | None = prop(description="Whether quotas were kept once.")
    QuotasRebuilding: bool | None = prop(description="Whether quotas are being counted.")
    SupportsDiskQuotas: bool | None = prop(description="Whether it can keep quotas.")
    SupportsFileBasedCompression: bool | None = prop(description="Whether single files can be compressed.")
    VolumeDirty: bool | None = prop(description="Whether it must be checked.")
    VolumeName: str | None = prop(description="Its label.")
    VolumeSerialNumber: str | None = prop(description="The first eight hexadecimal digits of its identifier.")


class DiskView:
    """What is known of one mounted file system; its room is asked for at first use, once.

    Attributes:
        machine: The machine it is mounted on.
        mount: Where and what it is.
    """

    def __init__(self, machine: Machine, mount: Mount) -> None:
        """Look at a mount.

        Args:
            machine: The machine it is mounted on.
            mount: Where and what it is.
        """
        self.machine = machine
        self.mount = mount

    @cached_property
    def drive_type(self) -> int:
        """What sort of storage it is."""
        if self.mount.is_network:
            return NETWORK
        if self.mount.file_system in {"iso9660", "udf"} or self.mount.source.startswith("/dev/sr"):
            return COMPACT_DISC
        return REMOVABLE if self.machine.disks.is_removable(self.mount.source) else LOCAL

    @cached_property
    def usage(self) -> Usage | None:
        """Its room; None when the file system does not answer."""
        return self.machine.mounts.usage(self.mount)

    @cached_property
    def serial_number(self) -> str | None:
        """The first eight hexadecimal digits of its identifier."""
        digits = (self.machine.mounts.identifier(self.mount) or "").replace("-", "").upper()
        return digits[:8] if len(digits) >= 8 else None


READINGS: Readings[DiskView, Win32_LogicalDisk] = Readings(
    Win32_LogicalDisk,
    {
        "DeviceID": lambda disk: disk.mount.point,
        "Caption": lambda disk: disk.mount.point,
        "Name": lambda disk: disk.mount.point,
        "Description": lambda disk: DESCRIPTIONS[disk.drive_type],
        "DriveType": lambda disk: disk.drive_type,
        "MediaType": lambda disk: _MEDIA_BY_DRIVE.get(disk.drive_type),
        "Size": lambda disk: disk.usage.size if disk.usage else None,
        "FreeSpace": lambda disk: disk.usage.free if disk.usage else None,
        "BlockSize": lambda disk: disk.usage.block_octets if disk.usage else None,
        "NumberOfBlocks": lambda disk: disk.usage.size // disk.usage.block_octets if disk.usage else None,
        "MaximumComponentLength": lambda disk: disk.usage.name_limit if disk.usage else None,
        "FileSystem": lambda disk: disk.mount.file_system,
        "VolumeName": lambda disk: disk.machine.mounts.label(disk.mount),
        "VolumeSerialNumber": lambda disk: disk.serial_number,
        "ProviderName": lambda disk: disk.mount.source if disk.mount.is_network else None,
        "Access": lambda disk: _READABLE if disk.mount.read_only else _READ_WRITE,
        "Compressed": lambda _: False,
        "SupportsFileBasedCompression": lambda disk: disk.mount.file_system == "btrfs",
        "SystemName": lambda disk: disk.machine.computer_name(),
        "CreationClassName": lambda _: "Win32_LogicalDisk",
        "SystemCreationClassName": lambda _: "Win32_ComputerSystem",
    },
)
"""How it is read. Quotas and the dirty mark are known to the tools of each file system only: NULL."""


class LogicalDisks(InstanceProvider[Win32_LogicalDisk]):
    """The mounted file systems."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the mounts of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def get(self, key: Win32_LogicalDisk, request: Request) -> Win32_LogicalDisk | None:
        """Return the file system mounted there; no other one is asked for its room."""
        alike = [disk for disk in self._disks() if fold(disk.mount.point) == fold(key.DeviceID)]
        # Mount points may differ in case only; the one spelled the same is meant.
        alike.sort(key=lambda disk: disk.mount.point != key.DeviceID)
        return READINGS.maker(request)(alike[0]) if alike else None

    def enumerate(self, request: Request) -> Iterator[Win32_LogicalDisk]:
        """Yield the file systems; only the wanted ones are asked for their room."""
        make = READINGS.maker(request)
        wanted = restricted_to(request, "DeviceID")
        for disk in self._disks():
            if wanted is None or fold(disk.mount.point) in wanted:
                request.check()
                yield make(disk)

    def _disks(self) -> Iterator[DiskView]:
        for mount in self._machine.mounts.disks():
            yield DiskView(self._machine, mount)
