# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.win32_systemoperatingsystem import SystemOperatingSystems
from tests.unit.builtin.asking import rows


def test_the_one_link(machine, make_request):
    (made,) = rows(SystemOperatingSystems(machine), make_request())
    assert dict(made.items()) == {
        "GroupComponent": 'Win32_ComputerSystem.Name="WORKSTATION"',
        "PartComponent": "Win32_OperatingSystem=@",
        "PrimaryOS": True,
    }
