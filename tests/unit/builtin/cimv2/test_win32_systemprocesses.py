# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.cimv2.win32_systemprocesses import SystemProcesses
from tests.unit.builtin.asking import rows

COMPUTER = 'Win32_ComputerSystem.Name="WORKSTATION"'
ALL = (1, 2, 412, 977, 1200)


def process(handle):
    return f'Win32_Process.Handle="{handle}"'


@pytest.mark.parametrize(
    ("restrictions", "expected"),
    [
        ({}, [(COMPUTER, process(handle)) for handle in ALL]),
        ({"GroupComponent": (COMPUTER,)}, [(COMPUTER, process(handle)) for handle in ALL]),
        ({"PartComponent": (process(412),)}, [(COMPUTER, process(412))]),
        ({"PartComponent": (process(1200), process("x"))}, []),
    ],
)
def test_links(machine, make_request, restrictions, expected):
    links = rows(SystemProcesses(machine), make_request(**restrictions))
    assert [tuple(str(made[name]) for name in made.cim_class.key_names) for made in links] == expected
