# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import subprocess

import pytest

from openwmi.builtin.linux.blockdevices import BlockDevices, Partition, ScsiAddress


@pytest.fixture
def devices(workstation):
    return BlockDevices(workstation / "sys/block")


def test_a_disk(devices):
    (disk,) = devices.disks()
    assert (disk.index, disk.name, disk.size, disk.sector_octets) == (0, "sda", 1000215216 * 512, 512)
    assert (disk.model, disk.vendor, disk.firmware, disk.serial) == ("Samsung SSD 860", "ATA", "4B6Q", None)
    assert disk.scsi_address == ScsiAddress(2, 0, 0, 0)
    assert not disk.is_removable


def test_partitions(devices):
    (disk,) = devices.disks()
    assert disk.partitions() == [
        Partition("sda1", 1, 2048 * 512, 1048576 * 512),
        Partition("sda2", 2, 1050624 * 512, 999164559 * 512),
    ]


def test_no_block_devices(tmp_path):
    assert BlockDevices(tmp_path / "absent").disks() == []


@pytest.mark.parametrize(
    ("flag", "device", "expected"), [("1", "/dev/sdz1", True), ("0", "/dev/sdz1", False), ("1", "/dev/sdz", True)]
)
def test_removable_is_a_fact_of_the_disk(tmp_path, flag, device, expected):
    (tmp_path / "sdz/sdz1").mkdir(parents=True)
    (tmp_path / "sdz/removable").write_text(flag)
    assert BlockDevices(tmp_path).is_removable(device) is expected


def test_removable_is_unknown_without_a_disk(tmp_path):
    assert BlockDevices(tmp_path).is_removable("/dev/nothing") is None


def test_the_running_system_agrees_with_lsblk():
    output = subprocess.run(["lsblk", "-J", "-b", "-d", "-o", "NAME,SIZE,TYPE"], capture_output=True, check=True).stdout
    expected = {
        (device["name"], int(device["size"]))
        for device in json.loads(output)["blockdevices"]
        if device["type"] == "disk" and not device["name"].startswith(("zram", "ram", "nbd"))
    }
    assert {(disk.name, disk.size) for disk in BlockDevices().disks()} == expected
