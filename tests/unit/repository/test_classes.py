# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import threading
from pathlib import Path

import pytest

from openwmi.errors import InvalidNamespaceError, WbemError, WbemStatus
from openwmi.model.classsource import ClassSource
from openwmi.model.flags import WBEM_FLAG_UPDATE_SAFE_MODE
from openwmi.repository import Repository
from openwmi.repository.classes import MAX_SCHEMAS
from tests.unit.repository.declare import NS, declare, key, prop


def find(repository: Repository, name: str, namespace: str = NS):
    return repository.classes(namespace).find_class(name)


def test_it_is_a_class_source(repository: Repository):
    source: ClassSource = repository.classes(NS)
    found = source.find_class("t_DERIVED")
    assert found is not None
    assert (found.name, found.namespace, found.superclass) == ("T_Derived", NS, "T_Base")
    assert source.find_class("T_None") is None
    assert list(source.subclasses("T_Base")) == ["T_Derived"]
    assert {"T_Base", "__Event"} <= set(source.class_names())


def test_children(repository: Repository):
    classes = repository.classes(NS)
    assert list(classes.children("t_base")) == ["T_Derived"]
    assert {"T_Base", "T_One", "__SystemClass"} <= set(classes.children(None))
    assert "T_Derived" not in classes.children(None)


def test_a_class_is_resolved_once(repository: Repository):
    derived = find(repository, "T_Derived")
    assert find(repository, "t_derived") is derived
    assert derived is not None
    assert find(repository, "T_Base") is derived.parent


def test_namespaces_do_not_share_classes(repository: Repository):
    assert find(repository, "T_Base", "root\\default") is None
    assert find(repository, "__Event", "root\\default") is not find(repository, "__Event")
    event = find(repository, "__Event", "root\\default")
    assert event is not None
    assert event.namespace == "root\\default"


def test_changes_of_the_parent_reach_a_class_that_was_resolved(repository: Repository):
    before, one = find(repository, "T_Derived"), find(repository, "T_One")
    changed = declare("T_Base", None, key(), prop("Text", "string", default="new"))
    repository.put_class(NS, changed, WBEM_FLAG_UPDATE_SAFE_MODE)
    after = find(repository, "T_Derived")
    assert before is not None
    assert after is not None
    assert (before.properties["Text"].default, after.properties["Text"].default) == ("base", "new")
    assert find(repository, "T_One") is one


def test_another_process_is_noticed(repository: Repository, folder: Path):
    classes = repository.classes(NS)
    assert classes.find_class("T_Base") is not None
    with Repository.open(folder) as other:
        other.delete_class(NS, "T_Base")
        other.put_class(NS, declare("T_New"))
    assert classes.find_class("T_Base") is None
    assert "T_New" in list(classes.class_names())


def test_an_open_transaction_is_seen_by_its_own_thread_only(repository: Repository):
    seen: list[object] = []
    with repository.transaction():
        repository.put_class(NS, declare("T_New"))
        other = threading.Thread(target=lambda: seen.append(find(repository, "T_New")))
        other.start()
        other.join(10)
        assert find(repository, "T_New") is not None
    assert seen == [None]
    assert find(repository, "T_New") is not None


def test_an_undone_transaction_is_forgotten(repository: Repository):
    def change_and_fail() -> None:
        with repository.transaction():
            repository.put_class(NS, declare("T_New"))
            assert find(repository, "T_New") is not None
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    assert find(repository, "T_New") is None


def test_an_undone_part_of_a_transaction_is_forgotten(repository: Repository):
    def change_and_fail() -> None:
        with repository.transaction():
            repository.delete_class(NS, "T_Base")
            assert find(repository, "T_New") is None
            raise ZeroDivisionError

    with repository.transaction():
        repository.put_class(NS, declare("T_New", "T_Base"))
        with pytest.raises(ZeroDivisionError):
            change_and_fail()
        assert find(repository, "T_New") is not None


def test_a_namespace_that_goes_takes_its_classes_along(repository: Repository):
    repository.create_namespace("root\\gone")
    classes = repository.classes("root\\gone")
    assert classes.find_class("__Event") is not None
    repository.delete_namespace("root\\gone")
    with pytest.raises(InvalidNamespaceError):
        classes.find_class("__Event")
    with pytest.raises(InvalidNamespaceError):
        repository.classes("root\\gone")


def test_only_a_few_states_are_remembered(repository: Repository):
    for number in range(2 * MAX_SCHEMAS):
        repository.put_class(NS, declare(f"T_{number}x"))
    assert len(repository._cache._schemas) == MAX_SCHEMAS


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("UPDATE class SET body = '{' WHERE folded = 't_base'", "cannot be read"),
        ("DELETE FROM class WHERE folded = 't_base'", "superclass t_base is missing"),
        (
            "UPDATE class SET body = replace(body, '\"uint32\"', '\"real32\"') WHERE folded = 't_base'",
            "does not derive",
        ),
        (
            'UPDATE class SET body = replace(body, \'"superclass":null\', \'"superclass":"T_Derived"\')',
            "no end of superclasses",
        ),
    ],
)
def test_a_damaged_class_is_named(repository: Repository, damage: str, why: str):
    with repository._writing() as view:
        view.connection.execute(damage)
        view.cache.namespaces_changed(view.connection)
    with pytest.raises(WbemError, match=why) as caught:
        find(repository, "T_Derived")
    assert caught.value.hresult == WbemStatus.WBEM_E_CRITICAL_ERROR
    assert NS in caught.value.where
