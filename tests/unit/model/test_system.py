# SPDX-License-Identifier: Apache-2.0
"""System properties of classes, instances, projections and events."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.instance import Instance
from openwmi.model.system import (
    SYSTEM_PROPERTIES,
    class_system_property,
    is_system_property,
    locate,
    system_property,
)
from tests.unit.model.declaring import define, key, prop, refused

TOP = define("Top", prop("p"), quals=("abstract",), namespace="ROOT\\cimv2", server="HOST")
SUB = define("Sub", key("Name", "string"), parent=TOP, namespace="ROOT\\cimv2", server="HOST")
NOWHERE = define("Nowhere", key("Name", "string"))
EVENT = define("__Event", prop("TIME_CREATED", "uint64"), quals=("abstract",), namespace="root")
HAPPENED = define("Happened", parent=EVENT, namespace="ROOT\\cimv2", server="HOST")

NAMES = list(SYSTEM_PROPERTIES)
SUB_X = '\\\\HOST\\ROOT\\cimv2:Sub.Name="x"'


def all_of(instance):
    return [instance[name] for name in NAMES]


def test_the_order_of_enumeration():
    assert NAMES == [
        "__GENUS",
        "__CLASS",
        "__SUPERCLASS",
        "__DYNASTY",
        "__RELPATH",
        "__PROPERTY_COUNT",
        "__DERIVATION",
        "__SERVER",
        "__NAMESPACE",
        "__PATH",
    ]
    assert [str(spec) for spec in SYSTEM_PROPERTIES.values()] == [
        *["sint32", "string", "string", "string", "string", "sint32", "string[]", "string", "string", "string"]
    ]


@pytest.mark.parametrize(
    ("cim_class", "values"),
    [
        (TOP, [1, "Top", None, "Top", "Top", 1, [], "HOST", "ROOT\\cimv2", "\\\\HOST\\ROOT\\cimv2:Top"]),
        (SUB, [1, "Sub", "Top", "Top", "Sub", 2, ["Top"], "HOST", "ROOT\\cimv2", "\\\\HOST\\ROOT\\cimv2:Sub"]),
        (NOWHERE, [1, "Nowhere", None, "Nowhere", "Nowhere", 1, [], None, None, None]),
    ],
)
def test_classes(cim_class, values):
    assert [class_system_property(cim_class, name) for name in NAMES] == values
    assert [class_system_property(cim_class, name.lower()) for name in NAMES] == values


@pytest.mark.parametrize(
    ("cim_class", "name", "values"),
    [
        (SUB, None, [2, "Sub", "Top", "Top", None, 2, ["Top"], "HOST", "ROOT\\cimv2", None]),
        (SUB, "x", [2, "Sub", "Top", "Top", 'Sub.Name="x"', 2, ["Top"], "HOST", "ROOT\\cimv2", SUB_X]),
        (NOWHERE, "x", [2, "Nowhere", None, "Nowhere", 'Nowhere.Name="x"', 1, [], None, None, None]),
    ],
)
def test_instances(cim_class, name, values):
    found = cim_class.spawn_instance()
    found["Name"] = name
    assert all_of(found) == values
    assert [found[name.lower()] for name in NAMES] == values


def test_a_projection_knows_what_its_columns_tell():
    keyless = Instance(SUB.layout.project(["p"]), [1], 1)
    assert all_of(keyless) == [2, "Sub", None, None, None, 1, [], None, None, None]
    keyed = Instance(SUB.layout.project(["p", "Name"]), [1, "x"], 3)
    assert all_of(keyed) == [2, "Sub", None, None, 'Sub.Name="x"', 2, [], None, None, None]


def test_a_located_projection_knows_its_place():
    whole = SUB.spawn_instance()
    whole["Name"] = "x"
    found = Instance(SUB.layout.project(["p"]), [1], 1)
    locate(found, whole)
    assert all_of(found) == [
        *[2, "Sub", "Top", "Top", 'Sub.Name="x"', 1, ["Top"], "HOST", "ROOT\\cimv2"],
        '\\\\HOST\\ROOT\\cimv2:Sub.Name="x"',
    ]


def test_what_was_asked_for_by_name_is_remembered():
    found = Instance(SUB.layout.project(["p"]), [1], 1)
    found.extras.system["__PATH"] = "kept"
    assert (found["__path"], found["__SERVER"]) == ("kept", None)


def test_an_event_is_nowhere():
    assert all_of(HAPPENED.spawn_instance()) == [
        2,
        "Happened",
        "__Event",
        "__Event",
        None,
        1,
        ["__Event"],
        None,
        None,
        None,
    ]


def test_the_class_of_an_event_is_somewhere():
    assert class_system_property(HAPPENED, "__PATH") == "\\\\HOST\\ROOT\\cimv2:Happened"


@pytest.mark.parametrize("name", ["__THIS", "__X", "PATH", "_PATH", ""])
def test_names_that_are_no_system_property(name):
    assert not is_system_property(name)
    with refused(WbemStatus.WBEM_E_NOT_FOUND):
        class_system_property(SUB, name)
    with refused(WbemStatus.WBEM_E_NOT_FOUND):
        system_property(SUB.spawn_instance(), name)


@pytest.mark.parametrize("name", ["__PATH", "__path", "__Property_Count"])
def test_names_that_are(name):
    assert is_system_property(name)
