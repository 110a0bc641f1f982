# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.errors import InvalidNamespaceError
from openwmi.repository import Repository
from openwmi.repository.namespaces import (
    REQUIRED_NAMESPACES,
    find_namespace,
    insert_namespace,
    namespace_paths,
    remove_namespace,
    split_namespace,
)


def test_a_new_repository_has_the_required_namespaces_in_order(repository: Repository):
    with repository.reading() as view:
        assert namespace_paths(view.connection) == list(REQUIRED_NAMESPACES)


@pytest.mark.parametrize("path", ["root\\cimv2", "ROOT/CIMV2", "\\\\.\\Root\\cimV2", "//./root/cimv2"])
def test_a_namespace_is_found_in_every_spelling(repository: Repository, path: str):
    with repository.reading() as view:
        found = find_namespace(view.connection, path)
    assert found is not None
    assert (found.path, found.folded) == ("root\\cimv2", "root\\cimv2")


def test_a_namespace_that_is_not_there(repository: Repository):
    with repository.reading() as view:
        assert find_namespace(view.connection, "root\\none") is None
        with pytest.raises(InvalidNamespaceError):
            find_namespace(view.connection, "root\\\\cimv2")


@pytest.mark.parametrize(
    ("path", "parts"), [("root", (None, "root")), ("root\\a", ("root", "a")), ("root/a/B", ("root\\a", "B"))]
)
def test_split(path: str, parts: tuple[str | None, str]):
    assert split_namespace(path) == parts


def test_removing_takes_everything_below_and_nothing_beside(repository: Repository):
    with repository._writing() as view:
        root = find_namespace(view.connection, "root")
        gone = insert_namespace(view.connection, root, "gone")
        below = insert_namespace(view.connection, gone, "below")
        insert_namespace(view.connection, below, "deep")
        stays = insert_namespace(view.connection, root, "gone2")
        remove_namespace(view.connection, gone)
        assert namespace_paths(view.connection) == [*REQUIRED_NAMESPACES, "root\\gone2"]
        assert insert_namespace(view.connection, root, "gone").id > stays.id


@pytest.mark.parametrize("name", ["", "9", "a-b", "a\\b", "a/b", " a", "a\n"])
def test_a_name_that_cannot_be_a_component(repository: Repository, name: str):
    with repository._writing() as view, pytest.raises(InvalidNamespaceError):
        insert_namespace(view.connection, find_namespace(view.connection, "root"), name)
