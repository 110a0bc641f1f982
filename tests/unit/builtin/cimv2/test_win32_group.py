# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import grp
import subprocess

from openwmi.builtin.cimv2.win32_group import Groups
from openwmi.builtin.linux.machine import Machine
from tests.unit.builtin.asking import rows


# Made anew each time: CPython 3.11 cannot let go of such an entry when it ends.
def pond():
    return grp.struct_group(("pond", "x", 100, []))


def test_every_value(tmp_path, make_request):
    (made,) = rows(Groups(Machine(tmp_path), lambda: [pond(), pond()]), make_request())
    assert {name: value for name, value in made.items() if value is not None} == {
        "Domain": "LOCALHOST",
        "Name": "pond",
        "Caption": "LOCALHOST\\pond",
        "Description": "pond",
        "SID": "S-1-22-2-100",
        "SIDType": 4,
        "LocalAccount": True,
        "Status": "OK",
    }


def test_a_group_that_is_not_listed_is_found_by_name(tmp_path, make_request):
    groups = Groups(Machine(tmp_path), list)
    assert [made.Name for made in rows(groups, make_request(Name=("daemon",)))] == ["daemon"]
    assert rows(groups, make_request(Name=("no such group",))) == []


def test_the_running_system_agrees_with_getent(make_request):
    output = subprocess.run(["getent", "group"], capture_output=True, check=True, text=True).stdout
    expected = {line.split(":")[0]: f"S-1-22-2-{line.split(':')[2]}" for line in output.splitlines()}
    assert {made.Name: made.SID for made in rows(Groups(), make_request())} == expected
