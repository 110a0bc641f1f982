# SPDX-License-Identifier: Apache-2.0
"""The repository against a model made of dictionaries."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from openwmi.errors import (
    AlreadyExistsError,
    InvalidClassError,
    InvalidNamespaceError,
    InvalidOperationError,
    NotFoundError,
    WbemError,
)
from openwmi.model.flags import WBEM_FLAG_CREATE_ONLY, WBEM_FLAG_UPDATE_FORCE_MODE, WBEM_FLAG_UPDATE_ONLY
from openwmi.model.objectpath import ObjectPath
from openwmi.repository import Repository
from openwmi.repository.check import check
from tests.unit.repository.declare import declare, key, prop

USUAL_PARENTS = {"T_A": None, "T_B": "T_A", "T_C": "T_B", "T_D": None}
USUAL = "the usual parent"
HOME = "root\\cimv2"
PLACES = (HOME, HOME, HOME, "root\\one", "root\\one\\two")

names = st.sampled_from(sorted(USUAL_PARENTS))
parents = st.sampled_from([USUAL, USUAL, USUAL, USUAL, None, *USUAL_PARENTS])
places = st.sampled_from(PLACES)
ids = st.sampled_from(["", "a", "A", "ä", "b", 'q"\\', "x=1"])
texts = st.none() | st.text(max_size=5)
flags = st.sampled_from([0, WBEM_FLAG_CREATE_ONLY, WBEM_FLAG_UPDATE_ONLY])
DEFAULT = object()


def same(name: str) -> str:
    return name.upper()


class Space:
    """What the model knows of a namespace: classes with their parents and defaults, instances by key."""

    def __init__(self) -> None:
        self.parents: dict[str, str | None] = {}
        self.defaults: dict[str, str | None] = {}
        self.instances: dict[tuple[str, str], tuple[str, str, object]] = {}

    def family(self, name: str) -> list[str]:
        """The class and all below it."""
        return [name] + [d for child, parent in self.parents.items() if parent == name for d in self.family(child)]

    def top(self, name: str) -> str:
        parent = self.parents[name]
        return self.top(parent) if parent else name

    def default(self, name: str) -> str | None:
        while self.parents[name] and name not in self.defaults:
            name = str(self.parents[name])
        return self.defaults.get(name)

    def has_instances(self, name: str) -> bool:
        family = self.family(name)
        return any(class_name in family for class_name, _, _ in self.instances.values())


class RepositoryMachine(RuleBasedStateMachine):
    """Every rule does the same to the repository and to the model, and expects the same."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.repository = Repository.open(Path(self.folder.name) / "r")
        self.spaces = {HOME: Space()}
        for name, parent in USUAL_PARENTS.items():
            self.put_class(HOME, name, parent, None, False)

    def teardown(self) -> None:
        if hasattr(self, "repository"):
            findings = check(self.repository)
            self.repository.close()
            self.folder.cleanup()
            assert findings == []

    @rule()
    def reopen(self) -> None:
        self.repository.close()
        self.repository = Repository.open(Path(self.folder.name) / "r")

    @rule(place=places)
    def create_namespace(self, place: str) -> None:
        parent = place.rpartition("\\")[0]
        if parent != "root" and parent not in self.spaces:
            with pytest.raises(InvalidNamespaceError):
                self.repository.create_namespace(place.upper())
            return
        self.repository.create_namespace(place)
        self.spaces.setdefault(place, Space())

    @rule(place=places)
    def delete_namespace(self, place: str) -> None:
        if place not in self.spaces:
            with pytest.raises(InvalidNamespaceError):
                self.repository.delete_namespace(place)
        elif place == HOME:
            with pytest.raises(InvalidOperationError):
                self.repository.delete_namespace(place)
        else:
            self.repository.delete_namespace(place.upper())
            self.spaces = {p: s for p, s in self.spaces.items() if not f"{p}\\".startswith(f"{place}\\")}

    def space(self, place: str) -> Space | None:
        space = self.spaces.get(place)
        if space is None:
            with pytest.raises(InvalidNamespaceError):
                self.repository.classes(place)
        return space

    @rule(place=places, name=names, parent=parents, default=texts, writes_default=st.booleans())
    def put_class(self, place: str, name: str, parent: str | None, default: str | None, writes_default: bool) -> None:
        space = self.space(place)
        if parent == USUAL:
            parent = USUAL_PARENTS[name]
        if space is None or name == parent:
            return
        if parent not in space.parents:
            parent = None
        if name in space.parents and parent in space.family(name):
            return
        own = [prop("Text", "string", default=default)] if writes_default else [prop("Text", "string")]
        declared = declare(name, parent, *([] if parent else [key("Id", "string")]), *own)
        new_parent = name in space.parents and space.parents[name] != parent
        if new_parent and space.has_instances(name):
            with pytest.raises(WbemError):
                self.repository.put_class(place, declared, WBEM_FLAG_UPDATE_FORCE_MODE)
            return
        self.repository.put_class(place, declared, WBEM_FLAG_UPDATE_FORCE_MODE)
        space.parents[name] = parent
        space.defaults.pop(name, None)
        if writes_default:
            space.defaults[name] = default

    @rule(place=places, name=names)
    def delete_class(self, place: str, name: str) -> None:
        space = self.space(place)
        if space is None:
            return
        if name not in space.parents:
            with pytest.raises(NotFoundError):
                self.repository.delete_class(place, name)
            return
        family = space.family(name)
        deleted = self.repository.delete_class(place, name.lower())
        assert {found.name for found in deleted} == set(family)
        space.instances = {k: found for k, found in space.instances.items() if found[0] not in family}
        for gone in family:
            del space.parents[gone]
            space.defaults.pop(gone, None)

    @rule(place=places, name=names, id_=ids, text=texts | st.just(DEFAULT), flag=flags)
    def put_instance(self, place: str, name: str, id_: str, text: object, flag: int) -> None:
        space = self.space(place)
        if space is None or name not in space.parents:
            return
        found = self.repository.classes(place).find_class(name)
        assert found is not None
        instance = found.spawn_instance()
        instance["Id"] = id_
        if text is not DEFAULT:
            instance["Text"] = text
        address = (space.top(name), same(id_))
        stored = space.instances.get(address)
        error: type[WbemError] | None = None
        if stored is not None and flag == WBEM_FLAG_CREATE_ONLY:
            error = AlreadyExistsError
        elif stored is None and flag == WBEM_FLAG_UPDATE_ONLY:
            error = NotFoundError
        elif stored is not None and stored[0] != name:
            error = InvalidOperationError
        if error is not None:
            with pytest.raises(error):
                self.repository.put_instance(place, instance, flag)
            return
        path = self.repository.put_instance(place, instance, flag)
        space.instances[address] = (name, stored[1] if stored else id_, text)
        assert path.key("Id") == space.instances[address][1]

    @rule(place=places, name=names, id_=ids)
    def delete_instance(self, place: str, name: str, id_: str) -> None:
        space = self.space(place)
        path = ObjectPath(name, (("ID", id_),))
        if space is None:
            return
        if name not in space.parents:
            with pytest.raises(InvalidClassError):
                self.repository.delete_instance(place, path)
            return
        address = (space.top(name), same(id_))
        stored = space.instances.get(address)
        if stored is None or stored[0] not in space.family(name):
            with pytest.raises(NotFoundError):
                self.repository.delete_instance(place, path)
            return
        self.repository.delete_instance(place, path)
        del space.instances[address]

    @rule(place=places, name=names, id_=ids)
    def undo(self, place: str, name: str, id_: str) -> None:
        """What a transaction that fails did is not there, and nothing remembers it."""
        space = self.space(place)
        if space is None:
            return
        with pytest.raises(ZeroDivisionError):
            self.change_and_fail(place, name, id_, exists=name in space.parents)

    def change_and_fail(self, place: str, name: str, id_: str, *, exists: bool) -> None:
        with self.repository.transaction():
            self.repository.create_namespace("root\\never")
            if exists:
                self.repository.delete_class(place, name)
            made = self.repository.put_class(place, declare(name, None, key("Id", "string"), prop("Other", "uint8")))
            instance = made.spawn_instance()
            instance["Id"] = id_
            self.repository.put_instance(place, instance)
            raise ZeroDivisionError

    @precondition(lambda self: hasattr(self, "spaces"))
    @invariant()
    def everything_agrees(self) -> None:
        expected = {"root", "root\\default", "root\\subscription", "root\\interop", *self.spaces}
        assert set(self.repository.namespaces()) == expected
        for place, space in self.spaces.items():
            classes = self.repository.classes(place)
            assert {name for name in classes.class_names() if name.startswith("T_")} == set(space.parents)
            stored = {}
            for name, parent in space.parents.items():
                found = classes.find_class(name)
                assert found is not None
                assert found.superclass == parent
                assert sorted(classes.subclasses(name)) == sorted(space.family(name)[1:])
                for batch in self.repository.enumerate_instances(place, name):
                    stored.update({(space.top(name), same(str(i["Id"]))): (name, i["Id"], i["Text"]) for i in batch})
            assert stored == {
                address: (name, id_, space.default(name) if text is DEFAULT else text)
                for address, (name, id_, text) in space.instances.items()
            }


RepositoryMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestRepositoryModel = RepositoryMachine.TestCase
