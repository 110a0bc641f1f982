# SPDX-License-Identifier: Apache-2.0
"""What openwmi.dataclass makes behaves as what the standard decorator makes."""

from __future__ import annotations

import copy
import dataclasses
import threading
from collections.abc import Callable
from dataclasses import field
from typing import Any, TypeVar

import pytest

from openwmi.dataclass import late_dataclass

T = TypeVar("T")


class Plain:
    """Body of a data class with every sort of field."""

    name: str
    size: int = 3
    tags: list[str] = field(default_factory=list)
    position: int = field(default=0, compare=False)
    secret: str = field(default="", repr=False)
    rows: int = field(init=False, default=7)
    seen: list[int] = field(init=False, default_factory=list)


def made_by(decorator: Callable[[type[T]], type[T]], body: type[T]) -> type[T]:
    """Return a data class with the fields and methods of a body."""
    members = {name: value for name, value in vars(body).items() if name not in {"__dict__", "__weakref__"}}
    members["__qualname__"] = body.__name__
    return decorator(type(body.__name__, body.__bases__, members))


def both(body: type, *, frozen: bool = False, slots: bool = True) -> tuple[Any, Any]:
    """Return what we make and what the standard decorator makes."""
    ours: type = made_by(late_dataclass(frozen=frozen, slots=slots), body)
    return ours, made_by(dataclasses.dataclass(frozen=frozen, slots=slots), body)


VARIANTS = [
    pytest.param(frozen, slots, id=f"{'frozen' if frozen else 'mutable'}-{'slots' if slots else 'dict'}")
    for frozen in (False, True)
    for slots in (False, True)
]
ARGUMENTS = [
    (("a",), {}),
    (("a", 5), {}),
    (("a",), {"size": 5}),
    ((), {"name": "a", "tags": ["x"], "position": 9, "secret": "s"}),
]
WRONG_ARGUMENTS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    ((), {}),
    (("a",), {"rows": 1}),
    (("a",), {"nothing": 1}),
    (("a", 1, [], 2, "s", 3), {}),
]


@pytest.mark.parametrize(("frozen", "slots"), VARIANTS)
@pytest.mark.parametrize(("values", "named"), ARGUMENTS)
def test_objects_hold_and_show_the_same(frozen, slots, values, named):
    ours, standard = both(Plain, frozen=frozen, slots=slots)
    mine, theirs = ours(*values, **named), standard(*values, **named)
    assert repr(mine) == repr(theirs)
    assert dataclasses.asdict(mine) == dataclasses.asdict(theirs)


@pytest.mark.parametrize(("frozen", "slots"), VARIANTS)
@pytest.mark.parametrize(("values", "named"), WRONG_ARGUMENTS)
def test_wrong_arguments_are_refused_with_the_same_words(frozen, slots, values, named):
    ours, standard = both(Plain, frozen=frozen, slots=slots)
    with pytest.raises(TypeError) as mine:
        ours(*values, **named)
    with pytest.raises(TypeError) as theirs:
        standard(*values, **named)
    assert str(mine.value) == str(theirs.value)


@pytest.mark.parametrize(("frozen", "slots"), VARIANTS)
def test_each_object_gets_a_default_of_its_own(frozen, slots):
    ours, _ = both(Plain, frozen=frozen, slots=slots)
    first, second = ours("a"), ours("a")
    assert first.tags is not second.tags
    assert first.seen is not second.seen


@pytest.mark.parametrize(("frozen", "slots"), VARIANTS)
def test_equality_is_of_compared_fields_of_one_class(frozen, slots):
    ours, standard = both(Plain, frozen=frozen, slots=slots)
    assert ours("a") == ours("a", position=5)
    assert ours("a") != ours("a", 4)
    assert ours("a") != standard("a")
    assert ours("a") != "a"


class Point:
    """Body of a data class that can be hashed."""

    x: int
    y: int = field(default=0, compare=False)


@pytest.mark.parametrize("slots", [False, True])
def test_frozen_objects_hash_by_their_compared_fields(slots):
    ours, standard = both(Point, frozen=True, slots=slots)
    assert hash(ours(1, 2)) == hash(ours(1, 3)) == hash(standard(1, 2))
    assert {ours(1), ours(1, 5), ours(2)} == {ours(1), ours(2)}


def test_objects_that_can_change_cannot_be_hashed():
    ours, _ = both(Point)
    with pytest.raises(TypeError, match="unhashable"):
        hash(ours(1))


@pytest.mark.parametrize("slots", [False, True])
def test_frozen_objects_refuse_to_change(slots):
    ours, _ = both(Point, frozen=True, slots=slots)
    point = ours(1, 2)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
        point.x = 5
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'y'"):
        del point.y
    assert (point.x, point.y) == (1, 2)


def test_slots_leave_no_room_for_other_attributes():
    ours, _ = both(Point, slots=True)
    point = ours(1)
    with pytest.raises(AttributeError):
        point.z = 1


@pytest.mark.parametrize(("frozen", "slots"), VARIANTS)
def test_objects_can_be_copied_and_replaced(frozen, slots):
    ours, _ = both(Point, frozen=frozen, slots=slots)
    point = ours(1, 2)
    for twin in (copy.copy(point), copy.deepcopy(point), dataclasses.replace(point)):
        assert twin == point
        assert twin.y == 2
        assert twin is not point
    assert dataclasses.replace(point, x=8).x == 8


def test_fields_can_be_matched_by_position():
    ours, _ = both(Point)
    match ours(4, 5):
        case ours(x, y):
            assert (x, y) == (4, 5)
        case _:
            pytest.fail("did not match")


class Written:
    """Body of a data class with methods of its own."""

    x: int
    total: int = field(init=False)

    def __post_init__(self):
        self.total = self.x * 2

    def __repr__(self):
        return "mine"

    def __eq__(self, other):
        return True

    __hash__ = None  # type: ignore[assignment]  # as Python itself says of a class with __eq__ only


def test_methods_of_the_class_stay():
    ours, _ = both(Written)
    assert ours(3).total == 6
    assert repr(ours(1)) == "mine"
    assert ours(1) == ours(2)


class Nothing:
    """Body of a data class without a field."""


@pytest.mark.parametrize(("frozen", "slots"), VARIANTS)
def test_a_class_may_have_no_field(frozen, slots):
    ours, standard = both(Nothing, frozen=frozen, slots=slots)
    assert ours() == ours()
    assert repr(ours()) == repr(standard())


@pytest.mark.parametrize("decorator", [late_dataclass, dataclasses.dataclass])
@pytest.mark.parametrize("frozen", [False, True])
def test_fields_of_a_parent_come_first(decorator, frozen):
    parent, _ = both(Point, frozen=frozen)

    body = type("Body", (parent,), {"__annotations__": {"z": "int"}, "z": 9})
    made = decorator(frozen=frozen, slots=True)(body)
    assert repr(made(1, 2)) == "Body(x=1, y=2, z=9)"
    assert made(1, 2) != made(1, 2, 3)
    assert parent(1) == parent(1)


def test_an_object_that_holds_itself_is_shown():
    ours, _ = both(Plain)
    plain = ours("a")
    plain.tags.append(plain)
    assert "..." in repr(plain)


def test_threads_that_come_first_together_all_get_an_object():
    ours, _ = both(Point, frozen=True)
    start = threading.Barrier(4, timeout=10)
    made = []

    def make():
        start.wait()
        made.append(ours(1, 2))

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert [point.y for point in made] == [2, 2, 2, 2]
