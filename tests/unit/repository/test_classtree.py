# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.repository import Repository
from openwmi.repository.classtree import ClassTree, read_tree, stored_descendants
from openwmi.repository.systemclasses import SYSTEM_CLASS_NAMES
from tests.unit.repository.declare import NS, declare

TREE = ClassTree([("A", None), ("B", None), ("A_2", "a"), ("A_1", "A"), ("A_2_1", "A_2"), ("B_1", "B")])


@pytest.mark.parametrize(
    ("name", "children", "descendants"),
    [
        (None, "A B", "A A_2 A_2_1 A_1 B B_1"),
        ("A", "A_2 A_1", "A_2 A_2_1 A_1"),
        ("a_2", "A_2_1", "A_2_1"),
        ("B_1", "", ""),
        ("None", "", ""),
    ],
)
def test_order_of_definition_with_parents_first(name: str | None, children: str, descendants: str):
    assert list(TREE.children(name)) == children.split()
    assert list(TREE.descendants(name)) == descendants.split()


def test_a_chain_as_deep_as_they_get_needs_no_recursion():
    names = [f"C{number}" for number in range(5000)]
    tree = ClassTree(zip(names, [None, *names], strict=False))
    assert tree.descendants("C0") == names[1:]


def test_stored_classes_join_the_system_classes(repository: Repository):
    repository.put_class(NS, declare("T_Third", "T_Derived"))
    repository.put_class(NS, declare("My_Event", "__ExtrinsicEvent"))
    with repository.reading() as view:
        namespace_id = view.classes(NS).namespace.id
        tree = read_tree(view.connection, namespace_id)
        assert stored_descendants(view.connection, namespace_id, "t_base") == ["t_derived", "t_third"]
    assert "My_Event" in tree.descendants("__EVENT")
    assert set(tree.descendants(None)) == {*SYSTEM_CLASS_NAMES, "T_Base", "T_Derived", "T_Third", "T_One", "My_Event"}
