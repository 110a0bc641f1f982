# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import platform

import pytest

from openwmi.builtin.linux.osrelease import InstalledSystem, canonical_uuid, numeric_release, parse_os_release


def test_release(workstation):
    release = InstalledSystem(workstation).release()
    assert release["PRETTY_NAME"] == "Debian GNU/Linux 12 (bookworm)"
    assert release["QUOTE"] == 'a "b" c'
    assert release["ID"] == "debian"
    assert "BROKEN" not in release


def test_the_copy_below_usr_stands_in(tmp_path):
    (tmp_path / "usr/lib").mkdir(parents=True)
    (tmp_path / "usr/lib/os-release").write_text("ID=x\n")
    assert InstalledSystem(tmp_path).release() == {"ID": "x"}


def test_no_release(tmp_path):
    system = InstalledSystem(tmp_path)
    assert (system.release(), system.machine_id(), system.installed_at_s()) == ({}, None, None)


def test_machine_id(workstation):
    assert InstalledSystem(workstation).machine_id() == "0123456789abcdef0123456789abcdef"
    assert InstalledSystem(workstation).installed_at_s() == (workstation / "etc/machine-id").stat().st_mtime


@pytest.mark.parametrize("line", ["", "#A=1", "A", "1A=1", "A B=1", 'A="x'])
def test_broken_lines_are_left_out(line):
    assert parse_os_release(line) == {}


@pytest.mark.parametrize(
    ("release", "numbers"),
    [("6.1.0-13-amd64", "6.1.0"), ("5.15", "5.15"), ("4.18.0-553.el8_10.x86_64", "4.18.0"), ("x", None), (None, None)],
)
def test_numeric_release(release, numbers):
    assert numeric_release(release) == numbers


@pytest.mark.parametrize(
    ("text", "uuid"),
    [
        ("0123456789abcdef0123456789abcdef", "01234567-89AB-CDEF-0123-456789ABCDEF"),
        ("4c4c4544-0033-4d10-8054-b7c04f465032", "4C4C4544-0033-4D10-8054-B7C04F465032"),
        ("uninitialized", None),
        (None, None),
    ],
)
def test_canonical_uuid(text, uuid):
    assert canonical_uuid(text) == uuid


def test_the_running_system():
    assert InstalledSystem().release() == platform.freedesktop_os_release() | InstalledSystem().release()
    assert InstalledSystem().release()["ID"] == platform.freedesktop_os_release()["ID"]
