# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import subprocess

import pytest

from openwmi.builtin.cimv2.win32_diskdrive import DiskDrives, interface_type
from openwmi.builtin.linux.machine import Machine
from tests.unit.builtin.asking import rows


def test_every_value(machine, make_request):
    (made,) = rows(DiskDrives(machine), make_request())
    assert {name: value for name, value in made.items() if value is not None} == {
        "DeviceID": "\\\\.\\PHYSICALDRIVE0",
        "Name": "\\\\.\\PHYSICALDRIVE0",
        "Caption": "Samsung SSD 860",
        "Description": "Disk drive",
        "Index": 0,
        "Model": "Samsung SSD 860",
        "FirmwareRevision": "4B6Q",
        "Size": 1000215216 * 512,
        "BytesPerSector": 512,
        "DefaultBlockSize": 512,
        "TotalSectors": 1000215216,
        "TotalCylinders": 62260,
        "TotalTracks": 62260 * 255,
        "TotalHeads": 255,
        "TracksPerCylinder": 255,
        "SectorsPerTrack": 63,
        "Partitions": 2,
        "InterfaceType": "IDE",
        "MediaType": "Fixed hard disk media",
        "MediaLoaded": True,
        "PNPDeviceID": "2:0:0:0",
        "Capabilities": [3, 4],
        "SCSIPort": 2,
        "SCSIBus": 0,
        "SCSITargetId": 0,
        "SCSILogicalUnit": 0,
        "SystemName": "WORKSTATION",
        "CreationClassName": "Win32_DiskDrive",
        "SystemCreationClassName": "Win32_ComputerSystem",
    }


@pytest.mark.parametrize(
    ("state", "status"), [("running", "OK"), ("live", "OK"), ("offline", "Error"), ("blocked", None)]
)
def test_status(tmp_path, make_request, state, status):
    (tmp_path / "sys/block/sdx/device").mkdir(parents=True)
    (tmp_path / "sys/block/sdx/device/state").write_text(f"{state}\n")
    (made,) = rows(DiskDrives(Machine(tmp_path)), make_request())
    assert (made.Status, made.Size, made.MediaLoaded, made.Partitions) == (status, None, False, 0)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/sys/devices/pci0000:00/0000:00:14.0/usb1/1-3/1-3:1.0/host6/target6:0:0/6:0:0:0", "USB"),
        ("/sys/devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0", "IDE"),
        ("/sys/devices/pci0000:00/0000:00:1d.0/0000:3d:00.0/nvme/nvme0", "SCSI"),
        ("/sys/devices/pci0000:00/0000:00:05.0/virtio1", "SCSI"),
    ],
)
def test_interface_type(path, kind):
    assert interface_type(path) == kind


@pytest.mark.parametrize(("name", "count"), [("\\\\.\\physicaldrive0", 1), ("\\\\.\\PHYSICALDRIVE1", 0)])
def test_the_wanted_ones(machine, make_request, name, count):
    assert len(rows(DiskDrives(machine), make_request(DeviceID=(name,)))) == count


def test_the_running_system_agrees_with_lsblk(make_request):
    output = subprocess.run(["lsblk", "-J", "-b", "-d", "-o", "NAME,SIZE,TYPE"], capture_output=True, check=True)
    virtual = ("zram", "ram", "nbd", "dm-", "md")
    expected = sorted(
        int(device["size"])
        for device in json.loads(output.stdout)["blockdevices"]
        if device["type"] == "disk" and not device["name"].startswith(virtual)
    )
    assert sorted(made.Size for made in rows(DiskDrives(), make_request())) == expected
