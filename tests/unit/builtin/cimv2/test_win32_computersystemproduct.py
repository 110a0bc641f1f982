# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.win32_computersystemproduct import ComputerSystemProducts, identity
from openwmi.builtin.linux.machine import Machine


def test_every_value(machine, make_request):
    (made,) = ComputerSystemProducts(machine).enumerate(make_request())
    assert dict(made.items()) == {
        "IdentifyingNumber": "PF1ABCDE",
        "Name": "20QV00CMGE",
        "Version": "ThinkPad X1",
        "Vendor": "LENOVO",
        "SKUNumber": "LENOVO_MT_20QV",
        "Caption": "Computer System Product",
        "Description": "Computer System Product",
        "UUID": "4C4C4544-0033-4D10-8054-B7C04F465032",
    }


def test_where_the_firmware_does_not_say_the_installation_does(tmp_path):
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/machine-id").write_text("0123456789abcdef0123456789abcdef\n")
    assert identity(Machine(tmp_path)) == "01234567-89AB-CDEF-0123-456789ABCDEF"


def test_a_machine_that_tells_nothing(tmp_path, make_request):
    (made,) = ComputerSystemProducts(Machine(tmp_path)).enumerate(make_request())
    assert (made.Name, made.Version, made.IdentifyingNumber, made.Vendor, made.UUID) == ("", "", "", None, None)
