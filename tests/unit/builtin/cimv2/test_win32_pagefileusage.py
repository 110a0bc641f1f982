# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

from openwmi.builtin.cimv2.win32_pagefileusage import PageFiles
from tests.unit.builtin.asking import rows


def test_every_value(machine, make_request):
    device, file = rows(PageFiles(machine), make_request())
    assert {name: value for name, value in device.items() if value is not None} == {
        "Name": "/dev/sda3",
        "Caption": "/dev/sda3",
        "Description": "/dev/sda3",
        "AllocatedBaseSize": 1023,
        "CurrentUsage": 94,
        "TempPageFile": False,
    }
    assert file.Name == "/swap file"


def test_the_running_system(make_request):
    assert len(rows(PageFiles(), make_request())) == len(Path("/proc/swaps").read_text().splitlines()) - 1
