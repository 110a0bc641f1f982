# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.qualifier import Qualifier
from openwmi.mof.diagnostics import MofErrors
from openwmi.mof.parser import parse_mof
from tests.unit.mof.parsed import classes_of


def declared(text):
    (item,) = classes_of(text)
    return item.declaration


@pytest.mark.parametrize("text", ["class X;", "class X {};", "CLASS X { } ;"])
def test_an_empty_class(text):
    found = declared(text)
    assert (found.name, found.superclass, len(found.properties)) == ("X", None, 0)


def test_parent_and_qualifiers():
    found = declared('[abstract, Description("text")] class X : Y;')
    assert found.superclass == "Y"
    assert found.qualifiers["description"] == Qualifier("Description", "text")
    assert found.qualifiers["ABSTRACT"].value is True


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("uint32 P;", TypeSpec(CimType.CIM_UINT32)),
        ("String P;", TypeSpec(CimType.CIM_STRING)),
        ("sint64 P[];", TypeSpec(CimType.CIM_SINT64, True)),
        ("object P;", TypeSpec(CimType.CIM_OBJECT)),
        ("Frog P;", TypeSpec(CimType.CIM_OBJECT, False, "Frog")),
        ("Frog P[];", TypeSpec(CimType.CIM_OBJECT, True, "Frog")),
        ("Frog REF P;", TypeSpec(CimType.CIM_REFERENCE, False, "Frog")),
        ("object ref P;", TypeSpec(CimType.CIM_REFERENCE)),
        ("Frog ref P[];", TypeSpec(CimType.CIM_REFERENCE, True, "Frog")),
        ("datetime P;", TypeSpec(CimType.CIM_DATETIME)),
    ],
)
def test_types(text, spec):
    assert declared(f"class X {{ {text} }};").properties["p"].type == spec


@pytest.mark.parametrize(
    "text", ["uint32 Ref;", "object ref;", "uint32 Class;", "string Instance;", "boolean Qualifier;"]
)
def test_keywords_may_be_property_names(text):
    assert len(declared(f"class X {{ {text} }};").properties) == 1


def test_a_size_becomes_a_qualifier_unless_one_is_written():
    found = declared("class X { uint8 A[32]; [max(4)] uint8 B[32]; uint8 C[]; };")
    assert found.properties["A"].qualifiers["MAX"].value == 32
    assert found.properties["B"].qualifiers["max"].value == 4
    assert "MAX" not in found.properties["C"].qualifiers


@pytest.mark.parametrize(
    ("text", "default"),
    [
        ("uint8 P = 3;", 3),
        ("string P = NULL;", None),
        ("uint8 P[] = {};", []),
        ("uint8 P[] = {1, 0x2};", [1, 2]),
        ('string P[] = {"a", "b" "c"};', ["a", "bc"]),
        ('string P = "a" /* and */ "b";', "ab"),
    ],
)
def test_defaults(text, default):
    found = declared(f"class X {{ {text} }};").properties["P"]
    assert found.has_default
    assert found.default == default


def test_a_property_without_default_has_none():
    assert not declared("class X { uint8 P; };").properties["P"].has_default


def test_methods():
    found = declared(
        "class X { [static] uint32 M([in] string a, [in, out] uint8 b[], [out] Frog ref c); void N(); Frog O(); };"
    )
    method = found.methods["m"]
    assert method.return_type == TypeSpec(CimType.CIM_UINT32)
    assert [(p.name, str(p.type)) for p in method.parameters] == [("a", "string"), ("b", "uint8[]"), ("c", "ref:Frog")]
    assert found.methods["n"].return_type is None
    assert found.methods["o"].return_type == TypeSpec(CimType.CIM_OBJECT, False, "Frog")


def test_parameters_may_have_defaults():
    found = declared("class X { void M([in] uint8 a = 5, [in] uint8 b[] = {1}); };")
    assert [p.default for p in found.methods["M"].parameters] == [5, [1]]


def test_a_dmtf_text_may_leave_out_in():
    text = (
        "Qualifier In : boolean = true, Scope(parameter), Flavor(DisableOverride);\n"
        "class X { uint32 M(string a, [out] string b); };"
    )
    first, second = declared(text).methods["M"].parameters
    assert first.qualifiers["in"].value is True
    assert "in" not in second.qualifiers


def test_an_embedded_class_waits_for_the_namespace():
    (item,) = classes_of("class X { object P = class Y { uint8 a = 1; }; };")
    (deferred,) = item.node.deferred
    assert deferred.owner.name == "P"


def test_ids_must_not_repeat():
    with pytest.raises(MofErrors):
        parse_mof("class X { void M([in, ID(0)] uint8 a, [in, ID(0)] uint8 b); };")
