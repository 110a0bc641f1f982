# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

import pytest

from openwmi.errors import (
    AlreadyExistsError,
    InvalidClassError,
    InvalidNamespaceError,
    InvalidObjectError,
    InvalidOperationError,
    InvalidParameterError,
    InvalidPropertyError,
    NotFoundError,
    WbemError,
    WbemStatus,
)
from openwmi.model.flags import WBEM_FLAG_CREATE_ONLY, WBEM_FLAG_UPDATE_ONLY
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import Qualifier
from openwmi.repository import Repository
from openwmi.repository.check import check
from openwmi.security.machine import server_name
from tests.unit.repository.declare import NS, declare, key, prop

Spawn = Callable[..., Instance]


def get(repository: Repository, path: str, namespace: str = NS) -> Instance:
    return repository.get_instance(namespace, ObjectPath.parse(path))


def test_the_path_of_what_was_stored_is_returned(repository: Repository, new: Spawn):
    path = repository.put_instance("ROOT/CIMV2", new("T_Derived", Id=1))
    assert str(path) == f"\\\\{server_name()}\\root\\cimv2:T_Derived.Id=1"
    assert repository.put_instance(NS, new("T_One")).relpath == "T_One=@"


def test_the_instance_given_stays_the_callers(repository: Repository, new: Spawn):
    given = new("T_Derived", Id=1, Many=[1])
    repository.put_instance(NS, given)
    given["Many"] = [2]
    assert get(repository, "T_Base.Id=1")["Many"] == [1]


def test_create_update_and_either(repository: Repository, new: Spawn):
    with pytest.raises(NotFoundError):
        repository.put_instance(NS, new("T_Base", Id=1), WBEM_FLAG_UPDATE_ONLY)
    repository.put_instance(NS, new("T_Base", Id=1), WBEM_FLAG_CREATE_ONLY)
    with pytest.raises(AlreadyExistsError):
        repository.put_instance(NS, new("T_Base", Id=1), WBEM_FLAG_CREATE_ONLY)
    repository.put_instance(NS, new("T_Base", Id=1, Text="b"), WBEM_FLAG_UPDATE_ONLY)
    assert get(repository, "T_Base.Id=1")["Text"] == "b"
    repository.put_instance(NS, new("T_Base", Id=1))
    assert get(repository, "T_Base.Id=1")["Text"] == "base"


@pytest.mark.parametrize(
    ("stored", "put"), [("T_Derived", "T_Other"), ("T_Base", "T_Derived"), ("T_Derived", "T_Base")]
)
def test_a_key_is_unique_in_the_whole_tree(repository: Repository, new: Spawn, stored: str, put: str):
    repository.put_class(NS, declare("T_Other", "T_Base"))
    repository.put_instance(NS, new(stored, Id=1))
    with pytest.raises(AlreadyExistsError):
        repository.put_instance(NS, new(put, Id=1), WBEM_FLAG_CREATE_ONLY)
    with pytest.raises(InvalidOperationError, match=f"{stored}.Id=1"):
        repository.put_instance(NS, new(put, Id=1))
    assert get(repository, "T_Base.Id=1").class_name == stored


def test_trees_that_introduce_the_key_themselves_do_not_meet(repository: Repository, new: Spawn):
    repository.put_class(NS, declare("T_Root", words=["abstract"]))
    for name in ("T_A", "T_B"):
        repository.put_class(NS, declare(name, "T_Root", key()))
        repository.put_instance(NS, new(name, Id=1))
    assert get(repository, "T_A.Id=1").class_name == "T_A"


def test_the_key_keeps_its_first_spelling(repository: Repository, new: Spawn):
    repository.put_class(NS, declare("T_Named", None, key("Name", "string"), prop("Text", "string")))
    repository.put_instance(NS, new("T_Named", Name="Frog"))
    path = repository.put_instance(NS, new("T_Named", Name="FROG", Text="b"))
    assert path.relpath == 'T_Named.Name="Frog"'
    assert get(repository, "t_named='fROG'")["Text"] == "b"


@pytest.mark.parametrize(
    ("only", "text", "when"),
    [
        (frozenset({"TEXT"}), "new", "20200101000000.000000+000"),
        (frozenset({"when"}), "old", None),
        (frozenset({"Text", "When"}), "new", None),
        (frozenset(), "old", "20200101000000.000000+000"),
    ],
)
def test_only_some_properties(repository: Repository, new: Spawn, only: frozenset[str], text: str, when: str | None):
    repository.put_instance(NS, new("T_Derived", Id=1, Text="old", When="20200101000000.000000+000"))
    repository.put_instance(NS, new("T_Derived", Id=1, Text="new", When=None), only=only)
    got = get(repository, "T_Base.Id=1")
    assert (got["Text"], got["When"], got["Id"]) == (text, when, 1)


def test_only_takes_a_property_back_to_its_default(repository: Repository, new: Spawn):
    repository.put_instance(NS, new("T_Base", Id=1, Text="old"))
    repository.put_instance(NS, new("T_Base", Id=1), only={"Text"})
    assert not get(repository, "T_Base.Id=1").is_local("Text")


