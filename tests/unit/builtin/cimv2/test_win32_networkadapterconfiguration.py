# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import os
import subprocess

import pytest

from openwmi.builtin.cimv2.win32_networkadapter import NetworkAdapters
from openwmi.builtin.cimv2.win32_networkadapterconfiguration import NetworkAdapterConfigurations
from openwmi.builtin.linux.addresses import Address
from openwmi.builtin.linux.machine import Machine
from tests.unit.builtin.asking import rows

ADDRESSES = {
    "lo": [Address("127.0.0.1", "255.0.0.0")],
    "eth0": [Address("192.168.1.7", "255.255.255.0"), Address("2001:db8::7", "64")],
}


@pytest.fixture
def configurations(machine):
    return NetworkAdapterConfigurations(machine, lambda: ADDRESSES)


def test_a_connected_card(configurations, machine, make_request):
    (made,) = configurations.enumerate(make_request(Index=(2,)))
    (adapter,) = NetworkAdapters(machine).enumerate(make_request(DeviceID=("2",)))
    assert {name: value for name, value in made.items() if value is not None} == {
        "Index": 2,
        "InterfaceIndex": 2,
        "Caption": "[00000002] eth0",
        "Description": "eth0",
        "SettingID": adapter.GUID,
        "IPEnabled": True,
        "IPAddress": ["192.168.1.7", "2001:db8::7"],
        "IPSubnet": ["255.255.255.0", "64"],
        "DefaultIPGateway": ["192.168.1.1", "fe80::fe"],
        "GatewayCostMetric": [100, 1024],
        "IPConnectionMetric": 100,
        "DNSServerSearchOrder": ["192.168.1.1", "2001:db8::53"],
        "DNSDomainSuffixSearchOrder": ["example.org", "lab.example.org"],
        "DNSDomain": "example.org",
        "DNSHostName": "Workstation",
        "MACAddress": "8C:16:45:AA:BB:CC",
        "MTU": 1500,
        "ServiceName": "e1000e",
    }


def test_a_card_without_addresses(configurations, make_request):
    (made,) = configurations.enumerate(make_request(Index=(3,)))
    unknown = ("IPAddress", "IPSubnet", "DNSDomain", "DNSHostName", "DHCPEnabled", "DHCPServer")
    assert made.IPEnabled is False
    assert [made[name] for name in unknown] == [None] * len(unknown)


def test_the_loopback_has_no_configuration(configurations, make_request):
    assert [made.Index for made in configurations.enumerate(make_request())] == [2, 3]


def test_addresses_are_not_looked_up_for_names(machine, make_request):
    def refuse():
        raise AssertionError("addresses were looked up")

    rows = NetworkAdapterConfigurations(machine, refuse).enumerate(make_request("Index", "Description", "MTU"))
    assert [made.Description for made in rows] == ["eth0", "wlan0"]


def test_a_lease(tmp_path, make_request):
    (tmp_path / "sys/class/net/x0").mkdir(parents=True)
    (tmp_path / "sys/class/net/x0/ifindex").write_text("9\n")
    leases = tmp_path / "run/systemd/netif/leases"
    leases.mkdir(parents=True)
    (leases / "9").write_text("SERVER_ADDRESS=10.0.0.1\nLIFETIME=3600\n")
    os.utime(leases / "9", (1_700_000_000, 1_700_000_000))
    (made,) = rows(NetworkAdapterConfigurations(Machine(tmp_path), dict), make_request())
    assert (made.DHCPEnabled, made.DHCPServer) == (True, "10.0.0.1")
    assert made.DHCPLeaseObtained.to_datetime().timestamp() == 1_700_000_000
    assert made.DHCPLeaseExpires.to_datetime().timestamp() == 1_700_003_600


def test_the_running_system_agrees_with_ip(make_request):
    links = json.loads(subprocess.run(["ip", "-j", "addr"], capture_output=True, check=True).stdout)
    expected = {
        link["ifindex"]: sorted(entry["local"] for entry in link["addr_info"]) or None
        for link in links
        if link["link_type"] != "loopback"
    }
    rows = NetworkAdapterConfigurations().enumerate(make_request("Index", "IPAddress"))
    assert {made.Index: sorted(made.IPAddress) if made.IPAddress else None for made in rows} == expected
