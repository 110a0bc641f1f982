# SPDX-License-Identifier: Apache-2.0
"""CIM_Processor: a processor."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicaldevice import CIM_LogicalDevice
from openwmi.provider import prop, uint16, uint32


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
