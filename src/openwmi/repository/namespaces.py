# SPDX-License-Identifier: Apache-2.0
"""Namespaces: the rows of the tree rooted at `root`, and finding, adding and removing them.

These functions keep the `namespace` table only. Every namespace but `root` is also an instance
of `__NAMESPACE` in its parent; `instances.py` keeps the two together.

Spec: object-model.md §11.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Final

from openwmi.errors import InvalidNamespaceError
from openwmi.model.names import fold, normalize_namespace

ROOT: Final = "root"

REQUIRED_NAMESPACES: Final = (ROOT, "root\\default", "root\\cimv2", "root\\subscription", "root\\interop")
"""Namespaces that a repository always has, parents before children. Spec: object-model.md §11."""


_COMPONENT: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Namespace:
    r"""One namespace.

    Attributes:
        id: Of its row; never used again after the namespace is deleted.
        path: As first spelled, `root\cimv2`.
    """

    id: int
    path: str

    @property
    def folded(self) -> str:
        """The path in the form that is compared."""
        return fold(self.path)


def find_namespace(connection: sqlite3.Connection, path: str) -> Namespace | None:
    """Return the namespace of that path in any case and with any separators, or None.

    Raises:
        InvalidNamespaceError: The text cannot be a namespace.
    """
    folded = fold(normalize_namespace(path))
    row = connection.execute("SELECT id, path FROM namespace WHERE folded = ?", (folded,)).fetchone()
    return Namespace(*row) if row else None


def namespace_paths(connection: sqlite3.Connection) -> list[str]:
    """Return the paths of all namespaces, parents before children, in order of creation."""
    return [path for (path,) in connection.execute("SELECT path FROM namespace ORDER BY id")]


def split_namespace(path: str) -> tuple[str | None, str]:
    """Return the parent's path and the last component; no parent for `root`.

    Raises:
        InvalidNamespaceError: The text cannot be a namespace.
    """
    parent, _, name = normalize_namespace(path).rpartition("\\")
    return parent or None, name


def insert_namespace(connection: sqlite3.Connection, parent: Namespace | None, name: str) -> Namespace:
    """Add a namespace that does not exist yet and return it.

    Raises:
        InvalidNamespaceError: The name cannot be a component of a namespace.
    """
    if not _COMPONENT.fullmatch(name):
        raise InvalidNamespaceError(f"{name!r:.80} cannot be a component of a namespace")
    path = normalize_namespace(f"{parent.path}\\{name}" if parent else name)
    parent_id = parent.id if parent else None
    cursor = connection.execute(
        "INSERT INTO namespace (parent_id, path, folded) VALUES (?, ?, ?)", (parent_id, path, fold(path))
    )
    row_id = cursor.lastrowid
    if row_id is None:
        raise InvalidNamespaceError(f"namespace {path} was not stored")
    return Namespace(row_id, path)


def remove_namespace(connection: sqlite3.Connection, namespace: Namespace) -> None:
    """Remove a namespace with all its descendants and everything in them."""
    connection.execute(
        """
        WITH RECURSIVE below (id) AS (
            SELECT ?
            UNION ALL
            SELECT namespace.id FROM namespace JOIN below ON namespace.parent_id = below.id
        )
        DELETE FROM namespace WHERE id IN (SELECT id FROM below)
        """,
        (namespace.id,),
    )
