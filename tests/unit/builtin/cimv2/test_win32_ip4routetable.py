# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import subprocess

from openwmi.builtin.cimv2.win32_ip4routetable import IP4Routes
from openwmi.builtin.linux.machine import Machine
from tests.unit.builtin.asking import rows


def test_every_value(machine, make_request):
    gateway, direct, wireless = rows(IP4Routes(machine), make_request())
    assert {name: value for name, value in gateway.items() if value is not None} == {
        "Destination": "0.0.0.0",
        "Mask": "0.0.0.0",
        "NextHop": "192.168.1.1",
        "InterfaceIndex": 2,
        "Name": "0.0.0.0",
        "Caption": "0.0.0.0",
        "Description": "0.0.0.0 - 0.0.0.0 - 192.168.1.1",
        "Metric1": 100,
        "Protocol": 3,
        "Type": 4,
    }
    assert (direct.Destination, direct.Mask, direct.NextHop, direct.Protocol, direct.Type) == (
        "192.168.1.0",
        "255.255.255.0",
        "0.0.0.0",
        2,
        3,
    )
    assert (wireless.InterfaceIndex, wireless.Metric1) == (3, 600)


def test_of_routes_that_differ_in_cost_only_the_cheapest_is_told(tmp_path, make_request):
    (tmp_path / "proc/net").mkdir(parents=True)
    (tmp_path / "sys/class/net/x0").mkdir(parents=True)
    (tmp_path / "sys/class/net/x0/ifindex").write_text("9\n")
    lines = [f"x0 0001A8C0 00000000 0001 0 0 {metric} 00FFFFFF 0 0 0" for metric in (300, 100, 200)]
    (tmp_path / "proc/net/route").write_text("\n".join(["heading", *lines, "gone 0 0 0 0"]))
    (made,) = rows(IP4Routes(Machine(tmp_path)), make_request())
    assert (made.Metric1, made.InterfaceIndex) == (100, 9)


def test_the_running_system_agrees_with_ip(make_request):
    output = subprocess.run(["ip", "-j", "-4", "route"], capture_output=True, check=True).stdout
    expected = {route.get("gateway", "0.0.0.0") for route in json.loads(output)}
    assert {made.NextHop for made in rows(IP4Routes(), make_request())} == expected
