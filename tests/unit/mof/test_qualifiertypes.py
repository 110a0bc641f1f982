# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import WbemStatus
from openwmi.model.cimtype import TypeSpec
from openwmi.model.qualifier import QualifierType
from openwmi.mof.diagnostics import MofErrors
from openwmi.mof.parser import parse_mof
from tests.unit.mof.parsed import qualifier_items_of


def spec(text):
    return TypeSpec.from_text(text.removesuffix("[]"), is_array=text.endswith("[]"))


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("Qualifier A : ToSubClass Amended;", QualifierType("A", flavor=0x82)),
        ("qualifier A:ToInstance ToSubClass;", QualifierType("A", flavor=0x03)),
        ("Qualifier A : boolean;", QualifierType("A", spec("boolean"), flavor=0x02)),
        (
            "Qualifier A : boolean = false, Scope(class, property), Flavor(DisableOverride, ToSubclass);",
            QualifierType("A", spec("boolean"), False, frozenset({"class", "property"}), 0x12),
        ),
        (
            "Qualifier A : string = null, Flavor(EnableOverride, Restricted), Scope(any);",
            QualifierType("A", spec("string"), None, frozenset({"any"}), 0),
        ),
        ('Qualifier A : string[] = {"x"};', QualifierType("A", spec("string[]"), ["x"], flavor=0x02)),
        ("Qualifier A : uint32[4], Flavor(Translatable);", QualifierType("A", spec("uint32[]"), flavor=0x02)),
    ],
)
def test_declarations(text, declared):
    (item,) = qualifier_items_of(text)
    assert item.qualifier_type == declared
    assert item.number == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Qualifier 5 : ToSubclass;", "EXPECTED_QUALIFIER_NAME"),
        ("Qualifier A ToSubclass;", "INVALID_QUALIFIER_SYNTAX"),
        ("Qualifier A : Nonsense;", "EXPECTED_FLAVOR_TYPE"),
        ("Qualifier A : ToSubclass", "EXPECTED_SEMI"),
        ("Qualifier A : object;", "INVALID_QUALIFIER_SYNTAX"),
        ("Qualifier A : string, Nonsense(class);", "INVALID_QUALIFIER_SYNTAX"),
        ("Qualifier A : string, Scope(nonsense);", "INVALID_QUALIFIER_SYNTAX"),
        ("Qualifier A : string, Scope(class), Scope(class);", "INVALID_QUALIFIER_SYNTAX"),
        ("Qualifier A : string, Flavor(Nonsense);", "EXPECTED_FLAVOR_TYPE"),
        ("Qualifier A : string, Flavor(EnableOverride, DisableOverride);", "INCOMPATIBLE_FLAVOR_TYPES"),
        ("Qualifier A : string, Flavor(Restricted, ToSubclass);", "INCOMPATIBLE_FLAVOR_TYPES2"),
        ("Qualifier A : string, Scope(class;", "EXPECTED_CLOSE_PAREN"),
        ("Qualifier A : string[;", "EXPECTED_CLOSE_BRACKET"),
        ('Qualifier A : uint8 = "x";', "TYPE_MISMATCH"),
        ("Qualifier A", "INVALID_QUALIFIER_SYNTAX"),
        ("Qualifier A :", "EXPECTED_FLAVOR_TYPE"),
    ],
)
def test_faults(text, code):
    with pytest.raises(MofErrors) as caught:
        parse_mof(text)
    assert caught.value.hresult == WbemStatus[f"WBEMMOF_E_{code}"]
