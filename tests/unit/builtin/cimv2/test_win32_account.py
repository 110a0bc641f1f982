# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.win32_account import Win32_Account
from tests.unit.builtin.schema import shape


def test_shape():
    assert shape(Win32_Account) == (
        "CIM_LogicalElement",
        "*Domain string, LocalAccount boolean, *Name string, SID string, SIDType uint8",
    )
    assert Win32_Account.__cim_class__.is_abstract
