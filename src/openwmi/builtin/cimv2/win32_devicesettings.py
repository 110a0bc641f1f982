# SPDX-License-Identifier: Apache-2.0
"""Win32_DeviceSettings: base of the associations of devices with their settings."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_elementsetting import CIM_ElementSetting
from openwmi.builtin.cimv2.cim_logicaldevice import CIM_LogicalDevice
from openwmi.builtin.cimv2.cim_setting import CIM_Setting
from openwmi.provider import Ref


class Win32_DeviceSettings(CIM_ElementSetting, abstract=True):
    """A device has settings."""

    Element: Ref[CIM_LogicalDevice]  # type: ignore[mutable-override]  # CIM narrows references in subclasses
    Setting: Ref[CIM_Setting]
