# SPDX-License-Identifier: Apache-2.0
"""CIM_OperatingSystem: the software that makes a computer usable."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicalelement import CIM_LogicalElement
from openwmi.builtin.cimv2.cimkey import CIM_KEY
from openwmi.builtin.cimv2.ostypes import OS_TYPES
from openwmi.provider import CimDatetime, prop, sint16, uint16, uint32, uint64


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
