# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import pwd
import subprocess

import pytest

from openwmi.builtin.cimv2.win32_useraccount import UserAccounts
from openwmi.builtin.linux.machine import Machine
from tests.unit.builtin.asking import rows


# Made anew each time: CPython 3.11 cannot let go of such an entry when it ends.
def frog():
    return pwd.struct_passwd(("frog", "x", 1000, 1000, "Kermit the Frog,Pond 1", "/home/frog", "/bin/sh"))


def robot():
    return pwd.struct_passwd(("robot", "x", 999, 999, "", "/", "/usr/sbin/nologin"))


@pytest.fixture
def users(tmp_path):
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/shadow").write_text("frog:$y$hash:1::::::\nrobot:!:1::::::\n")
    return UserAccounts(Machine(tmp_path), lambda: [frog(), robot(), frog()])


def test_every_value(users, make_request):
    kermit, machine_user = rows(users, make_request())
    assert {name: value for name, value in kermit.items() if value is not None} == {
        "Domain": "LOCALHOST",
        "Name": "frog",
        "Caption": "LOCALHOST\\frog",
        "Description": "Kermit the Frog,Pond 1",
        "FullName": "Kermit the Frog",
        "SID": "S-1-22-1-1000",
        "SIDType": 1,
        "LocalAccount": True,
        "AccountType": 512,
        "Disabled": False,
        "Status": "OK",
    }
    assert (machine_user.Disabled, machine_user.FullName, machine_user.Description) == (True, None, None)


def test_where_passwords_are_secret_nobody_knows_who_is_locked_out(tmp_path, make_request):
    (made,) = rows(UserAccounts(Machine(tmp_path), lambda: [frog()]), make_request())
    assert made.Disabled is None


def test_a_user_that_is_not_listed_is_found_by_name(tmp_path, make_request):
    users = UserAccounts(Machine(tmp_path), list)
    assert [made.Name for made in rows(users, make_request(Name=("root",)))] == ["root"]
    assert rows(users, make_request(Name=("no such user",))) == []


def test_names_in_any_case(users, make_request):
    assert [made.Name for made in rows(users, make_request(Name=("FROG",)))] == ["frog"]


def test_the_running_system_agrees_with_id(make_request):
    name = subprocess.run(["id", "-un"], capture_output=True, check=True, text=True).stdout.strip()
    (made,) = rows(UserAccounts(), make_request(Name=(name,)))
    assert f"S-1-22-1-{os.getuid()}" == made.SID
