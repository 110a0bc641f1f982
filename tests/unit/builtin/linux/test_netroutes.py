# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import subprocess

import pytest

from openwmi.builtin.linux.netroutes import Routes, parse_ipv4_routes, parse_ipv6_routes


@pytest.fixture
def routes(workstation):
    return Routes(workstation / "proc/net")


def rows(found):
    return [(r.interface, str(r.destination), str(r.gateway) if r.gateway else None, r.metric) for r in found]


def test_ipv4(routes):
    assert rows(routes.ipv4()) == [
        ("eth0", "0.0.0.0/0", "192.168.1.1", 100),
        ("wlan0", "0.0.0.0/0", "192.168.2.1", 600),
        ("eth0", "192.168.1.0/24", None, 100),
    ]


def test_ipv6(routes):
    assert rows(routes.ipv6()) == [("eth0", "2001:db8::/64", None, 256), ("eth0", "::/0", "fe80::fe", 1024)]


def test_default_gateways(routes):
    assert [str(route.gateway) for route in routes.default_gateways("eth0")] == ["192.168.1.1", "fe80::fe"]
    assert routes.default_gateways("lo") == []


@pytest.mark.parametrize(
    "line",
    [
        "",
        "eth0 x",
        "eth0 0000000G 00000000 0001 0 0 0 00FFFFFF 0 0 0",
        "eth0 00000000 00000000 zz 0 0 0 00FFFFFF 0 0 0",
        "eth0 00000000 00000000 0001 0 0 0 00FF00FF 0 0 0",
    ],
)
def test_broken_ipv4_lines_are_left_out(line):
    assert parse_ipv4_routes(f"heading\n{line}\n") == []


@pytest.mark.parametrize("line", ["", "a b c", "0" * 32 + " 81 " + "0" * 32 + " 00 " + "0" * 32 + " 0 0 0 1 lo"])
def test_broken_ipv6_lines_are_left_out(line):
    assert parse_ipv6_routes(line) == []


def test_the_running_system_agrees_with_ip():
    output = subprocess.run(["ip", "-j", "-4", "route"], capture_output=True, check=True).stdout
    expected = {
        (route["dev"], "0.0.0.0/0" if route["dst"] == "default" else route["dst"], route.get("gateway"))
        for route in json.loads(output)
    }
    assert {row[:3] for row in rows(Routes().ipv4())} == expected
