# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.cimv2.win32_diskdrivetodiskpartition import DiskPartitionLinks
from tests.unit.builtin.asking import rows

DRIVE = 'Win32_DiskDrive.DeviceID="\\\\\\\\.\\\\PHYSICALDRIVE0"'


def partition(index):
    return f'Win32_DiskPartition.DeviceID="Disk #0, Partition #{index}"'


@pytest.mark.parametrize(
    ("restrictions", "expected"),
    [
        ({}, [(DRIVE, partition(0)), (DRIVE, partition(1))]),
        ({"Antecedent": (DRIVE,)}, [(DRIVE, partition(0)), (DRIVE, partition(1))]),
        ({"Antecedent": (DRIVE.replace("0", "1"),)}, []),
        ({"Dependent": (partition(1),)}, [(DRIVE, partition(1))]),
        ({"Dependent": (partition(7),)}, []),
    ],
)
def test_links(machine, make_request, restrictions, expected):
    links = rows(DiskPartitionLinks(machine), make_request(**restrictions))
    assert [(str(made.Antecedent), str(made.Dependent)) for made in links] == expected
