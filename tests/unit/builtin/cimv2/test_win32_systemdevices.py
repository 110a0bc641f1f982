# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.win32_systemdevices import Win32_SystemDevices
from tests.unit.builtin.schema import shape


def test_shape():
    assert shape(Win32_SystemDevices) == (
        "CIM_SystemDevice",
        "*GroupComponent ref:Win32_ComputerSystem",
    )
    assert Win32_SystemDevices.__cim_class__.is_abstract is True
