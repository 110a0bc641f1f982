# SPDX-License-Identifier: Apache-2.0

from openwmi.provider.framework import TRefPointerCollection


def test_objects_are_added_and_gone_through_in_order():
    items = TRefPointerCollection[str]()
    assert items.Add("a")
    assert items.Add("b")
    position = items.BeginEnum()
    items.Add("c")
    assert [items.GetNext(position) for _ in range(3)] == ["a", "b", None]
    items.EndEnum()
    assert (items.GetSize(), len(items), list(items)) == (3, 3, ["a", "b", "c"])


def test_a_copy_is_independent():
    items = TRefPointerCollection[int]()
    items.Add(1)
    twin = TRefPointerCollection(items)
    items.Empty()
    assert (list(items), list(twin)) == ([], [1])
