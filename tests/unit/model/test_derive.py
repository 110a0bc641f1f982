# SPDX-License-Identifier: Apache-2.0
"""derive: what a subclass may and may not do, with the exact codes."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.derive import derive
from openwmi.model.qualifier import Qualifier
from tests.unit.model.declaring import (
    DISABLE_OVERRIDE,
    PROPAGATED,
    TO_INSTANCE,
    TO_SUBCLASS,
    declare,
    define,
    key,
    method,
    param,
    prop,
    refused,
)

BASE = define(
    "Base",
    key("Id", "string"),
    prop("Size", "uint32", Qualifier("Units", "octets", TO_SUBCLASS), "Read", default=5),
    prop("Tags", "string[]", default=["a"]),
    prop("Owner", "ref:Base"),
    prop("Part", "object:Base"),
    prop("Any", "object"),
    method("Do", param("a"), quals=("implemented", "static")),
    quals=(Qualifier("Travels", 1, TO_SUBCLASS), "Stays"),
)
RELATIVES = {("derived", "base"), ("base", "base")}


def is_subclass(name, ancestor):
    return (name.lower(), ancestor.lower()) in RELATIVES


def below(*members, quals=()):
    return define("Derived", *members, parent=BASE, quals=quals)


def test_a_class_needs_a_name():
    with refused(WbemStatus.WBEM_E_INCOMPLETE_CLASS):
        define("")


@pytest.mark.parametrize("name", ["_A", "A_", "1A", "A-B"])
def test_names_of_classes_and_members(name):
    for declared in (declare(name), declare("A", prop(name)), declare("A", method(name))):
        with refused(WbemStatus.WBEM_E_INVALID_PARAMETER):
            derive(declared, None)


def test_names_that_are_too_wide():
    wide = "x" * 256
    for declared, status in (
        (declare(wide), WbemStatus.WBEM_E_CLASS_NAME_TOO_WIDE),
        (declare("A", prop(wide)), WbemStatus.WBEM_E_PROPERTY_NAME_TOO_WIDE),
        (declare("A", method(wide)), WbemStatus.WBEM_E_METHOD_NAME_TOO_WIDE),
        (declare("A", quals=(wide,)), WbemStatus.WBEM_E_QUALIFIER_NAME_TOO_WIDE),
        (declare("A", prop("p", "uint32", wide)), WbemStatus.WBEM_E_QUALIFIER_NAME_TOO_WIDE),
        (declare("A", method("m", quals=(wide,))), WbemStatus.WBEM_E_QUALIFIER_NAME_TOO_WIDE),
        (declare("A", method("m", param("p", "uint32", "in", wide))), WbemStatus.WBEM_E_QUALIFIER_NAME_TOO_WIDE),
        (declare("A", method("m", param(wide))), WbemStatus.WBEM_E_PROPERTY_NAME_TOO_WIDE),
    ):
        with refused(status):
            derive(declared, None)


def test_system_names_only_where_allowed():
    declared = declare("__A", prop("__p"))
    assert list(derive(declared, None, allow_system=True).properties) == ["__p"]
    with refused(WbemStatus.WBEM_E_INVALID_PARAMETER):
        derive(declared, None)


@pytest.mark.parametrize(("superclass", "parent"), [("Missing", None), ("Missing", BASE), (None, BASE)])
def test_the_superclass_must_be_the_parent_found(superclass, parent):
    with refused(WbemStatus.WBEM_E_INVALID_SUPERCLASS):
        derive(declare("A", parent=superclass), parent)


def test_the_superclass_is_found_in_any_case():
    assert derive(declare("A", parent="BASE"), BASE).superclass == "Base"


@pytest.mark.parametrize(("name", "parent"), [("Base", BASE), ("BASE", BASE), ("BASE", below())])
def test_no_class_is_its_own_ancestor(name, parent):
    with refused(WbemStatus.WBEM_E_CIRCULAR_REFERENCE):
        define(name, parent=parent)


def test_no_class_is_its_own_superclass():
    with refused(WbemStatus.WBEM_E_CIRCULAR_REFERENCE):
        derive(declare("A", parent="a"), None)


def test_1024_properties_and_one_more():
    half = define("Half", *(prop(f"p{n}") for n in range(512)))
    assert len(define("Full", *(prop(f"q{n}") for n in range(512)), parent=half).properties) == 1024
    with refused(WbemStatus.WBEM_E_TOO_MANY_PROPERTIES, match="1025"):
        define("Over", *(prop(f"q{n}") for n in range(513)), parent=half)


def test_properties_are_inherited_first_then_in_order_of_declaration():
    found = below(prop("Zeta"), prop("size", "uint32", default=6), prop("Alpha"))
    assert list(found.properties) == ["Id", "Size", "Tags", "Owner", "Part", "Any", "Zeta", "Alpha"]


def test_origin_is_the_class_that_introduced_the_property():
    found = define("Third", prop("SIZE", default=7), parent=below(prop("New"), prop("Size", default=6)))
    by_name = {p.name: (p.origin, p.is_local, p.has_default) for p in found.properties.values()}
    assert by_name["Size"] == ("Base", True, True)
    assert by_name["New"] == ("Derived", False, False)
    assert by_name["Id"] == ("Base", False, False)


@pytest.mark.parametrize(
    ("member", "default"),
    [
        (None, 5),
        (prop("Size", default=6), 6),
        (prop("Size", default=None), None),
        (prop("Size", "uint32", "Write"), 5),
        (prop("Size", default="7"), 7),
    ],
)
def test_the_default_is_the_nearest_override(member, default):
    found = below(*([member] if member else []))
    assert found.properties["size"].default == default
    assert define("Third", parent=found).spawn_instance()["Size"] == default


@pytest.mark.parametrize(
    ("value", "status"),
    [("x", WbemStatus.WBEM_E_TYPE_MISMATCH), (2**32, WbemStatus.WBEM_E_VALUE_OUT_OF_RANGE)],
)
def test_defaults_fit_the_type(value, status):
    for make in (lambda: define("A", prop("p", default=value)), lambda: below(prop("Size", default=value))):
        with refused(status):
            make()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Size", "uint64"),
        ("Size", "sint32"),
        ("Size", "uint32[]"),
        ("Tags", "string"),
        ("Id", "ref:Base"),
        ("Owner", "object:Base"),
        ("Owner", "ref"),
        ("Part", "object"),
        ("Part", "object:Base[]"),
    ],
)
def test_types_do_not_change(name, kind):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH, match=f"Derived.{name} is"):
        below(prop(name, kind))


@pytest.mark.parametrize(
    ("name", "kind", "fits"),
    [
        ("Owner", "ref:Derived", True),
        ("Owner", "ref:BASE", True),
        ("Owner", "ref:Other", False),
        ("Part", "object:Derived", True),
        ("Part", "object:Other", False),
        ("Any", "object:Other", True),
    ],
)
def test_references_and_objects_narrow_to_subclasses(name, kind, fits):
    declared = declare("Derived", prop(name, kind), parent=BASE)
    if fits:
        found = derive(declared, BASE, is_subclass=is_subclass)
        assert found.properties[name].type.text == kind
        assert found.layout.types[found.layout.slot(name)].text == kind
    else:
        with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
            derive(declared, BASE, is_subclass=is_subclass)


def test_without_a_source_of_classes_any_narrowing_is_believed():
    assert below(prop("Owner", "ref:Other")).properties["Owner"].type.class_name == "Other"


def test_an_inherited_default_must_fit_the_narrowed_type():
    part = BASE.spawn_instance()
    parent = define("Holder", prop("p", "object:Base", default=part))
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        define("Narrow", prop("p", "object:Derived"), parent=parent)


def test_class_qualifiers_propagate_only_when_they_say_so():
    found = below(quals=("Own",))
    assert [(q.name, q.flavor) for q in found.qualifiers.values()] == [
        ("Travels", TO_SUBCLASS | PROPAGATED),
        ("Own", 0),
    ]


def test_class_qualifiers_never_reach_properties():
    assert "Travels" not in below().properties["Size"].qualifiers


def test_property_qualifiers_propagate_only_when_they_say_so():
    for found in (below(), below(prop("Size", default=6))):
        assert [(q.name, q.flavor) for q in found.properties["Size"].qualifiers.values()] == [
            ("Units", TO_SUBCLASS | PROPAGATED)
        ]


def test_qualifiers_travel_as_far_as_their_flavor():
    once = below(prop("Size", "uint32", Qualifier("Units", "bits", 0)))
    assert once.properties["Size"].qualifiers["Units"].value == "bits"
    assert "Units" not in define("Third", parent=once).properties["Size"].qualifiers


@pytest.mark.parametrize("place", ["class", "property", "method"])
def test_frozen_qualifiers(place):
    def at(value, parent=None):
        q = Qualifier("Q", value, TO_SUBCLASS | DISABLE_OVERRIDE)
        return define(
            "B" if parent else "A",
            prop("p", "uint32", *([q] if place == "property" else [])),
            method("m", quals=(q,) if place == "method" else ()),
            parent=parent,
            quals=(q,) if place == "class" else (),
        )

    parent = at(1)
    at(1, parent)
    with refused(WbemStatus.WBEM_E_OVERRIDE_NOT_ALLOWED):
        at(2, parent)


@pytest.mark.parametrize("flavor", [0, 0x03, 0x13])
def test_key_is_inherited_whatever_flavor_was_written(flavor):
    found = define("B", parent=define("A", prop("k", "uint32", Qualifier("key", True, flavor))))
    assert found.properties["k"].qualifiers["key"] == Qualifier("key", True, 0x33)
    assert found.key_names == ("k",)


def test_abstract_is_never_inherited():
    parent = define("A", quals=(Qualifier("abstract", True, TO_SUBCLASS),))
    assert parent.is_abstract
    assert not define("B", parent=parent).is_abstract


@pytest.mark.parametrize(("flavor", "dynamic"), [(0, False), (TO_INSTANCE, False), (TO_SUBCLASS, True)])
def test_a_subclass_of_a_dynamic_class_is_static_unless_told(flavor, dynamic):
    marks = (Qualifier("dynamic", True, flavor), Qualifier("provider", "P", flavor))
    found = define("B", parent=define("A", key(), quals=marks))
    assert (found.is_dynamic, found.provider_name) == (dynamic, "P" if dynamic else None)


def test_qualifier_values_are_checked_everywhere():
    wrong = Qualifier("Q", [1, "a"])  # type: ignore[arg-type]
    for declared in (
        declare("A", quals=(wrong,)),
        declare("A", prop("p", "uint32", wrong)),
        declare("A", method("m", quals=(wrong,))),
        declare("A", method("m", param("p", "uint32", "in", wrong))),
    ):
        with refused(WbemStatus.WBEM_E_INVALID_QUALIFIER_TYPE):
            derive(declared, None)


def test_methods_are_inherited_with_their_origin():
    found = define("Third", parent=below(method("New")))
    assert [(m.name, m.origin, m.is_local) for m in found.methods.values()] == [
        ("Do", "Base", False),
        ("New", "Derived", False),
    ]


def test_a_method_is_redeclared_with_the_same_signature():
    found = below(method("do", param("A"), quals=("Implemented",)))
    assert [(m.name, m.origin, m.is_local, m.is_implemented) for m in found.methods.values()] == [
        ("Do", "Base", True, True)
    ]


def test_a_redeclared_method_without_implemented_leaves_it_to_the_ancestor():
    found = below(method("Do", param("a")))
    assert not found.methods["Do"].is_implemented
    assert BASE.methods["Do"].is_implemented


@pytest.mark.parametrize("members", [(), (method("Do", param("a")),)])
def test_a_static_method_stays_static_below(members):
    assert below(*members).methods["Do"].is_static


@pytest.mark.parametrize(
    "member",
    [
        method("Do"),
        method("Do", param("a"), returns="sint32"),
        method("Do", param("a"), returns=None),
        method("Do", param("b")),
        method("Do", param("a", "uint64")),
        method("Do", param("a", "uint32[]")),
        method("Do", param("a", "uint32", "out")),
        method("Do", param("a", "uint32", "in", "out")),
        method("Do", param("a"), param("b")),
    ],
)
def test_another_signature(member):
    with refused(WbemStatus.WBEM_E_PROPAGATED_METHOD, match="Derived.Do"):
        below(member)


def test_a_method_returns_no_array():
    with refused(WbemStatus.WBEMMOF_E_NO_ARRAYS_RETURNED):
        define("A", method("m", returns="uint32[]"))


def test_inherited_elements_are_shared_down_the_tree():
    second = define("Second", parent=below())
    third = define("Third", parent=second)
    assert third.properties["Tags"] is second.properties["Tags"]
    assert third.methods["Do"] is second.methods["Do"]


def test_namespace_and_server_are_those_given():
    found = derive(declare("A", key()), None, namespace="root\\cimv2", server="HOST")
    assert (found.namespace, found.server) == ("root\\cimv2", "HOST")
