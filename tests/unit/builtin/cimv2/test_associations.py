# SPDX-License-Identifier: Apache-2.0
"""The associations whose every instance the readers of one machine decide."""

from __future__ import annotations

import pytest

from openwmi.builtin.cimv2.win32_computersystemprocessor import ComputerSystemProcessors
from openwmi.builtin.cimv2.win32_networkadaptersetting import NetworkAdapterSettings
from openwmi.builtin.cimv2.win32_systemoperatingsystem import SystemOperatingSystems
from openwmi.builtin.cimv2.win32_systemprocesses import SystemProcesses

COMPUTER = 'Win32_ComputerSystem.Name="WORKSTATION"'


def process(handle):
    return f'Win32_Process.Handle="{handle}"'


def card(index):
    return (f'Win32_NetworkAdapter.DeviceID="{index}"', f"Win32_NetworkAdapterConfiguration.Index={index}")


@pytest.mark.parametrize(
    ("provider_class", "restrictions", "expected"),
    [
        (SystemProcesses, {}, [(COMPUTER, process(handle)) for handle in (1, 2, 412, 977, 1200)]),
        (SystemProcesses, {"GroupComponent": (COMPUTER,)}, [(COMPUTER, process(h)) for h in (1, 2, 412, 977, 1200)]),
        (SystemProcesses, {"PartComponent": (process(412),)}, [(COMPUTER, process(412))]),
        (SystemProcesses, {"PartComponent": (process(1200), process("x"))}, []),
        (SystemOperatingSystems, {}, [(COMPUTER, "Win32_OperatingSystem=@")]),
        (ComputerSystemProcessors, {}, [(COMPUTER, 'Win32_Processor.DeviceID="CPU0"')]),
        (
            ComputerSystemProcessors,
            {"PartComponent": ('Win32_Processor.DeviceID="cpu0"',)},
            [(COMPUTER, 'Win32_Processor.DeviceID="CPU0"')],
        ),
        (ComputerSystemProcessors, {"PartComponent": ('Win32_Processor.DeviceID="CPU1"',)}, []),
        (NetworkAdapterSettings, {}, [card(2), card(3)]),
        (NetworkAdapterSettings, {"Element": (card(3)[0],)}, [card(3)]),
        (NetworkAdapterSettings, {"Setting": (card(2)[1],)}, [card(2)]),
        (NetworkAdapterSettings, {"Element": (card(1)[0],)}, []),
    ],
)
def test_links(machine, make_request, provider_class, restrictions, expected):
    rows = provider_class(machine).enumerate(make_request(**restrictions))
    assert [tuple(str(made[name]) for name in made.cim_class.key_names) for made in rows] == expected


def test_the_system_is_the_primary_one(machine, make_request):
    (made,) = SystemOperatingSystems(machine).enumerate(make_request())
    assert made.PrimaryOS is True
