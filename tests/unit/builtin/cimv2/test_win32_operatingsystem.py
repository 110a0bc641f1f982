# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import platform
import subprocess
import time
from pathlib import Path

import pytest

from openwmi.builtin.cimv2.win32_operatingsystem import OperatingSystems, architecture_bits, build_number
from openwmi.builtin.linux.machine import Machine
from tests.unit.builtin.asking import rows


def test_every_value_of_a_laptop(machine, make_request):
    (made,) = rows(OperatingSystems(machine), make_request())
    moving = {"LocalDateTime", "CurrentTimeZone", "NumberOfUsers", "InstallDate", "LastBootUpTime"}
    assert {name: value for name, value in made.items() if value is not None and name not in moving} == {
        "Name": "Debian GNU/Linux 12 (bookworm)|/|/dev/sda2",
        "Caption": "Debian GNU/Linux 12 (bookworm)",
        "Version": "6.1.0",
        "BuildNumber": "0",
        "OSArchitecture": "64-bit",
        "OSType": 36,
        "OperatingSystemSKU": 0,
        "ProductType": 1,
        "SerialNumber": "0123456789abcdef0123456789abcdef",
        "Locale": "0409",
        "OSLanguage": 1033,
        "MUILanguages": ["en-US"],
        "CountryCode": "1",
        "TotalVisibleMemorySize": 16314876,
        "FreePhysicalMemory": 9876543,
        "TotalVirtualMemorySize": 16314876 + 2097148,
        "FreeVirtualMemory": 9876543 + 2000000,
        "SizeStoredInPagingFiles": 2097148,
        "FreeSpaceInPagingFiles": 2000000,
        "TotalSwapSpaceSize": 2097148,
        "NumberOfProcesses": 5,
        "MaxProcessMemorySize": 137438953344,
        "SystemDrive": "/",
        "SystemDevice": "/dev/sda2",
        "BootDevice": "/dev/sda2",
        "Distributed": False,
        "Primary": True,
        "Status": "OK",
        "ServicePackMajorVersion": 0,
        "ServicePackMinorVersion": 0,
        "CSName": "WORKSTATION",
        "CreationClassName": "Win32_OperatingSystem",
        "CSCreationClassName": "Win32_ComputerSystem",
    }
    assert made.LastBootUpTime.to_datetime().timestamp() == 1_700_000_000


def test_it_is_a_singleton(machine, make_request):
    (made,) = rows(OperatingSystems(machine), make_request())
    assert made.ref() == "Win32_OperatingSystem=@"


def test_a_machine_that_tells_nothing(tmp_path, make_request):
    (tmp_path / "proc").mkdir()
    (made,) = rows(OperatingSystems(Machine(tmp_path, "riscv64")), make_request())
    unknown = ("Version", "BuildNumber", "LastBootUpTime", "InstallDate", "FreePhysicalMemory", "FreeVirtualMemory")
    assert [made[name] for name in unknown] == [None] * len(unknown)
    assert made.MaxProcessMemorySize is None


@pytest.mark.parametrize(
    ("release", "number"), [("10.0.19045", "19045"), ("6.1.158-amd64", "158"), ("6.1", None), (None, None)]
)
def test_build_number(release, number):
    assert build_number(release) == number


@pytest.mark.parametrize(
    ("architecture", "bits"), [("x86_64", "64-bit"), ("aarch64", "64-bit"), ("s390x", "64-bit"), ("armv7l", "32-bit")]
)
def test_architecture(architecture, bits):
    assert architecture_bits(architecture) == bits


def test_the_running_system(make_request):
    (made,) = rows(OperatingSystems(), make_request())
    assert made.Caption == platform.freedesktop_os_release()["PRETTY_NAME"]
    assert platform.release().startswith(made.Version)
    uptime_s = float(Path("/proc/uptime").read_text().split()[0])
    assert made.LastBootUpTime.to_datetime().timestamp() == pytest.approx(time.time() - uptime_s, abs=5)
    assert made.LocalDateTime.to_datetime().timestamp() == pytest.approx(time.time(), abs=60)
    free = subprocess.run(["free", "-k"], capture_output=True, check=True, text=True).stdout.splitlines()[1].split()
    assert made.TotalVisibleMemorySize == int(free[1])
    assert made.FreePhysicalMemory == pytest.approx(int(free[6]), rel=0.2)
    counted = subprocess.run(["ps", "-e", "-o", "pid="], capture_output=True, check=True, text=True).stdout
    assert made.NumberOfProcesses == pytest.approx(len(counted.splitlines()), abs=30)
    assert made.MaxNumberOfProcesses == int(Path("/proc/sys/kernel/pid_max").read_text())
    assert made.SystemDevice == findmnt_source()


def findmnt_source():
    output = subprocess.run(["findmnt", "-n", "-o", "SOURCE", "/"], capture_output=True, check=True, text=True).stdout
    return os.path.realpath(output.strip()) if output.startswith("/dev/disk") else output.strip()
