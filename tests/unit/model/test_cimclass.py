# SPDX-License-Identifier: Apache-2.0
"""ClassDefinition: what a resolved class tells about itself."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.qualifier import Qualifier
from tests.unit.model.declaring import TO_SUBCLASS, define, key, list_in, method, object_in, prop, refused

TOP = define("Top", prop("p"), quals=("abstract", "association"), namespace="root\\cimv2")
MIDDLE = define("Middle", key("b"), key("a"), parent=TOP)
BOTTOM = define("Bottom", prop("q"), parent=MIDDLE, quals=("dynamic", Qualifier("provider", "P|Bottom")))


@pytest.mark.parametrize(
    ("found", "superclass", "derivation", "dynasty"),
    [
        (TOP, None, (), "Top"),
        (MIDDLE, "Top", ("Top",), "Top"),
        (BOTTOM, "Middle", ("Middle", "Top"), "Top"),
    ],
)
def test_ancestors(found, superclass, derivation, dynasty):
    assert (found.superclass, found.derivation, found.dynasty) == (superclass, derivation, dynasty)


@pytest.mark.parametrize(("name", "expected"), [("bottom", True), ("MIDDLE", True), ("Top", True), ("Other", False)])
def test_is_a(name, expected):
    assert BOTTOM.is_a(name) is expected
    assert BOTTOM.spawn_instance().is_a(name) is expected


def test_keys_stand_in_order_of_declaration():
    assert (TOP.key_names, MIDDLE.key_names, BOTTOM.key_names) == ((), ("b", "a"), ("b", "a"))


def test_a_key_qualifier_that_is_false_is_a_key():
    assert define("A", prop("k", "uint32", Qualifier("Key", False))).key_names == ("k",)


@pytest.mark.parametrize(("found", "owner"), [(TOP, TOP), (MIDDLE, MIDDLE), (BOTTOM, MIDDLE)])
def test_key_owner_is_the_class_that_introduced_the_keys(found, owner):
    assert found.key_owner is owner


def test_a_keyless_class_owns_its_own_tree():
    parent = define("A", prop("p"))
    assert define("B", parent=parent).key_owner.name == "B"


@pytest.mark.parametrize(
    ("found", "facts"),
    [
        (TOP, (True, True, False, False, None)),
        (MIDDLE, (False, True, False, False, None)),
        (BOTTOM, (False, True, False, True, "P|Bottom")),
        (define("One", quals=("singleton",)), (False, False, True, False, None)),
    ],
)
def test_kinds(found, facts):
    assert (
        found.is_abstract,
        found.is_association,
        found.is_singleton,
        found.is_dynamic,
        found.provider_name,
    ) == facts


def test_a_subclass_of_a_singleton_is_one():
    assert define("B", parent=define("A", quals=("singleton",))).is_singleton


def test_events_derive_from_event():
    event = define("__Event", quals=("abstract",))
    assert event.is_event
    assert define("Mine", parent=event).is_event
    assert not BOTTOM.is_event


def test_system_classes():
    assert define("__Provider").is_system
    assert not TOP.is_system


def test_spawn_starts_at_the_class_defaults():
    parent = define("A", key(), prop("p", default=1), prop("list", "uint8[]", default=[1]))
    found = define("B", prop("P", default=2), parent=parent).spawn_instance()
    assert (found.values, found.local) == ([None, 2, [1]], 0)


def test_spawned_instances_share_no_default():
    inner = define("Inner", prop("p", default=1))
    outer = define("A", prop("list", "uint8[]", default=[1]), prop("o", "object", default=inner.spawn_instance()))
    one, other = outer.spawn_instance(), outer.spawn_instance()
    list_in(one, "list").append(2)
    object_in(one, "o")["p"] = 9
    assert other["list"] == [1]
    assert object_in(other, "o")["p"] == 1
    assert outer.spawn_instance()["list"] == [1]
    assert object_in(outer.spawn_instance(), "o")["p"] == 1


def test_an_abstract_class_spawns_nothing():
    with refused(WbemStatus.WBEM_E_INCOMPLETE_CLASS):
        TOP.spawn_instance()


@pytest.mark.parametrize(
    ("quals", "implemented"),
    [((), False), (("Implemented",), True), ((Qualifier("Implemented", False),), False)],
)
def test_is_implemented(quals, implemented):
    assert define("A", method("m", quals=quals)).methods["m"].is_implemented is implemented


def test_an_inherited_implemented_is_not_this_class_s_own():
    parent = define("A", method("m", quals=(Qualifier("Implemented", True, TO_SUBCLASS),)))
    assert parent.methods["m"].is_implemented
    assert not define("B", parent=parent).methods["m"].is_implemented
    assert not define("B", method("m"), parent=parent).methods["m"].is_implemented


def test_static():
    found = define("A", method("s", quals=(Qualifier("Static", False),)), method("m"))
    assert (found.methods["s"].is_static, found.methods["m"].is_static) == (True, False)


def test_a_class_is_its_own_clone():
    assert TOP.clone() is TOP


def test_repr():
    assert (repr(TOP), repr(MIDDLE)) == ("<class Top in root\\cimv2>", "<class Middle in no namespace>")
