# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import subprocess
from functools import cached_property
from pathlib import Path

import pytest

from openwmi.builtin.cimv2.win32_logicaldisk import LogicalDisks, Win32_LogicalDisk
from openwmi.builtin.linux.machine import Machine
from openwmi.builtin.linux.mounts import MountTable, Usage


class MeasuredMounts(MountTable):
    """Mounts whose room is made up, and noted when asked for."""

    asked: list[str] = []  # noqa: RUF012 - a test object

    def usage(self, mount):
        self.asked.append(mount.point)
        return None if mount.point == "/media/cd" else Usage(1_000_000, 250_000, 4096, 255)


class MeasuredMachine(Machine):
    @cached_property
    def mounts(self):
        return MeasuredMounts(self.root / "proc/self/mountinfo", self.root / "dev")


@pytest.fixture
def disks(workstation):
    MeasuredMounts.asked.clear()
    return LogicalDisks(MeasuredMachine(workstation))


def test_kinds(disks, make_request):
    found = {made.DeviceID: made for made in disks.enumerate(make_request())}
    assert {place: (m.DriveType, m.MediaType, m.Description) for place, m in found.items()} == {
        "/": (3, 12, "Local Fixed Disk"),
        "/media/stick one": (3, 12, "Local Fixed Disk"),
        "/srv/share": (4, None, "Network Connection"),
        "/media/cd": (5, 11, "CD-ROM Disc"),
        "/srv/home": (4, None, "Network Connection"),
        "/srv/twice": (3, 12, "Local Fixed Disk"),
    }
    assert found["/srv/share"].ProviderName == "files.example.org:/export"
    assert (found["/"].Access, found["/media/stick one"].Access) == (3, 1)


def test_values(disks, make_request):
    made = disks.get(Win32_LogicalDisk(DeviceID="/"), make_request())
    assert {name: value for name, value in made.items() if value is not None} == {
        "DeviceID": "/",
        "Caption": "/",
        "Name": "/",
        "Description": "Local Fixed Disk",
        "DriveType": 3,
        "MediaType": 12,
        "Size": 1_000_000,
        "FreeSpace": 250_000,
        "BlockSize": 4096,
        "NumberOfBlocks": 244,
        "MaximumComponentLength": 255,
        "FileSystem": "ext4",
        "Access": 3,
        "Compressed": False,
        "SupportsFileBasedCompression": False,
        "SystemName": "WORKSTATION",
        "CreationClassName": "Win32_LogicalDisk",
        "SystemCreationClassName": "Win32_ComputerSystem",
    }


def test_a_file_system_that_does_not_answer_has_no_size(disks, make_request):
    made = disks.get(Win32_LogicalDisk(DeviceID="/media/cd"), make_request())
    assert (made.Size, made.FreeSpace, made.NumberOfBlocks) == (None, None, None)


def test_only_the_wanted_are_asked_for_their_room(disks, make_request):
    assert disks.get(Win32_LogicalDisk(DeviceID="/SRV/share"), make_request()).DeviceID == "/srv/share"
    assert MeasuredMounts.asked == ["/srv/share"]
    assert [made.DeviceID for made in disks.enumerate(make_request(DeviceID=("/",)))] == ["/"]
    assert MeasuredMounts.asked == ["/srv/share", "/"]


def test_names_alone_ask_for_no_room(disks, make_request):
    assert len(list(disks.enumerate(make_request("DeviceID", "DriveType")))) == 6
    assert MeasuredMounts.asked == []


def test_no_such_disk(disks, make_request):
    assert disks.get(Win32_LogicalDisk(DeviceID="C:"), make_request()) is None


def test_a_removable_medium_and_its_identifier(tmp_path, make_request):
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "sys/block/sdz/sdz1").mkdir(parents=True)
    (tmp_path / "sys/block/sdz/removable").write_text("1\n")
    (tmp_path / "proc/self/mountinfo").write_text("1 0 8:1 / / rw - vfat /dev/sdz1 rw\n")
    for folder, name in (("by-uuid", "4a3b-22c1"), ("by-label", "STICK")):
        (tmp_path / "dev/disk" / folder).mkdir(parents=True)
        (tmp_path / "dev/disk" / folder / name).symlink_to("/dev/sdz1")
    (made,) = LogicalDisks(Machine(tmp_path)).enumerate(make_request())
    assert (made.DriveType, made.VolumeName, made.VolumeSerialNumber) == (2, "STICK", "4A3B22C1")


def test_the_running_system_agrees_with_df(make_request):
    rows = list(LogicalDisks().enumerate(make_request()))
    assert rows or not Path("/proc/self/mountinfo").read_text().count(" /dev/")
    for made in rows:
        command = ["df", "-B1", "--output=fstype,size,avail,target", made.DeviceID]
        line = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()[1]
        file_system, size, free, target = line.split(None, 3)
        assert (made.FileSystem, made.Size, made.DeviceID) == (file_system, int(size), target)
        assert made.FreeSpace == pytest.approx(int(free), abs=256 << 20)
