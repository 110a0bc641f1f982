# SPDX-License-Identifier: Apache-2.0
"""CIM_MediaAccessDevice: a device that reads or writes a medium."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicaldevice import CIM_LogicalDevice
from openwmi.provider import prop, uint16, uint32, uint64


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
