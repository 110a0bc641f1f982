# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import subprocess

import pytest

from openwmi.builtin.linux.logins import Login, logins


@pytest.mark.parametrize(
    ("terminal", "is_console"), [("tty1", True), (":0", True), ("seat0", True), ("pts/3", False), (None, False)]
)
def test_console(terminal, is_console):
    assert Login("me", terminal).is_console is is_console


def test_the_running_system_agrees_with_who():
    output = subprocess.run(["who"], capture_output=True, check=True, text=True).stdout
    assert sorted(login.user for login in logins()) == sorted(line.split()[0] for line in output.splitlines())
