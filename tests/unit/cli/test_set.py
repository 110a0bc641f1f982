# SPDX-License-Identifier: Apache-2.0

import json

import pytest


def value(openwmi, path, name):
    return json.loads(openwmi("get", path, "-o", "json", "-p", name).out)[name]


def test_what_is_not_named_stays(openwmi):
    openwmi("new", "Acme_Tool", "Id=10", "Name=saw", "Small=1")
    told = openwmi("set", "Acme_Tool.Id=10", "small=2", "Name=NULL")
    assert (told.code, told.err) == (0, "")
    assert told.out.endswith("Acme_Tool.Id=10\n")
    assert value(openwmi, "Acme_Tool.Id=10", "Small") == 2
    assert value(openwmi, "Acme_Tool.Id=10", "Name") is None
    assert value(openwmi, "Acme_Tool.Id=10", "Weight") == 9


def test_a_provider_that_writes_whole_objects_gets_one(openwmi):
    assert openwmi("set", 'Acme_Toad.Name="first"', "Weight=5120").code == 0
    assert value(openwmi, 'Acme_Toad.Name="first"', "Weight") == 10240


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["Acme_Tool.Id=999", "Small=1"], 1, "WBEM_E_NOT_FOUND"),
        (["Acme_Tol.Id=1", "Small=1"], 1, "did you mean Acme_Tool"),
        (["Acme_Tool.Id=999"], 2, "Missing argument"),
        (["Acme_Tool", "Small=1"], 2, "does not name an instance"),
        (["Acme_Tool.Id=999", "Smal=1"], 2, "did you mean Small?"),
        (['Acme_Snail.Name="quick"', "Name=quick"], 5, "WBEM_E_PROVIDER_NOT_CAPABLE"),
        (['Acme_Snail.Name="quick"', "Name=x"], 2, "the key of an object cannot be changed (Name)"),
    ],
)
def test_failures(openwmi, arguments, code, part):
    told = openwmi("set", *arguments, "--deadline", "5s")
    assert (told.code, told.out) == (code, "")
    assert part in told.err
