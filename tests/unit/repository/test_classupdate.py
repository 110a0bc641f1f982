# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.derive import derive
from openwmi.model.flags import WBEM_FLAG_UPDATE_COMPATIBLE, WBEM_FLAG_UPDATE_FORCE_MODE, WBEM_FLAG_UPDATE_SAFE_MODE
from openwmi.repository.classupdate import (
    Change,
    Dependents,
    UpdatePlan,
    compare_classes,
    plan_update,
    without_conflicts,
)
from tests.unit.repository.declare import declare, key, method, prop

COMPATIBLE, SAFE, FORCE = WBEM_FLAG_UPDATE_COMPATIBLE, WBEM_FLAG_UPDATE_SAFE_MODE, WBEM_FLAG_UPDATE_FORCE_MODE
ALL_MODES = (COMPATIBLE, SAFE, FORCE)
FROZEN = 0x12

GO = (method("Go", parameters={"How": "string"}),)
TEXT = prop("Text", "string", default="a")
STORED = declare("C", None, key(), TEXT, words=[("Description", "old")], methods=GO)


def stored_but(*properties, words=(("Description", "old"),), methods=GO, superclass=None) -> ClassDeclaration:
    return declare("C", superclass, *(properties or (key(), TEXT)), words=words, methods=methods)


PARENTS = {name: derive(declare(name), None) for name in ("P", "Q")}


def define(declaration: ClassDeclaration):
    return derive(declaration, PARENTS.get(declaration.superclass or ""))


CHANGES = [
    ("nothing", stored_but(), Change.NONE),
    ("spelling", declare("c", None, key("ID"), prop("TEXT", "string", default="a"), words=[("DESCRIPTION", "old")],
                         methods=[method("GO", parameters={"HOW": "string"})]), Change.NONE),
    ("description", stored_but(words=[("Description", "new")]), Change.UNIMPORTANT),
    ("no description", stored_but(words=()), Change.UNIMPORTANT),
    ("units", stored_but(key(), prop("Text", "string", ("Units", "g"), default="a")), Change.UNIMPORTANT),
    ("flavor", stored_but(words=[("Description", "old", 2)]), Change.UNIMPORTANT),
    ("default", stored_but(key(), prop("Text", "string", default="b")), Change.DEFAULT),
    ("no default", stored_but(key(), prop("Text", "string")), Change.DEFAULT),
    ("written NULL", stored_but(key(), prop("Text", "string", default=None)), Change.DEFAULT),
    ("added property", stored_but(key(), TEXT, prop("More", "uint8")), Change.STRUCTURE),
    ("removed property", stored_but(key()), Change.STRUCTURE),
    ("type", stored_but(key(), prop("Text", "uint8", default=1)), Change.STRUCTURE | Change.DEFAULT),
    ("array", stored_but(key(), prop("Text", "string[]", default=["a"])), Change.STRUCTURE | Change.DEFAULT),
    ("added method", stored_but(methods=[*GO, method("Stop")]), Change.STRUCTURE),
    ("removed method", stored_but(methods=()), Change.STRUCTURE),
    ("parameter type", stored_but(methods=[method("Go", parameters={"How": "uint8"})]), Change.STRUCTURE),
    ("return type", stored_but(methods=[method("Go", "uint8", {"How": "string"})]), Change.STRUCTURE),
    ("abstract", stored_but(words=[("Description", "old"), "abstract"]), Change.STRUCTURE),
    ("dynamic", stored_but(words=[("Description", "old"), "dynamic", ("provider", "P")]), Change.STRUCTURE),
    ("association", stored_but(words=[("Description", "old"), "association"]), Change.STRUCTURE),
    ("index", stored_but(key(), prop("Text", "string", "indexed", default="a")), Change.INDEX),
    ("added key", stored_but(key(), prop("Text", "string", "key", default="a")), Change.KEY),
    ("removed key", stored_but(prop("Id", "uint32"), TEXT), Change.KEY),
    ("superclass", stored_but(superclass="P"), Change.SUPERCLASS),
]  # fmt: skip


