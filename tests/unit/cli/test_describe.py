# SPDX-License-Identifier: Apache-2.0

import json


def test_the_page(openwmi):
    told = openwmi("describe", "acme_toad")
    assert told.code == 0
    assert told.out.splitlines()[:4] == [
        "Acme_Toad",
        "root\\acme · objects from provider swamp|Toads",
        "A toad. It sits.",
        "",
    ]


def test_qualifiers_when_asked_for(openwmi):
    assert "Qualifier" not in openwmi("describe", "Acme_Toad").out
    assert "Acme_Toad  dynamic" in openwmi("describe", "-v", "Acme_Toad").out


def test_json_and_mof(openwmi):
    assert json.loads(openwmi("describe", "Acme_Toad", "-o", "json").out)["keys"] == ["Name"]
    assert openwmi("describe", "Acme_Lake", "-o", "mof").out == "class Acme_Lake : Acme_Pond\n{\n\tuint32 Boats;\n};\n"


def test_a_misspelled_class_gets_a_suggestion(openwmi):
    told = openwmi("describe", "Acme_Tod")
    assert told.code == 1
    assert "did you mean Acme_Toad" in told.err
