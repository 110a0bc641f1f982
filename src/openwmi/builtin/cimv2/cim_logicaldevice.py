# SPDX-License-Identifier: Apache-2.0
"""CIM_LogicalDevice: a device, physical or not."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicalelement import CIM_LogicalElement
from openwmi.builtin.cimv2.cimkey import CIM_KEY
from openwmi.provider import prop, uint16, uint32

AVAILABILITY = {1: "Other", 2: "Unknown", 3: "Running/Full Power", 4: "Warning", 7: "Power Off", 8: "Off Line"}


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
