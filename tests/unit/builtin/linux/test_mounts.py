# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import subprocess

import pytest

from openwmi.builtin.linux.mounts import Mount, MountTable, parse_mountinfo


@pytest.fixture
def table(workstation):
    return MountTable(workstation / "proc/self/mountinfo")


def test_a_line(table):
    first = parse_mountinfo(table.mountinfo.read_text())[3]
    assert first == Mount("8:17", "/", "/media/stick one", "vfat", "/dev/sdb1", read_only=True)
    assert first.is_storage
    assert not first.is_network


def test_only_disks_and_shares_each_once_are_left(table):
    assert [(m.point, m.source) for m in table.disks()] == [
        ("/", "/dev/sda2"),
        ("/media/stick one", "/dev/sdb1"),
        ("/srv/share", "files.example.org:/export"),
        ("/media/cd", "/dev/sr0"),
        ("/srv/home", "me@other:/home"),
        ("/srv/twice", "/dev/sda5"),
    ]


def test_the_root(table, tmp_path):
    assert table.root_source() == "/dev/sda2"
    assert MountTable(tmp_path / "absent").root_source() is None
    assert MountTable(tmp_path / "absent").disks() == []


@pytest.mark.parametrize("line", ["", "1 2 3", "21 27 0:20 / /proc rw", "21 27 0:20 / - proc proc rw", "a - b"])
def test_broken_lines_are_left_out(line):
    assert parse_mountinfo(line) == []


def usage_of(point):
    return MountTable().usage(Mount("", "/", point, "", "", read_only=False))


def test_the_room_of_a_mount_is_what_df_says():
    usage = usage_of("/")
    output = subprocess.run(
        ["df", "-B1", "--output=size,avail", "/"], capture_output=True, check=True, text=True
    ).stdout
    size, free = map(int, output.splitlines()[1].split())
    assert usage.size == size
    assert usage.free == pytest.approx(free, abs=64 << 20)
    assert usage.name_limit == os.statvfs("/").f_namemax


def test_a_mount_that_is_gone_has_no_room(tmp_path):
    assert usage_of(str(tmp_path / "gone")) is None


def test_label_and_identifier_are_udev_links(tmp_path):
    for folder, name in (("by-label", r"My\x20Disk\xc3\xa9"), ("by-uuid", "0c1f-2d3e")):
        (tmp_path / "disk" / folder).mkdir(parents=True)
        (tmp_path / "disk" / folder / name).symlink_to("../../sda1")
    (tmp_path / "sda1").touch()
    mount = Mount("8:1", "/", "/", "ext4", str(tmp_path / "sda1"), read_only=False)
    table = MountTable(dev=tmp_path)
    assert (table.label(mount), table.identifier(mount)) == ("My Disk\N{LATIN SMALL LETTER E WITH ACUTE}", "0c1f-2d3e")
    other = Mount("8:2", "/", "/", "ext4", str(tmp_path / "sda2"), read_only=False)
    assert (table.label(other), table.identifier(other)) == (None, None)


def test_no_udev(tmp_path):
    mount = Mount("8:1", "/", "/", "ext4", "/dev/sda1", read_only=False)
    assert MountTable(dev=tmp_path).label(mount) is None
