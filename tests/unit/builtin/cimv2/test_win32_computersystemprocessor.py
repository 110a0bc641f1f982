# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.cimv2.win32_computersystemprocessor import ComputerSystemProcessors
from tests.unit.builtin.asking import rows

COMPUTER = 'Win32_ComputerSystem.Name="WORKSTATION"'
PROCESSOR = 'Win32_Processor.DeviceID="CPU0"'


@pytest.mark.parametrize(
    ("restrictions", "expected"),
    [
        ({}, [(COMPUTER, PROCESSOR)]),
        ({"PartComponent": (PROCESSOR.lower(),)}, [(COMPUTER, PROCESSOR)]),
        ({"PartComponent": (PROCESSOR.replace("0", "1"),)}, []),
    ],
)
def test_links(machine, make_request, restrictions, expected):
    links = rows(ComputerSystemProcessors(machine), make_request(**restrictions))
    assert [tuple(str(made[name]) for name in made.cim_class.key_names) for made in links] == expected
