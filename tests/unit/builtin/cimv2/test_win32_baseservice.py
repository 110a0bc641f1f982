# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.win32_baseservice import Win32_BaseService
from tests.unit.builtin.schema import shape


def test_shape():
    assert shape(Win32_BaseService) == (
        "CIM_Service",
        "AcceptPause boolean, AcceptStop boolean, DesktopInteract boolean, DisplayName string, ErrorControl string,"
        " ExitCode uint32, PathName string, ServiceSpecificExitCode uint32, ServiceType string, StartName string,"
        " State string, TagId uint32",
    )
    assert Win32_BaseService.__cim_class__.is_abstract is True
