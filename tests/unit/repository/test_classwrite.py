# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

import pytest

from openwmi.errors import (
    AlreadyExistsError,
    InvalidClassError,
    InvalidOperationError,
    InvalidParameterError,
    InvalidSuperclassError,
    NotFoundError,
    QuotaViolationError,
    WbemError,
    WbemStatus,
)
from openwmi.model.flags import (
    WBEM_FLAG_CREATE_ONLY,
    WBEM_FLAG_UPDATE_FORCE_MODE,
    WBEM_FLAG_UPDATE_ONLY,
    WBEM_FLAG_UPDATE_SAFE_MODE,
)
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.repository import Repository
from openwmi.repository.check import check
from openwmi.repository.classes import MAX_ANCESTORS
from openwmi.repository.serialize import MAX_STORED_OCTETS
from tests.unit.repository.declare import NS, declare, key, method, prop

Spawn = Callable[..., Instance]


def found(repository: Repository, name: str):
    return repository.classes(NS).find_class(name)


def test_a_class_comes_back_as_it_was_put(repository: Repository):
    declared = declare(
        "T_All",
        "T_Base",
        prop("Ref", "ref:T_Base", "read", default="T_Base.Id=1"),
        prop("Real", "real64", default=0.1),
        words=[("Values", ["a", "ü\ud800"]), ("Count", 7, 0x13)],
        methods=[method("Go", None, {"A": "uint8[]"})],
    )
    put = repository.put_class(NS, declared)
    again = found(repository, "t_all")
    assert again is not None
    for definition in (put, again):
        assert definition.derivation == ("T_Base",)
        assert definition.declaration.qualifiers["Values"].value == ["a", "ü\ud800"]
        assert definition.declaration.qualifiers["count"].flavor == 0x13
        assert definition.properties["Real"].default == 0.1
        assert definition.properties["Text"].origin == "T_Base"
        assert definition.namespace == NS


def test_spelling_of_the_first_definition_stays(repository: Repository):
    repository.put_class(
        NS, declare("T_BASE", None, key(), prop("Text", "string", default="new")), WBEM_FLAG_UPDATE_SAFE_MODE
    )
    repository.put_class(NS, declare("T_New", "t_bASE"))
    new = found(repository, "T_New")
    assert new is not None
    assert (new.superclass, new.declaration.superclass) == ("T_Base", "T_Base")
    assert new.properties["Text"].default == "new"


@pytest.mark.parametrize(
    ("declared", "flags", "error"),
    [
        (declare("T_Base", None, key()), WBEM_FLAG_CREATE_ONLY, AlreadyExistsError),
        (declare("T_New"), WBEM_FLAG_UPDATE_ONLY, NotFoundError),
        (declare("T_New"), WBEM_FLAG_CREATE_ONLY | WBEM_FLAG_UPDATE_ONLY, InvalidParameterError),
        (declare("T_New", "T_None"), 0, InvalidSuperclassError),
        (declare("__Event"), WBEM_FLAG_UPDATE_FORCE_MODE, InvalidOperationError),
        (declare("__MyOwn"), 0, InvalidParameterError),
        (declare("T_New_"), 0, InvalidParameterError),
    ],
)
def test_refusals(repository: Repository, declared, flags: int, error: type[WbemError]):
    with pytest.raises(error) as caught:
        repository.put_class(NS, declared, flags)
    assert caught.value.next_step
    assert check(repository) == []


@pytest.mark.parametrize(
    ("declared", "status"),
    [
        (declare(""), WbemStatus.WBEM_E_INCOMPLETE_CLASS),
        (declare("T_Base", "T_Derived", key()), WbemStatus.WBEM_E_CIRCULAR_REFERENCE),
        (declare("T_Base", "T_Base", key()), WbemStatus.WBEM_E_CIRCULAR_REFERENCE),
        (declare("T_New", "T_Base", key("Other")), WbemStatus.WBEM_E_CANNOT_CHANGE_KEY_INHERITANCE),
        (declare("T_New", words=[("Text", "x" * MAX_STORED_OCTETS)]), WbemStatus.WBEM_E_TOO_MUCH_DATA),
        (declare("T_Other", None, prop("X", "ref:T_Base")), None),
        (declare("T_Narrow", "T_Holder", prop("X", "ref:T_One")), WbemStatus.WBEM_E_TYPE_MISMATCH),
        (declare("T_Narrow", "T_Holder", prop("X", "ref:T_Derived")), None),
    ],
)
def test_rules_of_derivation_are_checked_when_stored(repository: Repository, declared, status: WbemStatus | None):
    repository.put_class(NS, declare("T_Holder", None, prop("X", "ref:T_Base")))
    if status is None:
        repository.put_class(NS, declared)
        return
    with pytest.raises(WbemError) as caught:
        repository.put_class(NS, declared)
    assert caught.value.hresult == status


