# SPDX-License-Identifier: Apache-2.0
"""Reading stored instances: one by its path, and those of a class page by page.

Enumerations come in pages. A page is read in one transaction and handed out after it, so a
consumer may take all the time it likes without holding anything. Each page continues behind
the row where the page before it ended: an instance that exists throughout is delivered exactly
once, one that comes or goes meanwhile may or may not be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from openwmi.errors import NotFoundError
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.model.objectpath import ObjectPath
from openwmi.repository.classes import NamespaceClasses
from openwmi.repository.rows import StoredRow, decode_rows
from openwmi.repository.view import Address, View

MAX_PAGE_ROWS: Final = 256
MAX_PAGE_OCTETS: Final = 4 * 1024 * 1024
"""A page ends after this many octets of rows, but never before its first row."""


@dataclass(frozen=True, slots=True)
class StoredInstance:
    """A stored instance with its place in the table.

    Attributes:
        id: Of the row.
        instance: Decoded with the class of today.
    """

    id: int
    instance: Instance


@dataclass(frozen=True, slots=True)
class Page:
    """A part of an enumeration.

    Attributes:
        instances: In the order of their creation.
        last_id: Where the next page goes on; None at the end.
    """

    instances: list[Instance]
    last_id: int | None


def find_instance(view: View, classes: NamespaceClasses, address: Address) -> StoredInstance | None:
    """Return the instance stored at an address, whatever class of the tree it has, or None."""
    row = view.connection.execute(
        """
        SELECT instance.id, instance.class, shape.names, instance.row, instance.extra
        FROM instance JOIN shape ON shape.id = instance.shape_id
        WHERE instance.namespace_id = ? AND instance.owner = ? AND instance.identity = ?
        """,
        (classes.namespace.id, address.owner, address.identity),
    ).fetchone()
    if row is None:
        return None
    cim_class = view.find_class(classes, row[1])
    (instance,) = decode_rows([StoredRow(*row[2:])], cim_class.layout, view.codec)
    return StoredInstance(row[0], instance)


def get_instance(view: View, namespace: str, path: ObjectPath) -> StoredInstance:
    """Return the instance of a path; `Base.k=1` finds it when it is of a subclass of `Base`.

    Raises:
        NotFoundError: There is none, or it is not of the class of the path.
        InvalidNamespaceError, InvalidClassError, InvalidObjectPathError: The path leads nowhere.

    Spec: object-model.md §9.4, §12.3.
    """
    classes = view.classes(namespace)
    address = view.locate(classes, path)
    found = find_instance(view, classes, address)
    if found is None or not found.instance.is_a(address.cim_class.name):
        place = f"{classes.namespace.path}:{path.relpath}"
        raise NotFoundError(f"no instance {place} is stored", where=place, next_step="check class and keys of the path")
    return found


def read_page(view: View, namespace: str, class_name: str, after_id: int) -> Page:
    """Return instances of exactly this class.

    Args:
        view: A read transaction.
        namespace: Path.
        class_name: In any case.
        after_id: `last_id` of the page before, 0 for the first.

    Raises:
        InvalidNamespaceError: The namespace does not exist (any more).
        InvalidClassError: The class does not exist (any more).
    """
    classes = view.classes(namespace)
    cim_class = view.find_class(classes, class_name)
    rows = view.connection.execute(
        """
        SELECT instance.id, instance.class, shape.names, instance.row, instance.extra
        FROM instance JOIN shape ON shape.id = instance.shape_id
        WHERE instance.namespace_id = ? AND instance.class = ? AND instance.id > ?
        ORDER BY instance.id LIMIT ?
        """,
        (classes.namespace.id, fold(cim_class.name), after_id, MAX_PAGE_ROWS),
    )
    batch = fill_batch(rows)
    instances = decode_rows([row.stored for row in batch.rows], cim_class.layout, view.codec)
    return Page(instances, batch.last_id)


class InstanceRow(NamedTuple):
    """A row of the table `instance`, not yet decoded."""

    id: int
    class_name: str
    stored: StoredRow


class Batch(NamedTuple):
    """Rows for one page, and where the next one goes on; None at the end."""

    rows: list[InstanceRow]
    last_id: int | None


def fill_batch(rows: Iterable[tuple[int, str, str, str, str | None]]) -> Batch:
    """Return as many rows as one page takes."""
    batch: list[InstanceRow] = []
    room_octets = MAX_PAGE_OCTETS
    for row_id, class_name, shape, text, extra in rows:
        stored = StoredRow(shape, text, extra)
        batch.append(InstanceRow(row_id, class_name, stored))
        room_octets -= len(stored.row)
        if room_octets <= 0 or len(batch) == MAX_PAGE_ROWS:
            return Batch(batch, row_id)
    return Batch(batch, None)
