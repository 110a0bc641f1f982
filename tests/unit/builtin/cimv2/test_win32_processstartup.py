# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.win32_processstartup import Win32_ProcessStartup
from tests.unit.builtin.schema import shape


def test_shape():
    assert shape(Win32_ProcessStartup) == (
        "Win32_MethodParameterClass",
        "CreateFlags uint32, EnvironmentVariables string[], ErrorMode uint16, FillAttribute uint32,"
        " PriorityClass uint32, ShowWindow uint16, Title string, WinstationDesktop string, X uint32,"
        " XCountChars uint32, XSize uint32, Y uint32, YCountChars uint32, YSize uint32",
    )
    assert Win32_ProcessStartup.__cim_class__.is_abstract is False
