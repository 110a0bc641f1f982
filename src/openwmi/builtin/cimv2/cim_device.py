# SPDX-License-Identifier: Apache-2.0
"""CIM classes of devices as software sees them: processors, network adapters, disks, partitions."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_core import CIM_KEY, CIM_Dependency, CIM_LogicalElement
from openwmi.builtin.cimv2.cim_system import CIM_SystemComponent
from openwmi.provider import Ref, prop, uint16, uint32, uint64

AVAILABILITY = {1: "Other", 2: "Unknown", 3: "Running/Full Power", 4: "Warning", 7: "Power Off", 8: "Off Line"}
ACCESS = {0: "Unknown", 1: "Readable", 2: "Writeable", 3: "Read/Write Supported", 4: "Write Once"}


class CIM_LogicalDevice(CIM_LogicalElement, abstract=True):
    """A device, physical or not."""

    Availability: uint16 | None = prop(description="Whether the device can work now.", values=AVAILABILITY)
    ConfigManagerErrorCode: uint32 | None = prop(description="What is wrong with its driver; 0 is nothing.")
    ConfigManagerUserConfig: bool | None = prop(description="Whether somebody configured it by hand.")
    CreationClassName: str | None = prop(description="The class this is an instance of.", qualifiers=CIM_KEY)
    DeviceID: str = prop(description="What identifies the device.", qualifiers=CIM_KEY)
    ErrorCleared: bool | None = prop(description="Whether the error in LastErrorCode is over.")
    ErrorDescription: str | None = prop(description="What went wrong last.")
    LastErrorCode: uint32 | None = prop(description="The last error the device reported.")
    PNPDeviceID: str | None = prop(description="Where the device sits in the machine.")
    PowerManagementCapabilities: list[uint16] | None = prop(description="What of power management it can do.")
    PowerManagementSupported: bool | None = prop(description="Whether its power can be managed.")
    StatusInfo: uint16 | None = prop(description="Whether it is enabled: 3 is enabled, 4 disabled.")
    SystemCreationClassName: str | None = prop(description="The class of the computer.", qualifiers=CIM_KEY)
    SystemName: str | None = prop(description="The name of the computer.", qualifiers=CIM_KEY)


class CIM_SystemDevice(CIM_SystemComponent, abstract=True):
    """A device is part of a system."""

    PartComponent: Ref[CIM_LogicalDevice]  # type: ignore[mutable-override]  # CIM narrows references in subclasses


class CIM_Processor(CIM_LogicalDevice, abstract=True):
    """A processor."""

    AddressWidth: uint16 | None = prop(units="bits", description="Size of an address.")
    CurrentClockSpeed: uint32 | None = prop(units="megahertz", description="How fast it runs now.")
    DataWidth: uint16 | None = prop(units="bits", description="Size of a register.")
    Family: uint16 | None = prop(description="The family of processors, as SMBIOS numbers them.")
    LoadPercentage: uint16 | None = prop(units="percent", description="How busy it was lately.")
    MaxClockSpeed: uint32 | None = prop(units="megahertz", description="How fast it can run.")
    OtherFamilyDescription: str | None = prop(description="The family, when it is none of the known ones.")
    Role: str | None = prop(description="What the processor is for.")
    Stepping: str | None = prop(description="The revision within its model.")
    UniqueId: str | None = prop(description="A number no other processor has.")
    UpgradeMethod: uint16 | None = prop(description="The socket it fits.")


class CIM_NetworkAdapter(CIM_LogicalDevice, abstract=True):
    """A device that connects to a network."""

    AutoSense: bool | None = prop(description="Whether it finds out the speed of the network by itself.")
    MaxSpeed: uint64 | None = prop(units="bits per second", description="The highest speed it can do.")
    NetworkAddresses: list[str] | None = prop(description="The network addresses it listens to.")
    PermanentAddress: str | None = prop(description="The hardware address it was made with.")
    Speed: uint64 | None = prop(units="bits per second", description="The speed it does now.")


class CIM_StorageExtent(CIM_LogicalDevice, abstract=True):
    """A stretch of storage."""

    Access: uint16 | None = prop(description="What can be done with it.", values=ACCESS)
    BlockSize: uint64 | None = prop(units="bytes", description="The size of its blocks.")
    ErrorMethodology: str | None = prop(description="How it detects and corrects errors.")
    NumberOfBlocks: uint64 | None = prop(description="How many blocks it has.")
    Purpose: str | None = prop(description="What it is for.")


class CIM_LogicalDisk(CIM_StorageExtent, abstract=True):
    """Storage with a file system, as users see it."""

    FreeSpace: uint64 | None = prop(units="bytes", description="Room that is left for users.")
    Size: uint64 | None = prop(units="bytes", description="Room in all.")


class CIM_DiskPartition(CIM_StorageExtent, abstract=True):
    """A stretch of a disk, as the partition table has it."""

    Bootable: bool | None = prop(description="Whether a system can be started from it.")
    PrimaryPartition: bool | None = prop(description="Whether it is no part of an extended partition.")


class CIM_MediaAccessDevice(CIM_LogicalDevice, abstract=True):
    """A device that reads or writes a medium."""

    Capabilities: list[uint16] | None = prop(description="What it can do with its medium.")
    CapabilityDescriptions: list[str] | None = prop(description="The same in words.")
    CompressionMethod: str | None = prop(description="How it compresses.")
    DefaultBlockSize: uint64 | None = prop(units="bytes", description="The usual size of its blocks.")
    ErrorMethodology: str | None = prop(description="How it detects and corrects errors.")
    MaxBlockSize: uint64 | None = prop(units="bytes", description="The largest size of its blocks.")
    MaxMediaSize: uint64 | None = prop(units="kilobytes", description="The largest medium it takes.")
    MinBlockSize: uint64 | None = prop(units="bytes", description="The smallest size of its blocks.")
    NeedsCleaning: bool | None = prop(description="Whether it must be cleaned.")
    NumberOfMediaSupported: uint32 | None = prop(description="How many media it takes at once.")


class CIM_DiskDrive(CIM_MediaAccessDevice, abstract=True):
    """A disk."""


class CIM_MediaPresent(CIM_Dependency, abstract=True):
    """A storage extent is on the medium of a device."""

    FixedMedia: bool | None = prop(description="Whether the medium stays in the device.")


class CIM_BasedOn(CIM_Dependency, abstract=True):
    """A storage extent is made of another."""

    EndingAddress: uint64 | None = prop(description="Where it ends in the other.")
    StartingAddress: uint64 | None = prop(description="Where it starts in the other.")
