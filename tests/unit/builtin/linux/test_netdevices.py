# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import subprocess

import pytest

from openwmi.builtin.linux.netdevices import ETHERNET, LOOPBACK, NetDevices


@pytest.fixture
def devices(workstation):
    return NetDevices(workstation / "sys/class/net")


def test_the_devices_come_in_kernel_order(devices):
    assert [(device.index, device.name) for device in devices.devices()] == [(1, "lo"), (2, "eth0"), (3, "wlan0")]


def test_a_wired_card(devices):
    card = devices.device("eth0")
    assert (card.hardware_type, card.is_wireless, card.has_device, card.is_up) == (ETHERNET, False, True, True)
    assert (card.has_carrier, card.speed_bit_per_s, card.mtu) == (True, 1_000_000_000, 1500)
    assert (card.mac_address, card.driver, card.bus_address) == ("8C:16:45:AA:BB:CC", "e1000e", "pci/0000:00:1f.6")


def test_a_radio_without_connection(devices):
    radio = devices.device("wlan0")
    assert (radio.is_wireless, radio.has_carrier, radio.speed_bit_per_s) == (True, False, None)
    assert (radio.has_device, radio.driver, radio.bus_address) == (False, None, None)


def test_the_loopback(devices):
    loopback = devices.device("lo")
    assert (loopback.hardware_type, loopback.mac_address, loopback.is_up) == (LOOPBACK, None, True)


def test_absent(devices, tmp_path):
    assert devices.device("eth9") is None
    assert NetDevices(tmp_path / "absent").devices() == []


def test_a_device_that_tells_nothing(tmp_path):
    (tmp_path / "x0").mkdir()
    (tmp_path / "x0/ifindex").write_text("7\n")
    (tmp_path / "x0/flags").write_text("odd\n")
    (device,) = NetDevices(tmp_path).devices()
    assert (device.is_up, device.has_carrier, device.mtu, device.mac_address) == (False, None, None, None)


def test_the_running_system_agrees_with_ip():
    links = json.loads(subprocess.run(["ip", "-j", "link"], capture_output=True, check=True).stdout)
    expected = [(link["ifindex"], link["ifname"], link["mtu"], "UP" in link["flags"]) for link in links]
    assert [(d.index, d.name, d.mtu, d.is_up) for d in NetDevices().devices()] == sorted(expected)
