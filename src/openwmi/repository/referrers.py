# SPDX-License-Identifier: Apache-2.0
"""Referrers: the stored instances that refer to an object, exactly.

The reference index (`references.py`) gives candidates; here each is compared with the target
by today's classes: `T_Base.Id=1` refers to an instance of `T_Derived` with that key.

Spec: object-model.md §6, §9.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openwmi.errors import InvalidNamespaceError, InvalidObjectPathError
from openwmi.model.cimtype import CimType
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.model.objectpath import ObjectPath
from openwmi.repository.classes import NamespaceClasses
from openwmi.repository.instances import MAX_PAGE_ROWS, InstanceRow, Page, fill_batch
from openwmi.repository.references import loose_keys, parse_reference
from openwmi.repository.rows import decode_rows
from openwmi.repository.view import Address, View


@dataclass(frozen=True, slots=True)
class Target:
    """What references are searched for.

    Attributes:
        namespace: Folded path of its namespace.
        classes: Classes of that namespace; None when it does not exist here.
        path: As asked.
        address: Exact address; None for a class, and for an object of an unknown class.
    """

    namespace: str
    classes: NamespaceClasses | None
    path: ObjectPath
    address: Address | None


def find_target(view: View, namespace: str, path: ObjectPath) -> Target:
    """Return what a path means as the target of references.

    Args:
        view: A read transaction.
        namespace: Where the path is relative to.
        path: Of an instance or a class.

    Raises:
        InvalidObjectPathError: The path does not fit its class.
    """
    place = path.namespace or namespace
    try:
        classes: NamespaceClasses | None = view.classes(place)
    except InvalidNamespaceError:
        classes = None
    cim_class = classes.find(view.connection, path.class_name) if classes else None
    if cim_class is None or path.is_class:
        return Target(fold(place), classes, path, None)
    return Target(fold(place), classes, path, view.address(cim_class, path))


def read_reference_page(view: View, namespace: str, path: ObjectPath, after_id: int) -> Page:
    """Return instances stored in `namespace` that refer to the object of a path.

    Args:
        view: A read transaction.
        namespace: Whose instances are searched; the path is relative to it.
        path: Of an instance or a class, possibly of another namespace.
        after_id: `last_id` of the page before, 0 for the first.

    Raises:
        InvalidNamespaceError: The namespace does not exist.
        InvalidObjectPathError: The path does not fit its class.

    Spec: object-model.md §6.
    """
    classes = view.classes(namespace)
    target = find_target(view, namespace, path)
    rows = view.connection.execute(
        """
        SELECT DISTINCT instance.id, instance.class, shape.names, instance.row, instance.extra
        FROM reference
        JOIN instance ON instance.id = reference.instance_id
        JOIN shape ON shape.id = instance.shape_id
        WHERE reference.target_namespace = ? AND reference.target_keys = ? AND reference.instance_id > ?
            AND instance.namespace_id = ?
        ORDER BY reference.instance_id LIMIT ?
        """,
        (target.namespace, loose_keys(path), after_id, classes.namespace.id, MAX_PAGE_ROWS),
    )
    batch = fill_batch(rows)
    candidates = [_decode(view, classes, row) for row in batch.rows]
    return Page([found for found in candidates if refers_to(view, found, target)], batch.last_id)


def _decode(view: View, classes: NamespaceClasses, row: InstanceRow) -> Instance:
    cim_class = view.find_class(classes, row.class_name)
    (instance,) = decode_rows([row.stored], cim_class.layout, view.codec)
    return instance


def refers_to(view: View, instance: Instance, target: Target) -> bool:
    """Tell whether a reference property of an instance names the target, in whatever spelling."""
    return any(_names_target(view, path, instance, target) for path in reference_values(instance))


def reference_values(instance: Instance) -> Iterator[ObjectPath]:
    """Yield the paths that the reference properties of an instance hold."""
    for slot, spec in enumerate(instance.layout.types):
        if spec.cimtype is not CimType.CIM_REFERENCE:
            continue
        value = instance.values[slot]
        for text in value if isinstance(value, list) else [value]:
            path = parse_reference(text)
            if path is not None:
                yield path


def _names_target(view: View, path: ObjectPath, holder: Instance, target: Target) -> bool:
    if not _same_server(path.server, target.path.server, view.own_servers):
        return False
    if fold(path.namespace or holder.cim_class.namespace) != target.namespace:
        return False
    if target.address is None or target.classes is None:
        return _same_text(path, target.path)
    cim_class = target.classes.find(view.connection, path.class_name)
    if cim_class is None or path.is_class:
        return False
    try:
        address = view.address(cim_class, path)
    except InvalidObjectPathError:
        return False
    return (address.owner, address.identity) == (target.address.owner, target.address.identity)


def _same_server(left: str | None, right: str | None, own_servers: frozenset[str]) -> bool:
    names = [fold(server or ".") for server in (left, right)]
    return names[0] == names[1] or own_servers.issuperset(names)


def _same_text(path: ObjectPath, target: ObjectPath) -> bool:
    """Compare paths without knowing the class: same class name, same loose keys."""
    return fold(path.class_name) == fold(target.class_name) and loose_keys(path) == loose_keys(target)
