# SPDX-License-Identifier: Apache-2.0
"""TRefPointerCollection: a list of objects with the published way to go through it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class TRefPointerCollection(Generic[T]):
    """A list of objects; Python code goes through it with `for`.

    Spec: framework.md §7.5.
    """

    def __init__(self, other: TRefPointerCollection[T] | None = None) -> None:
        self._items: list[T] = list(other) if other is not None else []

    def Add(self, item: T) -> bool:
        """Append an object."""
        self._items.append(item)
        return True

    def BeginEnum(self) -> Iterator[T]:
        """Return a position before the first object, to be given to `GetNext`."""
        return iter(tuple(self._items))

    def GetNext(self, position: Iterator[T]) -> T | None:
        """Return the next object, None at the end."""
        return next(position, None)

    def EndEnum(self) -> None:
        """End going through it."""

    def Empty(self) -> None:
        """Remove all objects."""
        self._items.clear()

    def GetSize(self) -> int:
        """Return the number of objects."""
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(tuple(self._items))

    def __len__(self) -> int:
        return len(self._items)
