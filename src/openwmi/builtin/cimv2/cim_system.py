# SPDX-License-Identifier: Apache-2.0
"""CIM classes of systems and of what runs on them: computer, operating system, process, service, firmware."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_core import CIM_KEY, CIM_Component, CIM_LogicalElement
from openwmi.provider import CimDatetime, Ref, key, prop, sint16, uint16, uint32, uint64

OS_TYPES = {0: "Unknown", 1: "Other", 9: "AIX", 10: "ASERIES", 17: "WIN98", 18: "WINNT", 36: "LINUX", 38: "FreeBSD"}
"""The values of OSType and TargetOperatingSystem that are still met."""

POWER_STATES = {
    0: "Unknown",
    1: "Full Power",
    2: "Power Save - Low Power Mode",
    3: "Power Save - Standby",
    4: "Power Save - Unknown",
    5: "Power Cycle",
    6: "Power Off",
    7: "Power Save - Warning",
}
SOFTWARE_STATES = {0: "Deployable", 1: "Installable", 2: "Executable", 3: "Running"}


class CIM_System(CIM_LogicalElement, abstract=True):
    """Elements that work together as one."""

    CreationClassName: str | None = prop(description="The class this is an instance of.", qualifiers=CIM_KEY)
    Name: str = key(description="The name of the system.")
    NameFormat: str | None = prop(description="How the name was chosen.")
    PrimaryOwnerContact: str | None = prop(description="How to reach the owner.")
    PrimaryOwnerName: str | None = prop(description="Who owns the system.")
    Roles: list[str] | None = prop(description="What the system does for others.")


class CIM_ComputerSystem(CIM_System, abstract=True):
    """A system that computes."""


class CIM_UnitaryComputerSystem(CIM_ComputerSystem, abstract=True):
    """A single computer, as opposed to a cluster of them."""

    InitialLoadInfo: list[str] | None = prop(description="Where to find what starts the computer.")
    LastLoadInfo: str | None = prop(description="What started it last.")
    PowerManagementCapabilities: list[uint16] | None = prop(description="What of power management it can do.")
    PowerManagementSupported: bool | None = prop(description="Whether its power can be managed.")
    PowerState: uint16 | None = prop(description="Its present power state.", values=POWER_STATES)
    ResetCapability: uint16 | None = prop(description="Whether it can be reset by hardware.")


class CIM_SystemComponent(CIM_Component, abstract=True):
    """An element is part of a system."""

    GroupComponent: Ref[CIM_System]  # type: ignore[mutable-override]  # CIM narrows references in subclasses


class CIM_InstalledOS(CIM_SystemComponent, abstract=True):
    """An operating system is installed on a computer."""

    PrimaryOS: bool | None = prop(description="Whether it is the one the computer starts by itself.")


class CIM_OperatingSystem(CIM_LogicalElement, abstract=True):
    """The software that makes a computer usable."""

    CreationClassName: str | None = prop(description="The class this is an instance of.", qualifiers=CIM_KEY)
    CSCreationClassName: str | None = prop(description="The class of the computer.", qualifiers=CIM_KEY)
    CSName: str | None = prop(description="The name of the computer.", qualifiers=CIM_KEY)
    CurrentTimeZone: sint16 | None = prop(units="minutes", description="How far local time is ahead of UTC.")
    Distributed: bool | None = prop(description="Whether the system runs on several computers.")
    FreePhysicalMemory: uint64 | None = prop(
        units="kilobytes", description="Memory that programs can still get without swapping."
    )
    FreeSpaceInPagingFiles: uint64 | None = prop(units="kilobytes", description="Swap space not in use.")
    FreeVirtualMemory: uint64 | None = prop(units="kilobytes", description="Free memory and free swap space together.")
    LastBootUpTime: CimDatetime | None = prop(description="When the system started.")
    LocalDateTime: CimDatetime | None = prop(description="The time now, on this computer.")
    MaxNumberOfProcesses: uint32 | None = prop(description="How many processes there can be.")
    MaxProcessMemorySize: uint64 | None = prop(units="kilobytes", description="The largest address space of a process.")
    Name: str = prop(description="What the system is called, with its root folder and root device.", qualifiers=CIM_KEY)
    NumberOfLicensedUsers: uint32 | None = prop(description="How many users the licence covers; 0 is unlimited.")
    NumberOfProcesses: uint32 | None = prop(description="How many processes there are.")
    NumberOfUsers: uint32 | None = prop(description="How many users are logged in.")
    OSType: uint16 | None = prop(description="The family of the system.", values=OS_TYPES)
    OtherTypeDescription: str | None = prop(description="The family, when it is none of the known ones.")
    SizeStoredInPagingFiles: uint64 | None = prop(units="kilobytes", description="Swap space.")
    TotalSwapSpaceSize: uint64 | None = prop(
        units="kilobytes", description="Swap space, where it is not made of paging files."
    )
    TotalVirtualMemorySize: uint64 | None = prop(units="kilobytes", description="Memory and swap space together.")
    TotalVisibleMemorySize: uint64 | None = prop(units="kilobytes", description="Memory the system can use.")
    Version: str | None = prop(description="The version of the system, dotted numbers.")


class CIM_Process(CIM_LogicalElement, abstract=True):
    """A running program."""

    CreationClassName: str | None = prop(description="The class this is an instance of.", qualifiers=CIM_KEY)
    CreationDate: CimDatetime | None = prop(description="When the process started.")
    CSCreationClassName: str | None = prop(description="The class of the computer.", qualifiers=CIM_KEY)
    CSName: str | None = prop(description="The name of the computer.", qualifiers=CIM_KEY)
    ExecutionState: uint16 | None = prop(description="Whether it is ready, running or blocked.")
    Handle: str = key(description="The process identifier as decimal text.")
    KernelModeTime: uint64 | None = prop(units="100 nanoseconds", description="Processor time spent in the kernel.")
    OSCreationClassName: str | None = prop(description="The class of the operating system.", qualifiers=CIM_KEY)
    OSName: str | None = prop(description="The name of the operating system.", qualifiers=CIM_KEY)
    Priority: uint32 | None = prop(description="How strongly the scheduler favours it, 0 to 31.")
    TerminationDate: CimDatetime | None = prop(description="When the process ended.")
    UserModeTime: uint64 | None = prop(
        units="100 nanoseconds", description="Processor time spent in the program itself."
    )
    WorkingSetSize: uint64 | None = prop(units="bytes", description="Memory it occupies now.")


class CIM_Service(CIM_LogicalElement, abstract=True):
    """A program that serves others, usually without a window."""

    CreationClassName: str | None = prop(description="The class this is an instance of.", qualifiers=CIM_KEY)
    Name: str = key(description="The name that identifies the service.")
    Started: bool | None = prop(description="Whether it has been started.")
    StartMode: str | None = prop(description="When it is started: Auto, Manual or Disabled.")
    SystemCreationClassName: str | None = prop(description="The class of the computer.", qualifiers=CIM_KEY)
    SystemName: str | None = prop(description="The name of the computer.", qualifiers=CIM_KEY)


class CIM_SoftwareElement(CIM_LogicalElement, abstract=True):
    """A piece of software as it is installed."""

    BuildNumber: str | None = prop(description="Which build it is.")
    CodeSet: str | None = prop(description="The character set it uses.")
    IdentificationCode: str | None = prop(description="The maker's mark for it.")
    LanguageEdition: str | None = prop(description="The language it speaks.")
    Manufacturer: str | None = prop(description="Who made it.")
    Name: str = key(description="What it is called.")
    OtherTargetOS: str | None = prop(description="The system it is for, when it is none of the known ones.")
    SerialNumber: str | None = prop(description="Its serial number.")
    SoftwareElementID: str = key(description="What identifies it beside its name.")
    SoftwareElementState: uint16 = key(description="How far it is installed.", values=SOFTWARE_STATES)
    TargetOperatingSystem: uint16 = key(description="The system it is for.", values=OS_TYPES)
    Version: str = key(description="Its version.")


class CIM_BIOSElement(CIM_SoftwareElement, abstract=True):
    """The firmware that starts the computer."""

    PrimaryBIOS: bool | None = prop(description="Whether it is the firmware of the computer, not of a card.")
