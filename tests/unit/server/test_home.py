# SPDX-License-Identifier: Apache-2.0

import os
import sys
from pathlib import Path

import pytest

from openwmi.server.home import default_home


def test_the_variable_wins(monkeypatch):
    monkeypatch.setenv("OPENWMI_HOME", "/somewhere/else")
    assert default_home() == Path("/somewhere/else")


@pytest.mark.parametrize(
    ("platform", "uid", "environment", "expected"),
    [
        ("linux", 0, {}, "/var/lib/openwmi"),
        ("linux", 1000, {"XDG_STATE_HOME": "/state"}, "/state/openwmi"),
        ("linux", 1000, {"XDG_STATE_HOME": "", "HOME": "/home/kermit"}, "/home/kermit/.local/state/openwmi"),
        ("darwin", 501, {"HOME": "/Users/kermit"}, "/Users/kermit/.local/state/openwmi"),
        ("win32", 0, {"LOCALAPPDATA": "/AppData/Local"}, "/AppData/Local/openwmi"),
        ("win32", 0, {"HOME": "/Users/kermit"}, "/Users/kermit/AppData/Local/openwmi"),
    ],
)
def test_the_place_of_each_platform(monkeypatch, platform, uid, environment, expected):
    for name in ("OPENWMI_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "geteuid", lambda: uid, raising=False)
    assert default_home() == Path(expected)
