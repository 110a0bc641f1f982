# SPDX-License-Identifier: Apache-2.0
"""Writing instances: put and delete, with everything that has to change in the same transaction.

An instance of `__NAMESPACE` is a namespace: putting one makes it, deleting one removes it with
all it contains.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from openwmi.errors import (
    InvalidNamespaceError,
    InvalidObjectError,
    InvalidOperationError,
    InvalidParameterError,
)
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.flags import WBEM_FLAG_CREATE_OR_UPDATE
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.model.objectpath import ObjectPath
from openwmi.repository.classes import NamespaceClasses
from openwmi.repository.flags import check_existence, check_put_flags
from openwmi.repository.instancerules import keep_key_spelling, merge_instance, prepare_instance
from openwmi.repository.instances import StoredInstance, find_instance, get_instance
from openwmi.repository.namespaces import (
    REQUIRED_NAMESPACES,
    Namespace,
    find_namespace,
    insert_namespace,
    remove_namespace,
)
from openwmi.repository.references import reference_rows, store_references
from openwmi.repository.rows import encode_row
from openwmi.repository.view import Address, View
from openwmi.security.access import check_storable
from openwmi.security.sddl import parse_sddl
from openwmi.security.sid import ADMINISTRATORS

NAMESPACE_CLASS: Final = "__NAMESPACE"

NAMESPACE_SINGLETONS: Final = ("__SystemSecurity", "__thisNAMESPACE")
"""Singletons that every namespace has an instance of. Spec: object-model.md §11."""


def put_instance(
    view: View, namespace: str, instance: Instance, flags: int, only: Collection[str] | None = None
) -> ObjectPath:
    """Store an instance and return its full path.

    Args:
        view: A write transaction.
        namespace: Where to store it.
        instance: Its class is looked up by name in the namespace; it is not changed.
        flags: WBEM_FLAG_CREATE_ONLY, WBEM_FLAG_UPDATE_ONLY or neither.
        only: Names of the properties to change, the others stay; None replaces the whole state.

    Raises:
        AlreadyExistsError, NotFoundError: The flags do not fit what is stored; ALREADY_EXISTS
            also when an instance of another class of the same tree has the key.
        InvalidOperationError: Such a brother has the key and the flags do not say CREATE_ONLY.
        WbemError: Everything that `prepare_instance` and `encode_row` refuse.

    Spec: object-model.md §3.1, §12.5.
    """
    if not isinstance(instance, Instance):
        raise InvalidObjectError("only instances can be put into the instance table")
    check_put_flags(flags)
    classes = view.classes(namespace)
    cim_class = view.find_class(classes, instance.class_name)
    new = prepare_instance(instance, cim_class, lambda name: classes.find(view.connection, name))
    path = _path(new)
    address = view.address(cim_class, path)
    stored = find_instance(view, classes, address)
    _check_stored(stored, new, path, flags)
    if stored is not None:
        keep_key_spelling(stored.instance, new)
    if only is not None:
        new = merge_instance(stored.instance if stored else None, new, only)
    _store(view, classes, address, new, stored)
    if stored is None and cim_class.is_a(NAMESPACE_CLASS):
        made = create_namespace_of(view, classes.namespace, new)
        _secure(view, made, instance)
    return _path(new)


def delete_instance(view: View, namespace: str, path: ObjectPath) -> Instance:
    """Delete a stored instance and return what it was.

    Raises:
        NotFoundError: It is not stored.
        InvalidOperationError: It is a namespace that has to exist.
        InvalidNamespaceError, InvalidClassError, InvalidObjectPathError: The path leads nowhere.

    Spec: object-model.md §11, §12.5.
    """
    classes = view.classes(namespace)
    found = get_instance(view, namespace, path)
    if found.instance.is_a(NAMESPACE_CLASS):
        remove_namespace_of(view, classes.namespace, found.instance)
    view.connection.execute("DELETE FROM instance WHERE id = ?", (found.id,))
    return found.instance


def delete_instances_of(view: View, classes: NamespaceClasses, cim_classes: Iterable[ClassDefinition]) -> None:
    """Delete all instances of exactly these classes.

    Raises:
        InvalidOperationError: One of them is a namespace that has to exist.
    """
    for cim_class in cim_classes:
        place = (classes.namespace.id, fold(cim_class.name))
        if cim_class.is_a(NAMESPACE_CLASS):
            paths = view.connection.execute("SELECT identity FROM instance WHERE namespace_id = ? AND class = ?", place)
            for (identity,) in paths.fetchall():
                found = find_instance(view, classes, Address(cim_class, fold(cim_class.key_owner.name), identity))
                if found is not None:
                    remove_namespace_of(view, classes.namespace, found.instance)
        view.connection.execute("DELETE FROM instance WHERE namespace_id = ? AND class = ?", place)


def create_namespace_of(view: View, parent: Namespace | None, instance: Instance | None) -> Namespace:
    """Make the namespace that an instance of `__NAMESPACE` stands for; `root` has neither parent nor instance.

    Raises:
        InvalidParameterError: Its name cannot be a namespace.
    """
    name = str(instance["Name"]) if instance is not None else REQUIRED_NAMESPACES[0]
    try:
        namespace = insert_namespace(view.connection, parent, name)
    except InvalidNamespaceError as error:
        raise InvalidParameterError(
            f"{name!r:.80} cannot be the name of a namespace",
            where="__NAMESPACE.Name",
            next_step="start with a letter, go on with letters, digits and underscores",
        ) from error
    view.cache.namespaces_changed(view.connection)
    for class_name in NAMESPACE_SINGLETONS:
        cim_class = view.find_class(view.classes(namespace.path), class_name)
        put_instance(view, namespace.path, cim_class.spawn_instance(), WBEM_FLAG_CREATE_OR_UPDATE)
    return namespace


def _secure(view: View, namespace: Namespace, instance: Instance) -> None:
    """Give a new namespace the descriptor that the qualifier NamespaceSecuritySDDL of its instance describes.

    Choice: an owner or a group that the text leaves out is BA, and without a list there is what is inherited.
    Spec: reentrancy-and-security.md §4.

    Raises:
        InvalidParameterError: The text is not SDDL, or describes what no namespace can have.
    """
    qualifier = instance.extra.qualifiers.get("NamespaceSecuritySDDL") if instance.extra is not None else None
    if qualifier is None:
        return
    described = parse_sddl(str(qualifier.value))
    described = replace(
        described,
        owner=described.owner or ADMINISTRATORS,
        group=described.group or ADMINISTRATORS,
        dacl=described.dacl or (),
    )
    check_storable(described)
    here = view.find_class(view.classes(namespace.path), "__thisNAMESPACE").spawn_instance()
    here["SECURITY_DESCRIPTOR"] = list(described.encode())
    put_instance(view, namespace.path, here, WBEM_FLAG_CREATE_OR_UPDATE)


def remove_namespace_of(view: View, parent: Namespace, instance: Instance) -> None:
    """Remove the namespace that an instance of `__NAMESPACE` stands for, with all it contains.

    Raises:
        InvalidOperationError: It has to exist.

    Choice: the namespaces of a new repository cannot be deleted. Spec: object-model.md §11.
    """
    path = f"{parent.path}\\{instance['Name']}"
    if fold(path) in REQUIRED_NAMESPACES:
        raise InvalidOperationError(
            f"namespace {path} cannot be deleted", where=path, next_step="delete what it contains instead"
        )
    namespace = find_namespace(view.connection, path)
    if namespace is not None:
        remove_namespace(view.connection, namespace)
        view.cache.namespaces_changed(view.connection)


def _path(instance: Instance) -> ObjectPath:
    path = instance.path
    if path is None:
        raise InvalidObjectError(f"an instance of {instance.class_name} has no path")
    return path


def _check_stored(stored: StoredInstance | None, new: Instance, path: ObjectPath, flags: int) -> None:
    check_existence(flags, f"instance {path}", exists=stored is not None)
    if stored is None or fold(stored.instance.class_name) == fold(new.class_name):
        return
    other = f"instance {stored.instance.relpath}"
    raise InvalidOperationError(
        f"{path} cannot be stored: {other} of the same class tree has the key",
        where=str(path),
        next_step=f"delete {other} first; an instance never changes its class",
    )


def _store(
    view: View, classes: NamespaceClasses, address: Address, new: Instance, stored: StoredInstance | None
) -> None:
    row = encode_row(new, view.codec)
    shape_id = _shape_id(view, row.shape)
    if stored is None:
        cursor = view.connection.execute(
            "INSERT INTO instance (namespace_id, class, owner, identity, shape_id, row, extra)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                classes.namespace.id,
                fold(new.class_name),
                address.owner,
                address.identity,
                shape_id,
                row.row,
                row.extra,
            ),
        )
        instance_id = cursor.lastrowid or 0
    else:
        instance_id = stored.id
        view.connection.execute(
            "UPDATE instance SET shape_id = ?, row = ?, extra = ? WHERE id = ?",
            (shape_id, row.row, row.extra, instance_id),
        )
    store_references(view.connection, instance_id, list(reference_rows(new, classes.namespace.path)))


def _shape_id(view: View, names: str) -> int:
    row = view.connection.execute("SELECT id FROM shape WHERE names = ?", (names,)).fetchone()
    if row is not None:
        return int(row[0])
    return view.connection.execute("INSERT INTO shape (names) VALUES (?)", (names,)).lastrowid or 0
