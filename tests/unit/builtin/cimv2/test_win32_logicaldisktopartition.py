# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.cimv2.win32_logicaldisktopartition import LogicalDiskLinks
from tests.unit.builtin.asking import rows

PARTITION = 'Win32_DiskPartition.DeviceID="Disk #0, Partition #1"'
ROOT = 'Win32_LogicalDisk.DeviceID="/"'


@pytest.mark.parametrize(
    ("restrictions", "count"),
    [
        ({}, 1),
        ({"Antecedent": (PARTITION,)}, 1),
        ({"Antecedent": (PARTITION.replace("#1", "#0"),)}, 0),
        ({"Dependent": (ROOT,)}, 1),
        ({"Dependent": ('Win32_LogicalDisk.DeviceID="/srv/share"',)}, 0),
    ],
)
def test_links(machine, make_request, restrictions, count):
    links = rows(LogicalDiskLinks(machine), make_request(**restrictions))
    assert [(str(made.Antecedent), str(made.Dependent)) for made in links] == [(PARTITION, ROOT)] * count


def test_where_it_is_on_the_disk(machine, make_request):
    (made,) = rows(LogicalDiskLinks(machine), make_request())
    assert made.StartingAddress == 1050624 * 512
    assert made.EndingAddress == (1050624 + 999164559) * 512 - 1
