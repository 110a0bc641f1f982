# SPDX-License-Identifier: Apache-2.0
"""Win32_DiskDrive: the disks.

Spec: cimwin32-subset.md §3.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from openwmi.builtin.cimv2.cim_diskdrive import CIM_DiskDrive
from openwmi.builtin.linux.blockdevices import Disk
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.readings import Readings, restricted_to
from openwmi.model.names import fold
from openwmi.provider import InstanceProvider, Request, key, prop, uint16, uint32, uint64

RANDOM_ACCESS, SUPPORTS_WRITING = 3, 4
HEADS, SECTORS_PER_TRACK = 255, 63
"""The geometry firmware makes up for every disk that is addressed by sector."""

_STATUS_BY_STATE = MappingProxyType({"running": "OK", "live": "OK", "offline": "Error", "dead": "Error"})


class Win32_DiskDrive(CIM_DiskDrive):
    """A disk of this machine."""

    DeviceID: str = key(description="The physical drive of its Index.")
    BytesPerSector: uint32 | None = prop(units="bytes", description="The size of its sectors.")
    FirmwareRevision: str | None = prop(description="The revision of its firmware.")
    Index: uint32 | None = prop(description="Its position among the disks.")
    InterfaceType: str | None = prop(description="How it is attached: SCSI, IDE or USB.")
    Manufacturer: str | None = prop(description="Who made it.")
    MediaLoaded: bool | None = prop(description="Whether there is a medium in it.")
    MediaType: str | None = prop(description="Whether the medium stays in it.")
    Model: str | None = prop(description="What its maker calls it.")
    Partitions: uint32 | None = prop(description="How many partitions it has.")
    SCSIBus: uint32 | None = prop(description="The channel it is on.")
    SCSILogicalUnit: uint16 | None = prop(description="The logical unit it is.")
    SCSIPort: uint16 | None = prop(description="The host it is on.")
    SCSITargetId: uint16 | None = prop(description="The target it is.")
    SectorsPerTrack: uint32 | None = prop(description="Sectors of a track, as firmware pretends.")
    SerialNumber: str | None = prop(description="Its serial number.")
    Signature: uint32 | None = prop(description="The number in its first sector.")
    Size: uint64 | None = prop(units="bytes", description="Its size.")
    TotalCylinders: uint64 | None = prop(description="Cylinders, as firmware pretends.")
    TotalHeads: uint32 | None = prop(description="Heads, as firmware pretends.")
    TotalSectors: uint64 | None = prop(description="Sectors.")
    TotalTracks: uint64 | None = prop(description="Tracks, as firmware pretends.")
    TracksPerCylinder: uint32 | None = prop(description="Tracks of a cylinder, as firmware pretends.")


def drive_id(disk: Disk) -> str:
    r"""Return the DeviceID of a disk, such as "\\.\PHYSICALDRIVE0"."""
    return f"\\\\.\\PHYSICALDRIVE{disk.index}"


def interface_type(device_path: str) -> str:
    """Return how a disk is attached.

    Args:
        device_path: Where sysfs has its device.

    Returns:
        "USB", "IDE" for ATA, "SCSI" for everything else, NVMe among it.
    """
    folders = device_path.split("/")
    if any(folder.startswith("usb") for folder in folders):
        return "USB"
    return "IDE" if any(folder.startswith("ata") for folder in folders) else "SCSI"


def _sectors(disk: Disk) -> int | None:
    size, sector = disk.size, disk.sector_octets
    return size // sector if size is not None and sector else None


def _tracks(disk: Disk) -> int | None:
    sectors = _sectors(disk)
    return None if sectors is None else sectors // (HEADS * SECTORS_PER_TRACK) * HEADS


def readings(machine: Machine) -> Readings[Disk, Win32_DiskDrive]:
    """Return how a Win32_DiskDrive is read.

    Args:
        machine: The machine whose name the disks carry.

    Returns:
        The readings. Signature and failures foretold by SMART take raw access to
        the disk and are left NULL.
    """
    return Readings(
        Win32_DiskDrive,
        {
            "DeviceID": drive_id,
            "Name": drive_id,
            "Caption": lambda disk: disk.model or disk.name,
            "Description": lambda _: "Disk drive",
            "Index": lambda disk: disk.index,
            "Model": lambda disk: disk.model,
            # Disks behind an ATA bridge give the bridge's name for their maker's.
            "Manufacturer": lambda disk: None if disk.vendor == "ATA" else disk.vendor,
            "SerialNumber": lambda disk: disk.serial,
            "FirmwareRevision": lambda disk: disk.firmware,
            "Size": lambda disk: disk.size,
            "BytesPerSector": lambda disk: disk.sector_octets,
            "DefaultBlockSize": lambda disk: disk.sector_octets,
            "TotalSectors": _sectors,
            "TotalTracks": _tracks,
            "TotalCylinders": lambda disk: None if (tracks := _tracks(disk)) is None else tracks // HEADS,
            "TotalHeads": lambda _: HEADS,
            "TracksPerCylinder": lambda _: HEADS,
            "SectorsPerTrack": lambda _: SECTORS_PER_TRACK,
            "Partitions": lambda disk: len(disk.partitions()),
            "InterfaceType": lambda disk: interface_type(disk.device_path),
            "MediaType": lambda disk: "Removable Media" if disk.is_removable else "Fixed hard disk media",
            "MediaLoaded": lambda disk: bool(disk.size),
            "PNPDeviceID": lambda disk: Path(disk.device_path).name.upper(),
            "Status": lambda disk: _STATUS_BY_STATE.get(disk.state or ""),
            "Capabilities": lambda _: [RANDOM_ACCESS, SUPPORTS_WRITING],
            "SCSIPort": lambda disk: disk.scsi_address.port if disk.scsi_address else None,
            "SCSIBus": lambda disk: disk.scsi_address.bus if disk.scsi_address else None,
            "SCSITargetId": lambda disk: disk.scsi_address.target if disk.scsi_address else None,
            "SCSILogicalUnit": lambda disk: disk.scsi_address.unit if disk.scsi_address else None,
            "SystemName": lambda _: machine.computer_name(),
            "CreationClassName": lambda _: "Win32_DiskDrive",
            "SystemCreationClassName": lambda _: "Win32_ComputerSystem",
        },
    )


class DiskDrives(InstanceProvider[Win32_DiskDrive]):
    """The disks."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the disks of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_DiskDrive]:
        """Yield the disks; only the wanted ones are looked at."""
        make = readings(self._machine).maker(request)
        wanted = restricted_to(request, "DeviceID")
        for disk in self._machine.disks.disks():
            if wanted is None or fold(drive_id(disk)) in wanted:
                yield make(disk)
