# SPDX-License-Identifier: Apache-2.0
"""ClassTree: the names of a namespace's classes and who derives from whom, nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from openwmi.model.names import fold
from openwmi.repository.systemclasses import SYSTEM_CLASS_NAMES, system_parent


class ClassTree:
    """Who derives from whom. Brothers and sisters stand in order of definition.

    Args:
        entries: Name of each class and of its parent (None at the top), in order of definition.
    """

    def __init__(self, entries: Iterable[tuple[str, str | None]]) -> None:
        children: dict[str | None, list[str]] = {}
        for name, parent in entries:
            children.setdefault(fold(parent) if parent else None, []).append(name)
        self._children: Mapping[str | None, list[str]] = children

    def children(self, name: str | None) -> Sequence[str]:
        """Return the names directly below a class, or at the top for None."""
        return tuple(self._children.get(fold(name) if name else None, ()))

    def descendants(self, name: str | None) -> Sequence[str]:
        """Return all names below a class, or all names for None; each before those below it."""
        found: list[str] = []
        waiting = [*reversed(self.children(name))]
        while waiting:
            current = waiting.pop()
            found.append(current)
            waiting += reversed(self.children(current))
        return found


def read_tree(connection: sqlite3.Connection, namespace_id: int) -> ClassTree:
    """Return the tree of a namespace: the system classes, then the stored ones."""
    entries = [(name, system_parent(name)) for name in SYSTEM_CLASS_NAMES]
    stored = connection.execute("SELECT name, parent FROM class WHERE namespace_id = ? ORDER BY id", (namespace_id,))
    return ClassTree([*entries, *stored])


def stored_descendants(connection: sqlite3.Connection, namespace_id: int, folded: str) -> list[str]:
    """Return the folded names of all stored classes below a class, parents before children."""
    rows = connection.execute(
        """
        WITH RECURSIVE below (folded, depth) AS (
            SELECT folded, 1 FROM class WHERE namespace_id = :namespace AND parent = :name
            UNION ALL
            SELECT class.folded, below.depth + 1 FROM class
            JOIN below ON class.namespace_id = :namespace AND class.parent = below.folded
        )
        SELECT folded FROM below ORDER BY depth
        """,
        {"namespace": namespace_id, "name": folded},
    )
    return [name for (name,) in rows]
