# SPDX-License-Identifier: Apache-2.0

import json

import pytest


def test_a_list(openwmi):
    told = openwmi("get", 'Acme_Pond.Name="Lily"', "-p", "Size,Deep", "-p", "Depth")
    assert told.out == "Size   12.3 MiB  (12900000 bytes)\nDeep   TRUE\nDepth  3\n"


def test_json_is_an_object(openwmi):
    assert json.loads(openwmi("get", 'Acme_Toad.Name="first"', "-o", "json").out)["Name"] == "first"


def test_the_namespace_of_the_path_wins(openwmi):
    told = openwmi("get", "-n", "root/default", 'root\\acme:Acme_Pond.Name="Loch"', "-o", "json", "-p", "Boats")
    assert json.loads(told.out) == {"Boats": 7}


def test_system_properties(openwmi):
    assert openwmi("get", 'Acme_Pond.Name="Lily"', "-p", "__CLASS").out == "__CLASS  Acme_Pond\n"
    assert openwmi("get", 'Acme_Pond.Name="Lily"', "--system").out.startswith("__GENUS ")


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (['Acme_Pond.Name="Dry"'], 1, "WBEM_E_NOT_FOUND"),
        (['Acme_Pnd.Name="Lily"'], 1, "did you mean Acme_Pond?"),
        (["Acme_Pond"], 2, 'openwmi query "SELECT * FROM Acme_Pond"'),
        (["Acme_Pond.Name="], 2, "WBEM_E_INVALID_OBJECT_PATH"),
        (['Acme_Pond.Name="Lily"', "-p", "Sze"], 2, "no property Sze; did you mean Size?"),
        (['Acme_Pond.Name="Lily"', "-p", "Zebra"], 2, "see `openwmi describe Acme_Pond`"),
        (['root\\nowhere:Acme_Pond.Name="x"'], 1, "WBEM_E_INVALID_NAMESPACE"),
    ],
)
def test_failures(openwmi, arguments, code, part):
    told = openwmi("get", *arguments)
    assert (told.code, told.out) == (code, "")
    assert part in told.err


@pytest.mark.parametrize("path", ["Acme_Pond.Name=Lily", "Acme_Pond=Lily", "root/acme:Acme_Pond.name=lily"])
def test_quotes_lost_to_the_shell(openwmi, path):
    assert openwmi("get", path, "-p", "Depth").out == "Depth  3\n"
