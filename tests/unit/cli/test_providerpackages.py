# SPDX-License-Identifier: Apache-2.0

import json

import pytest

from tests.fakes.packages import NEWT_TEXT


def test_from_package_to_rows_and_back(openwmi, packages):
    packages.add("bogs", NEWT_TEXT, "bogs")
    (listed,) = json.loads(openwmi("provider", "list", "--available", "-o", "json").out)
    assert listed == {"Name": "bogs", "Package": "bogs", "Version": "1.0", "Source": "bogs"}
    assert openwmi("provider", "install", "--installed").out == "installed bogs|Newts in root\\bog: Bog_Newt\n"
    assert openwmi("query", "-n", "root/bog", "SELECT * FROM Bog_Newt", "-o", "csv").out == "Name\nOlm\n"
    packages.remove("bogs")
    assert openwmi("provider", "remove", "bogs|Newts").code == 0
    assert "bogs" not in openwmi("provider", "list").out


def test_a_package_that_does_not_load_is_told(openwmi, packages):
    packages.add("broken_bogs", "1 / 0", "broken_bogs")
    told = openwmi("provider", "install", "--installed")
    assert (told.code, told.out) == (5, "")
    assert "broken_bogs: WBEM_E_PROVIDER_LOAD_FAILURE" in told.err


@pytest.mark.parametrize("arguments", [(), ("a.py", "--installed"), ("--installed", "-n", "root/bog")])
def test_what_to_install_has_to_be_clear(openwmi, arguments):
    told = openwmi("provider", "install", *arguments)
    assert told.code == 2
    assert "either SOURCE or --installed" in told.err