def test_only_of_an_instance_that_is_not_there(repository: Repository, new: Spawn):
    repository.put_instance(NS, new("T_Derived", Id=1, Text="x", Many=[1]), only={"Many"})
    got = get(repository, "T_Base.Id=1")
    assert (got["Text"], got["Many"]) == ("base", [1])
    with pytest.raises(InvalidPropertyError):
        repository.put_instance(NS, new("T_Base", Id=2), only={"None"})


def test_an_instance_of_another_definition_is_fitted(repository: Repository, new: Spawn):
    stale = new("T_Derived", Id=1, Text="x")
    repository.delete_class(NS, "T_Base")
    repository.put_class(NS, declare("T_Derived", None, prop("Text", "string"), key("Id", "string")))
    repository.put_instance(NS, stale)
    assert get(repository, "T_Derived.Id='1'")["Text"] == "x"


@pytest.mark.parametrize(
    ("namespace", "error"), [("root\\none", InvalidNamespaceError), ("root\\default", InvalidClassError)]
)
def test_places_that_do_not_take_it(repository: Repository, new: Spawn, namespace: str, error: type[WbemError]):
    with pytest.raises(error):
        repository.put_instance(namespace, new("T_Base", Id=1))


def test_a_class_is_no_instance(repository: Repository):
    with pytest.raises(InvalidObjectError):
        repository.put_instance(NS, repository.classes(NS).find_class("T_Base"))  # type: ignore[arg-type]


def test_the_limit_of_one_instance(repository: Repository, new: Spawn):
    with pytest.raises(WbemError) as caught:
        repository.put_instance(NS, new("T_Base", Id=1, Text="x" * (16 * 1024 * 1024)))
    assert caught.value.hresult == WbemStatus.WBEM_E_TOO_MUCH_DATA


def test_delete(repository: Repository, new: Spawn):
    repository.put_instance(NS, new("T_Derived", Id=1, Text="last"))
    with pytest.raises(NotFoundError):
        repository.delete_instance(NS, ObjectPath.parse("T_Derived.Id=2"))
    assert repository.delete_instance(NS, ObjectPath.parse("T_Base.Id=1"))["Text"] == "last"
    with pytest.raises(NotFoundError):
        repository.delete_instance(NS, ObjectPath.parse("T_Base.Id=1"))


def test_a_namespace_instance_is_a_namespace(repository: Repository, new: Spawn):
    namespace = new("__NAMESPACE", Name="Below")
    namespace.extras.qualifiers["NamespaceSecuritySDDL"] = Qualifier("NamespaceSecuritySDDL", "O:BA")
    namespace.extras.qualifiers["RequiresEncryption"] = Qualifier("RequiresEncryption")
    repository.put_instance(NS, namespace)
    below = "root\\cimv2\\Below"
    assert repository.spelling("ROOT/cimv2/bELOW") == below
    assert repository.classes(below).find_class("__Event") is not None
    assert get(repository, "__SystemSecurity=@", below).class_name == "__SystemSecurity"
    stored = get(repository, '__Namespace.Name="BELOW"')
    assert stored.extra is not None
    assert list(stored.extra.qualifiers) == ["RequiresEncryption"]
    assert repository.put_instance(NS, new("__NAMESPACE", Name="below")).relpath == '__NAMESPACE.Name="Below"'
    assert repository.namespaces()[-1] == below
    with pytest.raises(AlreadyExistsError):
        repository.put_instance(NS, new("__NAMESPACE", Name="below"), WBEM_FLAG_CREATE_ONLY)
    assert check(repository) == []


def test_deleting_a_namespace_takes_all_it_contains(repository: Repository, new: Spawn):
    repository.create_namespace("root\\a")
    repository.create_namespace("root\\a\\b")
    repository.put_class("root\\a\\b", declare("T_X", None, key()))
    repository.put_instance("root\\a\\b", new("T_X", "root\\a\\b", Id=1))
    repository.delete_instance("root", ObjectPath.parse('__NAMESPACE.Name="A"'))
    assert not repository.has_namespace("root\\a\\b")
    repository.create_namespace("root\\a")
    repository.create_namespace("root\\a\\b")
    assert repository.classes("root\\a\\b").find_class("T_X") is None
    assert check(repository) == []


@pytest.mark.parametrize("name", ["cimv2", "DEFAULT", "subscription", "interop"])
def test_required_namespaces_stay(repository: Repository, name: str):
    with pytest.raises(InvalidOperationError):
        repository.delete_instance("root", ObjectPath("__NAMESPACE", (("Name", name),)))


@pytest.mark.parametrize("name", ["a-b", "9", "a\\b", "", "_a"])
def test_names_no_namespace_can_have(repository: Repository, new: Spawn, name: str):
    with pytest.raises(InvalidParameterError):
        repository.put_instance(NS, new("__NAMESPACE", Name=name))
    assert check(repository) == []
