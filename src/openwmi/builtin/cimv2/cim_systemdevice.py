# SPDX-License-Identifier: Apache-2.0
"""CIM_SystemDevice: a device is part of a system."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicaldevice import CIM_LogicalDevice
from openwmi.builtin.cimv2.cim_systemcomponent import CIM_SystemComponent
from openwmi.provider import Ref


class CIM_SystemDevice(CIM_SystemComponent, abstract=True):
    """A device is part of a system."""

    PartComponent: Ref[CIM_LogicalDevice]  # type: ignore[mutable-override]  # CIM narrows references in subclasses
