# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.provider.framework import CHPtrArray, CHStringArray


@pytest.mark.parametrize(("kind", "filling"), [(CHStringArray, ""), (CHPtrArray, None)])
def test_size_and_growing(kind, filling):
    array = kind()
    assert (array.GetUpperBound(), array.GetSize()) == (-1, 0)
    array.SetSize(2)
    assert array == [filling, filling]
    array.SetAtGrow(3, "x")
    assert array == [filling, filling, filling, "x"]
    array.SetAtGrow(0, "y")
    assert (array.GetAt(0), array.GetUpperBound()) == ("y", 3)
    array.SetSize(1, 8)
    assert array == ["y"]


def test_adding_inserting_and_removing():
    array = CHStringArray()
    assert (array.Add("a"), array.Add("b")) == (0, 1)
    assert array.Append(["c", "d"]) == 2
    array.InsertAt(1, "x", 2)
    assert array == ["a", "x", "x", "b", "c", "d"]
    array.RemoveAt(1, 2)
    array.RemoveAt(0)
    array.SetAt(0, "B")
    assert array == ["B", "c", "d"]
    other = CHStringArray()
    other.Copy(array)
    array.RemoveAll()
    assert (array, other) == ([], ["B", "c", "d"])


@pytest.mark.parametrize("call", [lambda a: a.GetAt(0), lambda a: a.SetAt(0, "x")])
def test_places_that_are_not_there(call):
    with pytest.raises(IndexError):
        call(CHStringArray())
