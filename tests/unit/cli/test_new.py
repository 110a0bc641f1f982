# SPDX-License-Identifier: Apache-2.0

import json

import pytest


def test_an_object_is_made_of_typed_values(openwmi):
    told = openwmi(
        "new",
        "acme_tool",
        "id=1",
        "Name=saw",
        "Small=-3",
        "Sharp=true",
        "Bought=2026-11-20T00:00:00Z",
        "Tags=a",
        "Tags=b",
        'Water={"Celsius": 4.5}',
    )
    assert (told.code, told.err) == (0, "")
    assert told.out.endswith("root\\acme:Acme_Tool.Id=1\n")
    assert json.loads(openwmi("get", "Acme_Tool.Id=1", "-o", "json").out) == {
        "Id": 1,
        "Name": "saw",
        "Small": -3,
        "Sharp": True,
        "Bought": "20261120000000.000000+000",
        "Tags": ["a", "b"],
        "Water": {"Celsius": 4.5, "Algae": None},
        "Weight": 9,
    }


def test_it_must_not_exist_unless_it_is_replaced(openwmi):
    assert openwmi("new", "Acme_Tool", "Id=2", "Name=axe").code == 0
    again = openwmi("new", "Acme_Tool", "Id=2", "Small=1")
    assert again.code == 5
    assert "--replace writes over it" in again.err
    assert openwmi("new", "Acme_Tool", "Id=2", "Small=1", "--replace").code == 0
    assert json.loads(openwmi("get", "Acme_Tool.Id=2", "-o", "json", "-p", "Name,Small").out) == {
        "Name": None,
        "Small": 1,
    }


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["Acme_Tol", "Id=1"], 1, "did you mean Acme_Tool"),
        (["Acme_Tool", "Id"], 2, "no assignment"),
        (["Acme_Tool", "Id=3", "Smal=1"], 2, "class Acme_Tool has no Smal; did you mean Small?"),
        (["Acme_Tool", "Id=3", "Small=300"], 2, "WBEM_E_VALUE_OUT_OF_RANGE"),
        (["Acme_Tool", "Id=3", "Small=few"], 2, "WBEM_E_TYPE_MISMATCH"),
        (["Acme_Tool", "Id=3", 'Water={"Celsus": 1}'], 1, "Celsus"),
    ],
)
def test_failures(openwmi, arguments, code, part):
    told = openwmi("new", *arguments)
    assert (told.code, told.out) == (code, "")
    assert part in told.err
