# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import subprocess

from openwmi.builtin.cimv2.win32_processor import ProcessorPackages
from openwmi.builtin.linux.machine import Machine
from tests.unit.builtin.asking import rows


def test_every_value(machine, make_request):
    (made,) = ProcessorPackages(machine).enumerate(make_request())
    assert {name: value for name, value in made.items() if value is not None} == {
        "DeviceID": "CPU0",
        "Name": "Intel(R) Core(TM) i7-8750H CPU @ 2.20GHz",
        "Caption": "x86_64 Family 6 Model 158 Stepping 10",
        "Description": "x86_64 Family 6 Model 158 Stepping 10",
        "Manufacturer": "GenuineIntel",
        "NumberOfCores": 2,
        "NumberOfEnabledCore": 2,
        "NumberOfLogicalProcessors": 4,
        "ThreadCount": 4,
        "MaxClockSpeed": 4100,
        "CurrentClockSpeed": 2200,
        "L2CacheSize": 512,
        "L3CacheSize": 9216,
        "AddressWidth": 64,
        "DataWidth": 64,
        "Architecture": 9,
        "Level": 6,
        "Revision": 158 << 8 | 10,
        "Stepping": "10",
        "SocketDesignation": "CPU 0",
        "VMMonitorModeExtensions": True,
        "SecondLevelAddressTranslationExtensions": True,
        "ProcessorType": 3,
        "CpuStatus": 1,
        "Availability": 3,
        "StatusInfo": 3,
        "Status": "OK",
        "Role": "CPU",
        "SystemName": "WORKSTATION",
        "CreationClassName": "Win32_Processor",
        "SystemCreationClassName": "Win32_ComputerSystem",
    }


def test_a_processor_that_says_little_of_itself(tmp_path, make_request):
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/cpuinfo").write_text("processor\t: 0\nBogoMIPS\t: 108.00\n")
    (made,) = ProcessorPackages(Machine(tmp_path, "aarch64")).enumerate(make_request())
    assert (made.Name, made.Description, made.Architecture) == ("aarch64", "aarch64", 12)
    unknown = ("Manufacturer", "NumberOfCores", "MaxClockSpeed", "L2CacheSize", "Revision", "VMMonitorModeExtensions")
    assert [made[name] for name in unknown] == [None] * len(unknown)


def test_the_load_is_measured_when_it_is_wanted_only(machine, make_request, monkeypatch):
    measured = []
    monkeypatch.setattr("openwmi.builtin.linux.cpuload.LoadMeter.interval", lambda *_: measured.append(1))
    list(ProcessorPackages(machine).enumerate(make_request("Name", "MaxClockSpeed")))
    assert measured == []


def test_the_load_of_the_running_machine(make_request):
    packages = ProcessorPackages()
    (first,) = {made.LoadPercentage for made in rows(packages, make_request("LoadPercentage"))[:1]}
    assert 0 <= first <= 100


def test_the_running_machine_agrees_with_lscpu(make_request):
    output = json.loads(subprocess.run(["lscpu", "-J"], capture_output=True, check=True).stdout)["lscpu"]
    told = {}
    stack = list(output)
    while stack:
        entry = stack.pop()
        told[entry["field"].rstrip(":")] = entry["data"]
        stack += entry.get("children", [])
    made = rows(ProcessorPackages(), make_request())
    assert sum(package.NumberOfLogicalProcessors for package in made) == int(told["CPU(s)"])
    assert len(made) == int(told["Socket(s)"])
    assert made[0].NumberOfCores == int(told["Core(s) per socket"])
    assert made[0].Manufacturer == told["Vendor ID"]
    assert made[0].Name == told["Model name"]
