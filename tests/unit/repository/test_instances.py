# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

import pytest

from openwmi.errors import InvalidClassError, InvalidNamespaceError, InvalidObjectPathError, NotFoundError, WbemError
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.repository import Repository
from openwmi.repository.instances import MAX_PAGE_OCTETS, MAX_PAGE_ROWS, fill_batch
from tests.unit.repository.declare import NS, declare

Spawn = Callable[..., Instance]


@pytest.mark.parametrize("path", ["T_Derived.Id=1", "T_Base.Id=1", "t_base.iD='0x1'", "T_BASE=1"])
def test_a_stored_instance_is_found_by_every_path(repository: Repository, new: Spawn, path: str):
    repository.put_instance(NS, new("T_Derived", Id=1, Text="x", When="20200101000000.000000+000", Many=[]))
    found = repository.get_instance(NS, ObjectPath.parse(path))
    assert dict(found.items()) == {"Id": 1, "Many": [], "Text": "x", "When": "20200101000000.000000+000"}
    assert found.class_name == "T_Derived"


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("T_Base.Id=2", NotFoundError),
        ("T_Derived.Id=1", NotFoundError),
        ("T_None.Id=1", InvalidClassError),
        ("T_Base", InvalidObjectPathError),
        ("T_Base.Wrong=1", InvalidObjectPathError),
        ("T_Base=@", InvalidObjectPathError),
        ('T_Base.Id="one"', InvalidObjectPathError),
    ],
)
def test_paths_that_lead_nowhere(repository: Repository, new: Spawn, path: str, error: type[WbemError]):
    repository.put_instance(NS, new("T_Base", Id=1))
    with pytest.raises(error):
        repository.get_instance(NS, ObjectPath.parse(path))


def test_strings_with_lone_surrogates_can_be_keys(repository: Repository, new: Spawn):
    name = "a\ud800"
    repository.put_instance("root", new("__EventFilter", "root", Name=name))
    assert repository.get_instance("root", ObjectPath("__EventFilter", (("Name", name),)))["Name"] == name


def test_enumerations_give_exactly_one_class_in_batches(repository: Repository, new: Spawn):
    with repository.transaction():
        for number in range(MAX_PAGE_ROWS + 5):
            repository.put_instance(NS, new("T_Base", Id=number))
        repository.put_instance(NS, new("T_Derived", Id=9999))
    batches = list(repository.enumerate_instances(NS, "t_base"))
    assert [len(batch) for batch in batches] == [MAX_PAGE_ROWS, 5]
    assert [found["Id"] for batch in batches for found in batch] == list(range(MAX_PAGE_ROWS + 5))
    assert [found["Id"] for batch in repository.enumerate_instances(NS, "T_Derived") for found in batch] == [9999]


def test_a_paused_enumeration_holds_nothing_and_goes_on(repository: Repository, new: Spawn):
    with repository.transaction():
        for number in range(MAX_PAGE_ROWS * 2):
            repository.put_instance(NS, new("T_Base", Id=number))
    batches = repository.enumerate_instances(NS, "T_Base")
    seen = [found["Id"] for found in next(batches)]
    repository.delete_instance(NS, ObjectPath.parse("T_Base.Id=0"))
    repository.delete_instance(NS, ObjectPath.parse(f"T_Base.Id={MAX_PAGE_ROWS * 2 - 1}"))
    repository.put_instance(NS, new("T_Base", Id=5, Text="changed"))
    seen += [found["Id"] for batch in batches for found in batch]
    assert seen == list(range(MAX_PAGE_ROWS * 2 - 1))


def test_an_enumeration_ends_with_its_class_or_namespace(repository: Repository, new: Spawn):
    repository.create_namespace("root\\x")
    repository.put_class("root\\x", declare("T_X", "__NAMESPACE"))
    with repository.transaction():
        for number in range(MAX_PAGE_ROWS + 1):
            repository.put_instance("root\\x", new("__EventFilter", "root\\x", Name=f"f{number}"))
            repository.put_instance(NS, new("T_Base", Id=number))
    filters, bases = (
        repository.enumerate_instances("root\\x", "__EventFilter"),
        repository.enumerate_instances(NS, "T_Base"),
    )
    next(filters), next(bases)
    repository.delete_class(NS, "T_Base")
    repository.delete_namespace("root\\x")
    with pytest.raises(InvalidClassError):
        next(bases)
    with pytest.raises(InvalidNamespaceError):
        next(filters)


def test_nothing_stored_gives_no_batch(repository: Repository):
    assert list(repository.enumerate_instances(NS, "T_Base")) == []


@pytest.mark.parametrize(
    ("sizes", "taken", "is_last"),
    [
        ([1] * MAX_PAGE_ROWS, MAX_PAGE_ROWS, False),
        ([1] * (MAX_PAGE_ROWS - 1), MAX_PAGE_ROWS - 1, True),
        ([MAX_PAGE_OCTETS * 2, 1], 1, False),
        ([MAX_PAGE_OCTETS // 2] * 5, 2, False),
        ([], 0, True),
    ],
)
def test_a_page_is_bounded_in_rows_and_octets(sizes: list[int], taken: int, is_last: bool):
    batch = fill_batch((number, "c", "[]", "x" * size, None) for number, size in enumerate(sizes, 1))
    assert len(batch.rows) == taken
    assert batch.last_id == (None if is_last else taken)


def test_statements_an_operation_costs(repository: Repository, new: Spawn):
    """Counts do not wobble: a get reads the token, the row and nothing else."""
    repository.put_instance(NS, new("T_Base", Id=1))
    path = ObjectPath.parse("T_Base.Id=1")
    repository.get_instance(NS, path)
    statements: list[str] = []
    with repository.reading() as view:
        view.connection.set_trace_callback(statements.append)
    repository.get_instance(NS, path)
    assert [text.split()[0] for text in statements if "SELECT" in text] == ["SELECT", "SELECT"]
