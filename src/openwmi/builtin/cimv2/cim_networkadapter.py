# SPDX-License-Identifier: Apache-2.0
"""CIM_NetworkAdapter: a device that connects to a network."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicaldevice import CIM_LogicalDevice
from openwmi.provider import prop, uint64


class CIM_NetworkAdapter(CIM_LogicalDevice, abstract=True):
    """A device that connects to a network."""

    AutoSense: bool | None = prop(description="Whether it finds out the speed of the network by itself.")
    MaxSpeed: uint64 | None = prop(units="bits per second", description="The highest speed it can do.")
    NetworkAddresses: list[str] | None = prop(description="The network addresses it listens to.")
    PermanentAddress: str | None = prop(description="The hardware address it was made with.")
    Speed: uint64 | None = prop(units="bits per second", description="The speed it does now.")
