# SPDX-License-Identifier: Apache-2.0
"""CIM_UnitaryComputerSystem: a single computer, as opposed to a cluster of them."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_computersystem import CIM_ComputerSystem
from openwmi.provider import prop, uint16

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


class CIM_UnitaryComputerSystem(CIM_ComputerSystem, abstract=True):
    """A single computer, as opposed to a cluster of them."""

    InitialLoadInfo: list[str] | None = prop(description="Where to find what starts the computer.")
    LastLoadInfo: str | None = prop(description="What started it last.")
    PowerManagementCapabilities: list[uint16] | None = prop(description="What of power management it can do.")
    PowerManagementSupported: bool | None = prop(description="Whether its power can be managed.")
    PowerState: uint16 | None = prop(description="Its present power state.", values=POWER_STATES)
    ResetCapability: uint16 | None = prop(description="Whether it can be reset by hardware.")
