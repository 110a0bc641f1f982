# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import platform

import pytest

from openwmi.builtin.linux.machine import Machine


def test_names(machine):
    assert (machine.host_name(), machine.computer_name()) == ("Workstation", "WORKSTATION")
    assert machine.dns_domain() == "example.org"
    assert machine.system_name() == "Debian GNU/Linux 12 (bookworm)|/|/dev/sda2"


def test_a_machine_that_tells_nothing(tmp_path):
    machine = Machine(tmp_path)
    assert (machine.computer_name(), machine.dns_domain(), machine.realm()) == ("LOCALHOST", None, None)
    assert machine.system_name() == "Linux|/|"
    assert not machine.is_workstation()


def test_a_laptop_is_a_workstation(machine):
    assert machine.is_workstation()


@pytest.mark.parametrize(("variant", "expected"), [("workstation", True), ("server", False)])
def test_what_the_system_is_made_for(tmp_path, variant, expected):
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/os-release").write_text(f"VARIANT_ID={variant}\n")
    assert Machine(tmp_path).is_workstation() is expected


def test_a_realm_takes_a_key_of_the_machine(tmp_path):
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/krb5.conf").write_text("[libdefaults]\n  default_realm = EXAMPLE.ORG\n")
    assert Machine(tmp_path).realm() is None
    (tmp_path / "etc/krb5.keytab").touch()
    assert Machine(tmp_path).realm() == "EXAMPLE.ORG"


def test_the_running_machine():
    assert Machine().host_name() == platform.node().partition(".")[0]
    assert Machine().architecture == platform.machine()
