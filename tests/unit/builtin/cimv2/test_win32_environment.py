# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.win32_environment import EnvironmentVariables
from openwmi.builtin.linux.machine import Machine
from tests.unit.builtin.asking import rows


def test_every_value(tmp_path, make_request):
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/environment").write_text('PATH="/usr/bin:/bin"\n# comment\nEMPTY=\n')
    path, empty = rows(EnvironmentVariables(Machine(tmp_path)), make_request())
    assert {name: value for name, value in path.items() if value is not None} == {
        "Name": "PATH",
        "UserName": "<SYSTEM>",
        "Caption": "<SYSTEM>\\PATH",
        "Description": "<SYSTEM>\\PATH",
        "VariableValue": "/usr/bin:/bin",
        "SystemVariable": True,
        "Status": "OK",
    }
    assert (empty.Name, empty.VariableValue) == ("EMPTY", "")


def test_the_variables_of_the_server_stay_its_own(tmp_path, make_request, monkeypatch):
    monkeypatch.setenv("SECRET", "1234")
    assert rows(EnvironmentVariables(Machine(tmp_path)), make_request()) == []
