# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.win32_methodparameterclass import Win32_MethodParameterClass
from tests.unit.builtin.schema import shape


def test_shape():
    assert shape(Win32_MethodParameterClass) == (
        None,
        "",
    )
    assert Win32_MethodParameterClass.__cim_class__.is_abstract is True
