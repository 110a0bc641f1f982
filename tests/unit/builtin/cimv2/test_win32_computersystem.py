# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path

import pytest

from openwmi.builtin.cimv2.win32_computersystem import ComputerSystems, console_user, domain
from openwmi.builtin.linux.logins import Login
from openwmi.builtin.linux.machine import Machine


def test_every_value_of_a_laptop(machine, make_request):
    (made,) = ComputerSystems(machine).enumerate(make_request())
    of_this_process = {"CurrentTimeZone", "DaylightInEffect", "EnableDaylightSavingsTime", "UserName"}
    assert {n: v for n, v in made.items() if v is not None and n not in of_this_process} == {
        "Name": "WORKSTATION",
        "Caption": "WORKSTATION",
        "DNSHostName": "Workstation",
        "Domain": "example.org",
        "Workgroup": "WORKGROUP",
        "PartOfDomain": False,
        "DomainRole": 0,
        "Manufacturer": "LENOVO",
        "Model": "20QV00CMGE",
        "SystemFamily": "ThinkPad",
        "SystemSKUNumber": "LENOVO_MT_20QV",
        "SystemType": "x64-based PC",
        "TotalPhysicalMemory": 16314876 * 1024,
        "NumberOfProcessors": 1,
        "NumberOfLogicalProcessors": 4,
        "BootupState": "Normal boot",
        "ThermalState": 3,
        "PowerState": 0,
        "Status": "OK",
        "HypervisorPresent": False,
        "PCSystemType": 2,
        "PCSystemTypeEx": 2,
        "CreationClassName": "Win32_ComputerSystem",
    }


def test_a_machine_that_tells_nothing(tmp_path, make_request):
    (made,) = ComputerSystems(Machine(tmp_path, "riscv64")).enumerate(make_request())
    unknown = ("Manufacturer", "Model", "SystemType", "TotalPhysicalMemory", "NumberOfProcessors", "PCSystemType")
    assert [made[name] for name in unknown] == [None] * len(unknown)
    assert (made.Name, made.Domain, made.DomainRole, made.HypervisorPresent) == ("LOCALHOST", "WORKGROUP", 2, None)


def test_a_member_of_a_domain(tmp_path, make_request):
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/krb5.keytab").touch()
    (tmp_path / "etc/krb5.conf").write_text("default_realm = EXAMPLE.ORG\n")
    (made,) = ComputerSystems(Machine(tmp_path)).enumerate(make_request())
    assert (made.Domain, made.PartOfDomain, made.Workgroup, made.DomainRole) == ("example.org", True, None, 3)


@pytest.mark.parametrize(
    ("people", "name"),
    [
        ([], None),
        ([Login("far", "pts/0")], None),
        ([Login("far", "pts/0"), Login("near", "tty1")], "WORKSTATION\\near"),
    ],
)
def test_the_user_is_who_sits_at_the_machine(machine, people, name):
    assert console_user(machine, people) == name


def test_the_domain_of_the_host_name_comes_first(machine):
    assert domain(machine) == "example.org"


def test_the_running_machine(make_request):
    (made,) = ComputerSystems().enumerate(make_request())
    assert made.DNSHostName == socket.gethostname().partition(".")[0]
    assert made.NumberOfLogicalProcessors == os.cpu_count()
    free = subprocess.run(["free", "-b"], capture_output=True, check=True, text=True).stdout
    assert made.TotalPhysicalMemory == int(free.splitlines()[1].split()[1])
    assert made.CurrentTimeZone == time.localtime().tm_gmtoff // 60
    assert made.HypervisorPresent == ("hypervisor" in Path("/proc/cpuinfo").read_text().split())
