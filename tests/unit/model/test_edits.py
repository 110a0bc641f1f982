# SPDX-License-Identifier: Apache-2.0
"""Edits: what may be taken back, what is refused for being inherited."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.derive import derive
from openwmi.model.edits import (
    delete_instance_qualifier,
    delete_method,
    delete_property,
    delete_qualifier,
    delete_value,
    put_instance_qualifier,
)
from openwmi.model.qualifier import Qualifier
from tests.unit.model.declaring import (
    DISABLE_OVERRIDE,
    TO_INSTANCE,
    TO_SUBCLASS,
    declare,
    define,
    key,
    method,
    prop,
    refused,
)

BOTH = TO_INSTANCE | TO_SUBCLASS
PARENT = define(
    "Parent",
    key(),
    prop("p", "uint32", Qualifier("Units", "s", BOTH), Qualifier("Frozen", 1, BOTH | DISABLE_OVERRIDE), default=1),
    method("m"),
    quals=(Qualifier("Label", "x", BOTH),),
)


@pytest.fixture
def declared():
    return declare("A", prop("P", default=2), prop("own"), method("M"), method("mine"), parent=PARENT)


@pytest.fixture
def found():
    return PARENT.spawn_instance()


def test_a_property_of_the_class_itself_goes(declared):
    assert delete_property(declared, PARENT, "OWN") is WbemStatus.WBEM_S_NO_ERROR
    assert "own" not in derive(declared, PARENT).properties


def test_an_overridden_default_returns_to_the_inherited_one(declared):
    assert derive(declared, PARENT).properties["p"].default == 2
    assert delete_property(declared, PARENT, "p") is WbemStatus.WBEM_S_RESET_TO_DEFAULT
    assert derive(declared, PARENT).properties["p"].default == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("k", WbemStatus.WBEM_E_PROPAGATED_PROPERTY),
        ("missing", WbemStatus.WBEM_E_NOT_FOUND),
        ("__PATH", WbemStatus.WBEM_E_SYSTEM_PROPERTY),
    ],
)
def test_properties_that_do_not_go(declared, name, status):
    with refused(status):
        delete_property(declared, PARENT, name)


def test_without_a_parent_nothing_is_inherited():
    found = declare("A", prop("p"))
    assert delete_property(found, None, "p") is WbemStatus.WBEM_S_NO_ERROR
    with refused(WbemStatus.WBEM_E_NOT_FOUND):
        delete_property(found, None, "p")
    with refused(WbemStatus.WBEM_E_NOT_FOUND):
        delete_method(found, None, "m")


def test_methods(declared):
    assert delete_method(declared, PARENT, "MINE") is WbemStatus.WBEM_S_NO_ERROR
    assert delete_method(declared, PARENT, "m") is WbemStatus.WBEM_S_RESET_TO_DEFAULT
    with refused(WbemStatus.WBEM_E_PROPAGATED_METHOD):
        delete_method(declared, PARENT, "m")
    with refused(WbemStatus.WBEM_E_NOT_FOUND):
        delete_method(declared, PARENT, "missing")


def test_qualifiers():
    own = declare("A", quals=("Mine", Qualifier("label", "y"))).qualifiers
    assert delete_qualifier(own, PARENT.qualifiers, "mine") is WbemStatus.WBEM_S_NO_ERROR
    assert delete_qualifier(own, PARENT.qualifiers, "LABEL") is WbemStatus.WBEM_S_RESET_TO_DEFAULT
    with refused(WbemStatus.WBEM_E_PROPAGATED_QUALIFIER):
        delete_qualifier(own, PARENT.qualifiers, "Label")
    with refused(WbemStatus.WBEM_E_NOT_FOUND):
        delete_qualifier(own, PARENT.qualifiers, "missing")


def test_a_qualifier_that_does_not_propagate_is_not_inherited():
    above = define("P", quals=("Stays",)).qualifiers
    with refused(WbemStatus.WBEM_E_NOT_FOUND):
        delete_qualifier(declare("A").qualifiers, above, "Stays")


@pytest.mark.parametrize("value", [5, None])
def test_a_value_of_an_instance_returns_to_the_default(found, value):
    found["p"] = value
    for _ in range(2):
        assert delete_value(found, "P") is WbemStatus.WBEM_S_RESET_TO_DEFAULT
        assert (found["p"], found.is_local("p")) == (1, False)


@pytest.mark.parametrize(
    ("name", "status"),
    [("missing", WbemStatus.WBEM_E_NOT_FOUND), ("__CLASS", WbemStatus.WBEM_E_SYSTEM_PROPERTY)],
)
def test_values_that_do_not_go(found, name, status):
    with refused(status):
        delete_value(found, name)


@pytest.mark.parametrize("place", [None, "P"])
def test_a_qualifier_on_an_instance(found, place):
    put_instance_qualifier(found, Qualifier("Own", 1), place)
    put_instance_qualifier(found, Qualifier("OWN", 2), place)
    seen = found.qualifiers if place is None else found.property_qualifiers("p")
    assert seen["own"].value == 2
    assert delete_instance_qualifier(found, "own", place) is WbemStatus.WBEM_S_NO_ERROR
    with refused(WbemStatus.WBEM_E_NOT_FOUND):
        delete_instance_qualifier(found, "own", place)


@pytest.mark.parametrize(("place", "name"), [(None, "Label"), ("p", "Units")])
def test_a_qualifier_of_the_class_is_overridden_and_shows_again(found, place, name):
    def value():
        return (found.qualifiers if place is None else found.property_qualifiers(place))[name].value

    before = value()
    with refused(WbemStatus.WBEM_E_PROPAGATED_QUALIFIER):
        delete_instance_qualifier(found, name, place)
    put_instance_qualifier(found, Qualifier(name, "other"), place)
    assert value() == "other"
    assert delete_instance_qualifier(found, name, place) is WbemStatus.WBEM_S_RESET_TO_DEFAULT
    assert value() == before


@pytest.mark.parametrize(
    ("qualifier", "place", "status"),
    [
        (Qualifier("Key"), "p", WbemStatus.WBEM_E_CANNOT_BE_KEY),
        (Qualifier("Key"), None, WbemStatus.WBEM_E_CANNOT_BE_KEY),
        (Qualifier("singleton"), None, WbemStatus.WBEM_E_CANNOT_BE_KEY),
        (Qualifier("Abstract"), None, WbemStatus.WBEM_E_CANNOT_BE_KEY),
        (Qualifier("frozen", 2), "p", WbemStatus.WBEM_E_OVERRIDE_NOT_ALLOWED),
        (Qualifier("frozen", 1), "p", WbemStatus.WBEM_E_OVERRIDE_NOT_ALLOWED),
        (Qualifier("Own"), "__PATH", WbemStatus.WBEM_E_SYSTEM_PROPERTY),
        (Qualifier("Own"), "missing", WbemStatus.WBEM_E_NOT_FOUND),
        (Qualifier("Own", 2**40), None, WbemStatus.WBEM_E_INVALID_QUALIFIER_TYPE),
        (Qualifier("Own", 1, 0x100), None, WbemStatus.WBEM_E_INVALID_FLAVOR),
        (Qualifier("1"), None, WbemStatus.WBEM_E_INVALID_PARAMETER),
    ],
)
def test_qualifiers_that_an_instance_does_not_take(found, qualifier, place, status):
    with refused(status):
        put_instance_qualifier(found, qualifier, place)
    assert found.extra is None


def test_a_system_property_has_no_qualifiers_to_delete(found):
    with refused(WbemStatus.WBEM_E_SYSTEM_PROPERTY):
        delete_instance_qualifier(found, "Own", "__PATH")
