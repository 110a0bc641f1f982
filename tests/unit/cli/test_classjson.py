# SPDX-License-Identifier: Apache-2.0

import json

from openwmi.cli.classjson import class_members
from tests.unit.cli.printed import Objects

MOF = """
class Acme_Base { [key] string Name; };
[Description("x")] class Acme_Thing : Acme_Base {
    [Write, Values{"light"}] uint16 Weight[] = {1, 2};
    [Static] uint32 Weigh([in] uint32 Times);
    void Rest();
};
"""


def test_a_class():
    members = class_members(Objects(MOF).definition("Acme_Thing"))
    assert json.loads(json.dumps(members)) == {
        "name": "Acme_Thing",
        "namespace": "root\\acme",
        "derivation": ["Acme_Base"],
        "abstract": False,
        "association": False,
        "singleton": False,
        "provider": None,
        "keys": ["Name"],
        "qualifiers": {"Description": "x"},
        "properties": [
            {
                "name": "Name",
                "type": "string",
                "key": True,
                "writable": False,
                "default": None,
                "origin": "Acme_Base",
                "qualifiers": {"key": True},
            },
            {
                "name": "Weight",
                "type": "uint16[]",
                "key": False,
                "writable": True,
                "default": [1, 2],
                "origin": "Acme_Thing",
                "qualifiers": {"Write": True, "Values": ["light"]},
            },
        ],
        "methods": [
            {
                "name": "Weigh",
                "static": True,
                "returns": "uint32",
                "parameters": [
                    {
                        "name": "Times",
                        "type": "uint32",
                        "in": True,
                        "out": False,
                        "qualifiers": {"in": True, "ID": 0},
                    }
                ],
                "origin": "Acme_Thing",
                "qualifiers": {"Static": True},
            },
            {
                "name": "Rest",
                "static": False,
                "returns": None,
                "parameters": [],
                "origin": "Acme_Thing",
                "qualifiers": {},
            },
        ],
    }
