# SPDX-License-Identifier: Apache-2.0
"""CIM_StorageExtent: a stretch of storage."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicaldevice import CIM_LogicalDevice
from openwmi.provider import prop, uint16, uint64

ACCESS = {0: "Unknown", 1: "Readable", 2: "Writeable", 3: "Read/Write Supported", 4: "Write Once"}


class CIM_StorageExtent(CIM_LogicalDevice, abstract=True):
    """A stretch of storage."""

    Access: uint16 | None = prop(description="What can be done with it.", values=ACCESS)
    BlockSize: uint64 | None = prop(units="bytes", description="The size of its blocks.")
    ErrorMethodology: str | None = prop(description="How it detects and corrects errors.")
    NumberOfBlocks: uint64 | None = prop(description="How many blocks it has.")
    Purpose: str | None = prop(description="What it is for.")