@pytest.mark.parametrize(("declared", "change"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_kinds_of_change(declared: ClassDeclaration, change: Change):
    assert compare_classes(define(STORED), define(declared)) == change


@dataclass
class Case:
    """One line of the table of the specification: the codes by mode; None where the change is allowed."""

    title: str
    new: ClassDeclaration
    codes: tuple[str | None, str | None, str | None]
    children: list[ClassDeclaration] = field(default_factory=list)
    instances: bool = False
    descendant_instances: bool = False
    old: ClassDeclaration = field(default_factory=lambda: STORED)


CHILD = declare("D", "C", prop("Own", "string"))
KEYS, INDEX, CHILDREN, INSTANCES = (
    "CANNOT_CHANGE_KEY_INHERITANCE",
    "CANNOT_CHANGE_INDEX_INHERITANCE",
    "CLASS_HAS_CHILDREN",
    "CLASS_HAS_INSTANCES",
)
ADDED = stored_but(key(), TEXT, prop("More", "uint8"))
TABLE = [
    Case("only a description", stored_but(words=[("Description", "new")]), (None, None, None), [CHILD], True, True),
    Case("structure, nothing depends on it", ADDED, (None, None, None)),
    Case("keys, nothing depends on them", stored_but(prop("Id", "uint32"), TEXT), (None, None, None)),
    Case(
        "default with instances", stored_but(key(), prop("Text", "string", default="b")), (None, None, None), [], True
    ),
    Case("structure with instances", ADDED, (INSTANCES, INSTANCES, None), [], True),
    Case("structure with instances below", ADDED, (CHILDREN, INSTANCES, INSTANCES), [CHILD], False, True),
    Case("structure with children", ADDED, (CHILDREN, None, None), [CHILD]),
    Case(
        "default with children", stored_but(key(), prop("Text", "string")), (CHILDREN, None, None), [CHILD], True, True
    ),
    Case("keys with children", stored_but(key(), prop("Text", "string", "key")), (KEYS, KEYS, None), [CHILD]),
    Case("keys with instances", stored_but(key(), prop("Text", "string", "key")), (KEYS, KEYS, KEYS), [], True),
    Case("keys with instances below", stored_but(prop("Id", "uint32"), TEXT), (KEYS, KEYS, KEYS), [CHILD], False, True),
    Case("superclass with children", stored_but(superclass="P"), (KEYS, KEYS, None), [CHILD]),
    Case("superclass with instances", stored_but(superclass="P"), (KEYS, KEYS, KEYS), [], True),
    Case(
        "index with children",
        stored_but(key(), prop("Text", "string", "indexed", default="a")),
        (INDEX, INDEX, None),
        [CHILD],
    ),
    Case(
        "a qualifier that a child has otherwise",
        stored_but(words=[("Description", "old"), ("Units", "g", FROZEN)]),
        ("UPDATE_OVERRIDE_NOT_ALLOWED", "UPDATE_OVERRIDE_NOT_ALLOWED", None),
        [declare("D", "C", words=[("Units", "kg")])],
    ),
    Case(
        "a property that a child has with another type",
        stored_but(key(), TEXT, prop("Own", "uint8")),
        (CHILDREN, "UPDATE_TYPE_MISMATCH", "UPDATE_TYPE_MISMATCH"),
        [CHILD],
    ),
    Case(
        "a method that a child has with another signature",
        stored_but(methods=[*GO, method("Own")]),
        (CHILDREN, "UPDATE_PROPAGATED_METHOD", "UPDATE_PROPAGATED_METHOD"),
        [declare("D", "C", methods=[method("Own", "string")])],
    ),
    Case(
        "a kind that a child contradicts",
        declare("C", None, words=["singleton"]),
        (CHILDREN, CHILDREN, CHILDREN),
        [declare("D", "C", key())],
        old=declare("C", None, words=["abstract"]),
    ),
]


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.title)
@pytest.mark.parametrize("mode", range(3), ids=["compatible", "safe", "force"])
def test_the_table_of_the_specification(case: Case, mode: int):
    dependents = Dependents(case.children, case.instances, case.descendant_instances)
    expected = case.codes[mode]
    if expected is None:
        assert plan_update(define(case.old), define(case.new), dependents, ALL_MODES[mode]).changes
        return
    with pytest.raises(WbemError) as caught:
        plan_update(define(case.old), define(case.new), dependents, ALL_MODES[mode])
    assert caught.value.hresult == WbemStatus[f"WBEM_E_{expected}"], caught.value.message
    assert caught.value.next_step


@pytest.mark.parametrize("mode", ALL_MODES)
def test_no_change_asks_for_nothing(mode: int):
    dependents = Dependents([CHILD], True, True)
    assert plan_update(define(STORED), define(stored_but()), dependents, mode) == UpdatePlan(Change.NONE)


def test_force_deletes_own_instances_for_a_structural_change_only():
    with_instances = Dependents(has_instances=True)
    assert plan_update(define(STORED), define(ADDED), with_instances, FORCE).deletes_instances
    new_default = stored_but(key(), prop("Text", "string", default="b"))
    assert not plan_update(define(STORED), define(new_default), with_instances, FORCE).deletes_instances


def test_force_rewrites_the_children_that_are_in_the_way_and_no_other():
    new = stored_but(
        key(), prop("Text", "string", ("Units", "g", FROZEN), default="a"), words=[("Tone", "low", FROZEN)]
    )
    child = declare("D", "C", prop("Text", "string", ("Units", "kg"), "read"), words=[("Tone", "high"), "mine"])
    grandchild = declare("E", "D", words=[("Tone", "loud")])
    other = declare("F", "C", prop("Text", "string", ("Units", "g")))
    plan = plan_update(define(STORED), define(new), Dependents([child, grandchild, other]), FORCE)
    assert [declared.name for declared in plan.rewritten] == ["D", "E"]
    assert set(plan.rewritten[0].qualifiers) == {"mine"}
    assert set(plan.rewritten[0].properties["Text"].qualifiers) == {"read"}
    assert not plan.rewritten[1].qualifiers


def test_a_declaration_without_conflicts_stays_the_same_object():
    parent = define(stored_but(words=[("Tone", "low", FROZEN)]))
    child = declare("D", "C", prop("Text", "string", ("Units", "kg")), words=[("Tone", "low")])
    assert without_conflicts(child, parent) is child
