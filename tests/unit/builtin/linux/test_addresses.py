# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import ipaddress
import json
import os
import subprocess

import pytest

from openwmi.builtin.linux.addresses import Address, Lease, addresses, parse_lease, read_lease, subnet_text


def test_the_running_system_agrees_with_ip():
    links = json.loads(subprocess.run(["ip", "-j", "addr"], capture_output=True, check=True).stdout)
    expected = {}
    for link in links:
        entries = [(a["family"], a["local"], a["prefixlen"]) for a in link["addr_info"]]
        expected[link["ifname"]] = {
            (address, str(ipaddress.ip_network(f"0.0.0.0/{length}").netmask) if family == "inet" else str(length))
            for family, address, length in entries
        }
    found = {name: {(a.address, a.subnet) for a in entries} for name, entries in addresses().items()}
    assert {name: entries for name, entries in found.items() if entries} == {n: e for n, e in expected.items() if e}


def test_ipv4_comes_first():
    loopback = addresses()["lo"]
    assert loopback[0] == Address("127.0.0.1", "255.0.0.0")


@pytest.mark.parametrize(
    ("netmask", "text"),
    [("255.255.255.0", "255.255.255.0"), ("ffff:ffff:ffff:ffff::", "64"), ("::", "0"), (None, "128")],
)
def test_subnets(netmask, text):
    assert subnet_text(netmask) == text


@pytest.mark.parametrize(
    ("text", "obtained_s", "lease"),
    [
        ("# private\nSERVER_ADDRESS=10.0.0.1\nLIFETIME=3600\n", 1000.0, Lease("10.0.0.1", 1000.0, 4600.0)),
        ("SERVER_ADDRESS=10.0.0.1\n", 1000.0, Lease("10.0.0.1", 1000.0, None)),
        ("LIFETIME=infinity\n", None, Lease(None, None, None)),
    ],
)
def test_leases(text, obtained_s, lease):
    assert parse_lease(text, obtained_s) == lease


def test_a_lease_on_disk(tmp_path):
    folder = tmp_path / "run/systemd/netif/leases"
    folder.mkdir(parents=True)
    (folder / "2").write_text("SERVER_ADDRESS=10.0.0.1\nLIFETIME=60\n")
    os.utime(folder / "2", (1000, 1000))
    assert read_lease(tmp_path, 2) == Lease("10.0.0.1", 1000.0, 1060.0)
    assert read_lease(tmp_path, 3) is None


def test_a_lease_that_goes_while_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("openwmi.builtin.linux.addresses.read_text", lambda _path: "LIFETIME=60\n")
    assert read_lease(tmp_path, 2) == Lease(None, None, None)
