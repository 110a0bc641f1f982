# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.win32_diskpartition import DiskPartitions
from openwmi.builtin.linux.machine import Machine
from tests.unit.builtin.asking import rows


def test_every_value(machine, make_request):
    first, second = rows(DiskPartitions(machine), make_request())
    assert {name: value for name, value in second.items() if value is not None} == {
        "DeviceID": "Disk #0, Partition #1",
        "Name": "Disk #0, Partition #1",
        "Caption": "Disk #0, Partition #1",
        "Description": "sda2",
        "DiskIndex": 0,
        "Index": 1,
        "Size": 999164559 * 512,
        "StartingOffset": 1050624 * 512,
        "BlockSize": 512,
        "NumberOfBlocks": 999164559,
        "HiddenSectors": 1050624,
        "SystemName": "WORKSTATION",
        "CreationClassName": "Win32_DiskPartition",
        "SystemCreationClassName": "Win32_ComputerSystem",
    }
    assert first.DeviceID == "Disk #0, Partition #0"


def test_a_partition_far_into_a_large_disk(tmp_path, make_request):
    folder = tmp_path / "sys/block/sdz/sdz1"
    folder.mkdir(parents=True)
    for name, value in (("partition", 1), ("start", 1 << 33), ("size", 8)):
        (folder / name).write_text(f"{value}\n")
    (tmp_path / "sys/block/sdz/queue").mkdir()
    (tmp_path / "sys/block/sdz/queue/logical_block_size").write_text("512\n")
    (made,) = rows(DiskPartitions(Machine(tmp_path)), make_request())
    assert (made.StartingOffset, made.HiddenSectors, made.NumberOfBlocks) == (512 << 33, None, 8)