def test_derivation_has_a_limit(repository: Repository):
    with repository.transaction():
        repository.put_class(NS, declare("C0"))
        for number in range(1, MAX_ANCESTORS):
            repository.put_class(NS, declare(f"C{number}", f"C{number - 1}"))
        with pytest.raises(QuotaViolationError):
            repository.put_class(NS, declare("CX", f"C{MAX_ANCESTORS - 1}"))


def test_a_change_of_the_parent_reaches_children_and_stored_instances(repository: Repository, new: Spawn):
    repository.put_instance(NS, new("T_Derived", Id=1))
    repository.put_instance(NS, new("T_Derived", Id=2, Text="own"))
    repository.put_instance(NS, new("T_Derived", Id=3, Text=None))
    repository.put_class(
        NS, declare("T_Base", None, key(), prop("Text", "string", default="new")), WBEM_FLAG_UPDATE_SAFE_MODE
    )
    texts = [repository.get_instance(NS, ObjectPath.parse(f"T_Base.Id={i}"))["Text"] for i in (1, 2, 3)]
    assert texts == ["new", "own", None]


def test_an_equal_put_changes_nothing(repository: Repository):
    before = found(repository, "T_Base")
    assert (
        repository.put_class(NS, declare("t_base", None, key("ID"), prop("Text", "string", default="base"))) is before
    )
    assert found(repository, "T_Base") is before


def test_force_deletes_own_instances(repository: Repository, new: Spawn):
    repository.put_instance(NS, new("T_Base", Id=1))
    changed = declare("T_Base", None, key(), prop("Text", "uint8"))
    with pytest.raises(WbemError):
        repository.put_class(NS, changed, WBEM_FLAG_UPDATE_SAFE_MODE)
    repository.put_class(NS, changed, WBEM_FLAG_UPDATE_FORCE_MODE)
    assert list(repository.enumerate_instances(NS, "T_Base")) == []
    assert check(repository) == []


def test_force_stores_the_children_it_rewrites(repository: Repository):
    repository.put_class(NS, declare("T_Child", "T_Base", words=[("Tone", "high"), "mine"]))
    changed = declare("T_Base", None, key(), prop("Text", "string", default="base"), words=[("Tone", "low", 0x12)])
    repository.put_class(NS, changed, WBEM_FLAG_UPDATE_FORCE_MODE)
    child = found(repository, "T_Child")
    assert child is not None
    assert child.qualifiers["Tone"].value == "low"
    assert set(child.declaration.qualifiers) == {"mine"}
    assert check(repository) == []


def test_delete_takes_subclasses_and_instances(repository: Repository, new: Spawn):
    repository.put_instance(NS, new("T_Derived", Id=1))
    repository.put_class(NS, declare("T_Third", "T_Derived"))
    deleted = repository.delete_class(NS, "T_BASE")
    assert [definition.name for definition in deleted] == ["T_Base", "T_Derived", "T_Third"]
    assert [found(repository, name) for name in ("T_Base", "T_Derived", "T_Third")] == [None, None, None]
    assert repository.classes(NS).subclasses("T_Base") == []
    with pytest.raises(InvalidClassError):
        repository.get_instance(NS, ObjectPath.parse("T_Base.Id=1"))
    assert check(repository) == []


def test_a_class_made_again_is_a_new_one(repository: Repository, new: Spawn):
    repository.put_instance(NS, new("T_Base", Id=1))
    repository.delete_class(NS, "T_Base")
    repository.put_class(NS, declare("T_Base", None, key("Id", "string")))
    assert list(repository.enumerate_instances(NS, "T_Base")) == []


@pytest.mark.parametrize(("name", "error"), [("__Event", InvalidOperationError), ("T_None", NotFoundError)])
def test_what_cannot_be_deleted(repository: Repository, name: str, error: type[WbemError]):
    with pytest.raises(error):
        repository.delete_class(NS, name)


def test_deleting_a_class_of_namespaces_deletes_the_namespaces(repository: Repository, new: Spawn):
    repository.put_class(NS, declare("T_Namespace", "__NAMESPACE"))
    repository.put_instance(NS, new("T_Namespace", Name="below"))
    assert repository.has_namespace("root\\cimv2\\below")
    repository.delete_class(NS, "T_Namespace")
    assert not repository.has_namespace("root\\cimv2\\below")
    assert check(repository) == []
