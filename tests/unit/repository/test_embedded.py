# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

import pytest

from openwmi.errors import InvalidObjectError, QuotaViolationError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.flags import WBEM_FLAG_UPDATE_FORCE_MODE
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import Qualifier
from openwmi.repository import Repository
from openwmi.repository.check import check
from openwmi.repository.embedded import MAX_CACHED_CLASSES, MAX_NESTING, EmbeddedClasses, digest_of
from tests.unit.repository.declare import NS, declare, key, method, prop

Spawn = Callable[..., Instance]


@pytest.fixture
def holder(repository: Repository) -> Repository:
    repository.put_class(
        NS,
        declare("T_Holder", None, key(), prop("One", "object:T_Base"), prop("Many", "object[]"), prop("Any", "object")),
    )
    return repository


def put_and_get(repository: Repository, instance: Instance) -> Instance:
    return repository.get_instance(NS, repository.put_instance(NS, instance))


def test_instances_are_stored_by_value(holder: Repository, new: Spawn):
    inner = new("T_Derived", Text=None, When="20200101000000.000000+000", Many=[1, 2**64 - 1])
    inner.extras.qualifiers["Q"] = Qualifier("Q", 1)
    got = put_and_get(holder, new("T_Holder", Id=1, One=inner, Many=[inner, new("T_Base", Text="x")]))["One"]
    assert isinstance(got, Instance)
    assert (got.class_name, got["Text"], got["Many"], got["Id"]) == ("T_Derived", None, [1, 2**64 - 1], None)
    assert isinstance(got["When"], CimDatetime)
    assert (got.is_local("Text"), got.is_local("Id")) == (True, False)
    assert got.extra is not None
    assert got.extra.qualifiers["Q"].value == 1


def test_they_outlive_their_class(holder: Repository, new: Spawn):
    path = holder.put_instance(NS, new("T_Holder", Id=1, One=new("T_Derived", Text="kept")))
    holder.delete_class(NS, "T_Base")
    got = holder.get_instance(NS, path)["One"]
    assert isinstance(got, Instance)
    assert (got["Text"], got.cim_class.derivation) == ("kept", ("T_Base",))
    assert check(holder) == []


def test_they_keep_the_class_they_were_stored_with(holder: Repository, new: Spawn):
    path = holder.put_instance(NS, new("T_Holder", Id=1, One=new("T_Base")))
    holder.put_class(NS, declare("T_Base", None, key(), prop("Other", "uint8")), WBEM_FLAG_UPDATE_FORCE_MODE)
    got = holder.get_instance(NS, path)["One"]
    assert isinstance(got, Instance)
    assert got["Text"] == "base"


def test_a_class_can_be_a_value(holder: Repository, new: Spawn):
    derived = holder.classes(NS).find_class("T_Derived")
    got = put_and_get(holder, new("T_Holder", Id=1, Any=derived))["Any"]
    assert isinstance(got, ClassDefinition)
    assert (got.name, got.superclass, got.namespace) == ("T_Derived", "T_Base", NS)


def test_parameters_of_a_method_can_be_a_value(holder: Repository, new: Spawn):
    cim_class = holder.put_class(NS, declare("T_Go", None, key(), methods=[method("Go", None, {"How": "string"})]))
    parameters = cim_class.methods["Go"].in_parameters
    assert parameters is not None
    inner = parameters.spawn_instance()
    inner["How"] = "fast"
    got = put_and_get(holder, new("T_Holder", Id=1, Any=inner))["Any"]
    assert isinstance(got, Instance)
    assert got["How"] == "fast"


def test_nesting_has_a_limit(holder: Repository, new: Spawn):
    inner = new("T_Holder", Id=0)
    for number in range(1, MAX_NESTING + 1):
        inner = new("T_Holder", Id=number, Any=inner)
    assert put_and_get(holder, inner)["Any"] is not None
    with pytest.raises(QuotaViolationError):
        holder.put_instance(NS, new("T_Holder", Id=999, Any=inner))


def test_what_is_no_object_is_refused(holder: Repository):
    with holder.reading() as view, pytest.raises(InvalidObjectError):
        view.codec.encode(7)


def test_a_class_is_stored_once_under_the_digest_of_its_text(holder: Repository, new: Spawn):
    for number in range(3):
        holder.put_instance(NS, new("T_Holder", Id=number, One=new("T_Base")))
    with holder.reading() as view:
        rows = view.connection.execute("SELECT digest, body FROM embedded_class").fetchall()
    assert [digest_of(body) for _, body in rows] == [digest for digest, _ in rows]
    assert len(rows) == 1


def test_the_memory_of_classes_is_bounded(holder: Repository, new: Spawn):
    classes = EmbeddedClasses()
    with holder._writing() as view:
        for number in range(MAX_CACHED_CLASSES + 2):
            cim_class = holder.put_class(NS, declare(f"T_{number}x", "T_Base"))
            classes.load(view.connection, classes.store(view.connection, cim_class))
    assert len(classes._known) == 2


def test_an_unknown_digest_is_a_damaged_row(holder: Repository):
    with holder.reading() as view, pytest.raises(KeyError):
        view.codec.decode({"cls": "00"})


def test_a_rolled_back_class_leaves_nothing_wrong_behind(holder: Repository, new: Spawn):
    def change_and_fail() -> None:
        with holder.transaction():
            holder.put_instance(NS, new("T_Holder", Id=1, One=new("T_Base")))
            holder.get_instance(NS, ObjectPath.parse("T_Holder.Id=1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    path = holder.put_instance(NS, new("T_Holder", Id=1, One=new("T_Derived")))
    got = holder.get_instance(NS, path)["One"]
    assert isinstance(got, Instance)
    assert got.class_name == "T_Derived"
