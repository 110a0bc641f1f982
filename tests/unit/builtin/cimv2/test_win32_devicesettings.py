# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.win32_devicesettings import Win32_DeviceSettings
from tests.unit.builtin.schema import shape


def test_shape():
    assert shape(Win32_DeviceSettings) == (
        "CIM_ElementSetting",
        "*Element ref:CIM_LogicalDevice, *Setting ref:CIM_Setting",
    )
    assert Win32_DeviceSettings.__cim_class__.is_abstract is True
