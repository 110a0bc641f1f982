# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import subprocess

import pytest

from openwmi.builtin.cimv2.win32_networkadapter import NetworkAdapters
from tests.unit.builtin.asking import rows


def test_a_wired_card(machine, make_request):
    (made,) = rows(NetworkAdapters(machine), make_request(DeviceID=("2",)))
    assert made.TimeOfLastReset.to_datetime().timestamp() == 1_700_000_000
    assert {n: v for n, v in made.items() if v is not None and n != "TimeOfLastReset"} == {
        "DeviceID": "2",
        "Index": 2,
        "InterfaceIndex": 2,
        "Name": "eth0",
        "Caption": "[00000002] eth0",
        "Description": "eth0",
        "ProductName": "eth0",
        "NetConnectionID": "eth0",
        "MACAddress": "8C:16:45:AA:BB:CC",
        "AdapterTypeID": 0,
        "AdapterType": "Ethernet 802.3",
        "Speed": 1_000_000_000,
        "NetConnectionStatus": 2,
        "NetEnabled": True,
        "PhysicalAdapter": True,
        "GUID": made.GUID,
        "PNPDeviceID": "PCI\\0000:00:1F.6",
        "ServiceName": "e1000e",
        "Installed": True,
        "Availability": 3,
        "ConfigManagerErrorCode": 0,
        "ConfigManagerUserConfig": False,
        "MaxNumberControlled": 0,
        "Status": "OK",
        "SystemName": "WORKSTATION",
        "CreationClassName": "Win32_NetworkAdapter",
        "SystemCreationClassName": "Win32_ComputerSystem",
    }


def test_kinds(machine, make_request):
    rows = NetworkAdapters(machine).enumerate(make_request())
    assert [(m.Name, m.AdapterType, m.NetConnectionStatus, m.PhysicalAdapter, m.MACAddress) for m in rows] == [
        ("lo", None, 2, False, None),
        ("eth0", "Ethernet 802.3", 2, True, "8C:16:45:AA:BB:CC"),
        ("wlan0", "Wireless", 7, False, "34:E1:2D:00:11:22"),
    ]


def test_identifiers_differ_and_stay(machine, make_request):
    first = [(m.GUID, m.PNPDeviceID) for m in NetworkAdapters(machine).enumerate(make_request())]
    second = [(m.GUID, m.PNPDeviceID) for m in NetworkAdapters(machine).enumerate(make_request())]
    assert first == second
    assert len({guid for guid, _ in first}) == len({place for _, place in first}) == 3


@pytest.mark.parametrize(("values", "names"), [(("1", "3"), ["lo", "wlan0"]), (("9",), []), ((), [])])
def test_the_wanted_ones(machine, make_request, values, names):
    assert [made.Name for made in NetworkAdapters(machine).enumerate(make_request(DeviceID=values))] == names


def test_a_device_that_is_switched_off(machine, make_request, tmp_path):
    (tmp_path / "sys/class/net/x0").mkdir(parents=True)
    (tmp_path / "sys/class/net/x0/ifindex").write_text("9\n")
    (tmp_path / "sys/class/net/x0/flags").write_text("0x1002\n")
    off = type(machine)(tmp_path)
    (made,) = NetworkAdapters(off).enumerate(make_request())
    assert (made.NetConnectionStatus, made.NetEnabled, made.Speed, made.TimeOfLastReset) == (0, False, None, None)


def test_the_running_system_agrees_with_ip(make_request):
    links = json.loads(subprocess.run(["ip", "-j", "link"], capture_output=True, check=True).stdout)
    expected = {
        link["ifname"]: (link["ifindex"], link["address"].upper() if link["address"].strip("0:") else None)
        for link in links
    }
    rows = NetworkAdapters().enumerate(make_request())
    assert {made.NetConnectionID: (made.InterfaceIndex, made.MACAddress) for made in rows} == expected
