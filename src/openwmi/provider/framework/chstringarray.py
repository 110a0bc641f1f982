# SPDX-License-Identifier: Apache-2.0
"""CHStringArray and CHPtrArray: lists with the published functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


class _PublishedArray(list[T]):
    """A list with the published functions.

    Spec: framework.md §7.1.
    """

    def Add(self, element: T) -> int:
        """Append an element and return its index."""
        self.append(element)
        return len(self) - 1

    def Append(self, elements: Iterable[T]) -> int:
        """Append elements and return the index of the first."""
        first = len(self)
        self.extend(elements)
        return first

    def Copy(self, elements: Iterable[T]) -> None:
        """Replace everything by copies of elements."""
        self[:] = list(elements)

    def InsertAt(self, index: int, element: T, count: int = 1) -> None:
        """Insert an element so many times."""
        self[index:index] = [element] * count

    def RemoveAt(self, index: int, count: int = 1) -> None:
        """Remove so many elements."""
        del self[index : index + count]

    def RemoveAll(self) -> None:
        """Remove every element."""
        self.clear()

    def GetSize(self) -> int:
        """Return the number of elements."""
        return len(self)

    def GetUpperBound(self) -> int:
        """Return the last index, -1 when it is empty."""
        return len(self) - 1

    def GetAt(self, index: int) -> T:
        """Return an element.

        Raises:
            IndexError: There is none.
        """
        return self[index]

    def SetAt(self, index: int, element: T) -> None:
        """Replace an element.

        Raises:
            IndexError: There is none.
        """
        self[index] = element

    def _resize(self, count: int, filling: T) -> None:
        del self[count:]
        self.extend([filling] * (count - len(self)))


class CHStringArray(_PublishedArray[str]):
    """A list of texts; new places hold empty ones."""

    def SetSize(self, count: int, grow_by: int = -1) -> None:
        """Cut it, or fill it up, to so many elements."""
        del grow_by
        self._resize(count, "")

    def SetAtGrow(self, index: int, element: str) -> None:
        """Replace an element, making the list longer when it is too short."""
        self._resize(max(index + 1, len(self)), "")
        self[index] = element


class CHPtrArray(_PublishedArray[object]):
    """A list of anything; new places hold None."""

    def SetSize(self, count: int, grow_by: int = -1) -> None:
        """Cut it, or fill it up, to so many elements."""
        del grow_by
        self._resize(count, None)

    def SetAtGrow(self, index: int, element: object) -> None:
        """Replace an element, making the list longer when it is too short."""
        self._resize(max(index + 1, len(self)), None)
        self[index] = element
