# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

import pytest

from openwmi.errors import InvalidNamespaceError, InvalidObjectPathError
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.repository import Repository
from openwmi.repository.check import check
from openwmi.security.machine import server_name
from tests.unit.repository.declare import NS, declare, key, prop

Spawn = Callable[..., Instance]


@pytest.fixture
def linked(repository: Repository, new: Spawn) -> Repository:
    repository.put_class(NS, declare("T_Link", None, prop("A", "ref:T_Base", "key"), prop("B", "ref", "key")))
    repository.put_class(NS, declare("T_Other", None, key()))
    repository.put_instance(NS, new("T_Derived", Id=1))
    return repository


def referrers(repository: Repository, path: str, namespace: str = NS) -> list[object]:
    return [found["B"] for found in repository.references_to(namespace, ObjectPath.parse(path))]


SPELLINGS = [
    "T_Base.Id=1",
    "t_base.ID=1",
    "T_Derived.Id=1",
    "T_Base=1",
    'T_Base.Id="1"',
    "T_Base.Id=0x1",
    "root\\cimv2:T_Base.Id=1",
    "\\\\.\\ROOT\\CIMV2:T_Derived.Id=1",
    "//localhost/root/cimv2:T_Base=1",
]


@pytest.mark.parametrize("stored", SPELLINGS)
@pytest.mark.parametrize("asked", ["T_Base.Id=1", "T_Derived=1", f"\\\\{server_name()}\\root\\cimv2:t_base.id=1"])
def test_every_spelling_of_a_target_is_found(linked: Repository, new: Spawn, stored: str, asked: str):
    linked.put_instance(NS, new("T_Link", A=stored, B="T_Other.Id=9"))
    assert referrers(linked, asked) == ["T_Other.Id=9"]


@pytest.mark.parametrize(
    "stored",
    [
        "T_Base.Id=2",
        "T_Other.Id=1",
        "T_Base",
        "root\\default:T_Base.Id=1",
        "\\\\elsewhere\\root\\cimv2:T_Base.Id=1",
        "T_None.Id=1",
        "x",
    ],
)
def test_other_targets_are_not(linked: Repository, new: Spawn, stored: str):
    linked.put_instance(NS, new("T_Link", A=stored, B="T_Other.Id=9"))
    assert referrers(linked, "T_Base.Id=1") == []


def test_classes_defined_later_decide(linked: Repository, new: Spawn):
    linked.put_instance(NS, new("T_Link", A="T_Later.Id=1", B="T_Other.Id=9"))
    assert referrers(linked, "T_Base.Id=1") == []
    linked.put_class(NS, declare("T_Later", "T_Base"))
    assert referrers(linked, "T_Base.Id=1") == ["T_Other.Id=9"]
    linked.delete_class(NS, "T_Later")
    assert referrers(linked, "T_Base.Id=1") == []
    assert check(linked) == []


def test_an_instance_that_refers_twice_comes_once(linked: Repository, new: Spawn):
    linked.put_instance(NS, new("T_Link", A="T_Base.Id=1", B="T_Derived.Id=1"))
    assert referrers(linked, "T_Base.Id=1") == ["T_Derived.Id=1"]


def test_updates_and_deletions_reach_the_index(linked: Repository, new: Spawn):
    linked.put_class(NS, declare("T_Arrow", None, key(), prop("B", "ref:T_Base")))
    linked.put_instance(NS, new("T_Arrow", Id=1, B="T_Base.Id=1"))
    linked.put_instance(NS, new("T_Arrow", Id=1, B="T_Base.Id=2"))
    assert (referrers(linked, "T_Base.Id=1"), referrers(linked, "T_Base.Id=2")) == ([], ["T_Base.Id=2"])
    linked.delete_instance(NS, ObjectPath.parse("T_Arrow.Id=1"))
    assert referrers(linked, "T_Base.Id=2") == []


def test_targets_of_other_namespaces(linked: Repository, new: Spawn):
    linked.put_instance(NS, new("T_Link", A="T_Base.Id=1", B="root\\default:T_X.Id=7"))
    linked.put_instance(NS, new("T_Link", A="T_Base.Id=2", B="root\\nowhere:T_X.Id=7"))
    assert referrers(linked, "root\\default:T_X.Id=7") == ["root\\default:T_X.Id=7"]
    assert referrers(linked, "root\\nowhere:t_x.ID=7") == ["root\\nowhere:T_X.Id=7"]
    assert referrers(linked, "\\\\.\\root\\cimv2:T_Base.Id=1", "root\\default") == []


def test_classes_and_singletons_as_targets(linked: Repository, new: Spawn):
    linked.put_instance(NS, new("T_Link", A="T_Base", B="T_One=@"))
    assert referrers(linked, "t_base") == ["T_One=@"]
    assert referrers(linked, "T_One=@") == ["T_One=@"]
    assert referrers(linked, "T_Derived") == []


def test_more_referrers_than_fit_a_page(linked: Repository, new: Spawn):
    with linked.transaction():
        for number in range(600):
            linked.put_instance(NS, new("T_Link", A="T_Base.Id=1", B=f"T_Other.Id={number}"))
    assert referrers(linked, "T_Base.Id=1") == [f"T_Other.Id={number}" for number in range(600)]


def test_what_cannot_be_asked(linked: Repository):
    with pytest.raises(InvalidObjectPathError):
        referrers(linked, "T_Base.Wrong=1")
    with pytest.raises(InvalidNamespaceError):
        referrers(linked, "T_Base.Id=1", "root\\none")
