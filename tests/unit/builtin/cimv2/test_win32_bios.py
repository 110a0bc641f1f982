# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.cimv2.win32_bios import Firmware, release_date
from openwmi.builtin.linux.machine import Machine


def test_every_value(machine, make_request):
    (made,) = Firmware(machine).enumerate(make_request())
    assert {name: value for name, value in made.items() if value is not None} == {
        "Name": "N2OET48W (1.35 )",
        "Caption": "N2OET48W (1.35 )",
        "Description": "N2OET48W (1.35 )",
        "SoftwareElementID": "N2OET48W (1.35 )",
        "SoftwareElementState": 3,
        "TargetOperatingSystem": 0,
        "Version": "LENOVO - N2OET48W (1.35 )",
        "BIOSVersion": ["LENOVO", "N2OET48W (1.35 )"],
        "Manufacturer": "LENOVO",
        "SMBIOSBIOSVersion": "N2OET48W (1.35 )",
        "SMBIOSPresent": True,
        "ReleaseDate": "20191203000000.000000+000",
        "SerialNumber": "PF1ABCDE",
        "SystemBiosMajorVersion": 1,
        "SystemBiosMinorVersion": 35,
        "PrimaryBIOS": True,
        "Status": "OK",
    }


def test_a_machine_that_tells_of_none_has_none(tmp_path, make_request):
    assert list(Firmware(Machine(tmp_path)).enumerate(make_request())) == []


def test_a_serial_number_that_may_not_be_read_is_unknown(tmp_path, make_request):
    folder = tmp_path / "sys/class/dmi/id"
    folder.mkdir(parents=True)
    (folder / "bios_vendor").write_text("Maker\n")
    (folder / "bios_release").write_text("255.256\n")
    (made,) = Firmware(Machine(tmp_path)).enumerate(make_request())
    assert (made.SerialNumber, made.Name, made.Version, made.BIOSVersion) == (None, "", "Maker", ["Maker"])
    assert (made.SystemBiosMajorVersion, made.SystemBiosMinorVersion) == (255, None)


@pytest.mark.parametrize(("text", "date"), [("02/29/2024", "20240229000000.000000+000"), ("x", None), (None, None)])
def test_release_date(text, date):
    assert release_date(text) == date
