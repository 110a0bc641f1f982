# SPDX-License-Identifier: Apache-2.0
"""Writing classes: put and delete, with everything that has to change in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openwmi.errors import (
    InvalidOperationError,
    InvalidSuperclassError,
    NotFoundError,
    QuotaViolationError,
    WbemError,
    WbemStatus,
)
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.derive import derive
from openwmi.model.names import fold
from openwmi.repository.classes import MAX_ANCESTORS, NamespaceClasses
from openwmi.repository.classtree import stored_descendants
from openwmi.repository.classupdate import Change, Dependents, plan_update
from openwmi.repository.flags import check_existence, check_put_flags
from openwmi.repository.instancewrite import delete_instances_of
from openwmi.repository.serialize import decode_declaration, encode_declaration
from openwmi.repository.systemclasses import is_system_class
from openwmi.repository.view import View
from openwmi.security.machine import server_name


def put_class(view: View, namespace: str, declaration: ClassDeclaration, flags: int) -> ClassDefinition:
    """Store a class and return its definition.

    Putting what is stored already succeeds and changes nothing.

    Args:
        view: A write transaction.
        namespace: Where to store it.
        declaration: What the class itself says; a copy is stored.
        flags: CREATE_ONLY or UPDATE_ONLY, and an update mode.

    Raises:
        InvalidOperationError: It is a system class.
        AlreadyExistsError, NotFoundError: The flags do not fit what is stored.
        InvalidSuperclassError: The superclass does not exist in the namespace.
        WbemError: A rule of `derive` is broken, or the update mode does not allow the change.

    Spec: object-model.md §3, §13.
    """
    check_put_flags(flags)
    classes = view.classes(namespace)
    _refuse_system_class(declaration.name, "changed")
    old = classes.find(view.connection, declaration.name) if declaration.name else None
    check_existence(flags, f"class {classes.namespace.path}:{declaration.name}", exists=old is not None)
    new, body = _define(view, classes, declaration, old)
    if old is None:
        _insert(view, classes, new, body)
        return new
    return _update(view, classes, old, new, flags)


def delete_class(view: View, namespace: str, name: str) -> list[ClassDefinition]:
    """Delete a class, its subclasses and the stored instances of all of them.

    Returns:
        The definitions of the deleted classes, parents before children.

    Raises:
        NotFoundError: There is no such class.
        InvalidOperationError: It is a system class.

    Spec: object-model.md §13.
    """
    _refuse_system_class(name, "deleted")
    classes = view.classes(namespace)
    doomed = classes.find(view.connection, name)
    if doomed is None:
        place = f"{classes.namespace.path}:{name}"
        raise NotFoundError(f"class {place} does not exist", where=place, next_step="check the name")
    names = stored_descendants(view.connection, classes.namespace.id, fold(name))
    family = [doomed, *(view.find_class(classes, descendant) for descendant in names)]
    delete_instances_of(view, classes, family)
    view.connection.executemany(
        "DELETE FROM class WHERE namespace_id = ? AND folded = ?",
        [(classes.namespace.id, fold(cim_class.name)) for cim_class in family],
    )
    view.cache.classes_changed(view.connection, classes, [fold(name), *names])
    return family


def _refuse_system_class(name: str, what: str) -> None:
    if is_system_class(name):
        raise InvalidOperationError(
            f"system class {name} cannot be {what}", where=name, next_step="derive a class of your own from it"
        )


def _define(
    view: View, classes: NamespaceClasses, declaration: ClassDeclaration, old: ClassDefinition | None
) -> tuple[ClassDefinition, str]:
    """Return the definition of what will be stored, and its text."""
    parent = _superclass(view, classes, declaration)
    name = old.name if old else declaration.name
    body = encode_declaration(replace(declaration, name=name, superclass=parent.name if parent else None))

    def is_subclass(derived: str, base: str) -> bool:
        """Tell whether a class narrows another; one that is not stored yet is taken at its word.

        Spec: mof.md §2 (the target of a reference may be defined later).
        """
        found = classes.find(view.connection, derived)
        return found is None or found.is_a(base)

    stored = decode_declaration(body)
    place = classes.namespace.path
    return derive(stored, parent, namespace=place, server=server_name(), is_subclass=is_subclass), body


def _superclass(view: View, classes: NamespaceClasses, declaration: ClassDeclaration) -> ClassDefinition | None:
    if not declaration.superclass:
        return None
    parent = classes.find(view.connection, declaration.superclass)
    if parent is None:
        raise InvalidSuperclassError(
            f"class {declaration.name}: superclass {declaration.superclass} does not exist in {classes.namespace.path}",
            where=declaration.name,
            next_step=f"define class {declaration.superclass} first",
        )
    if parent.is_a(declaration.name):
        raise WbemError(
            f"class {declaration.name} would be its own ancestor",
            hresult=WbemStatus.WBEM_E_CIRCULAR_REFERENCE,
            where=declaration.name,
            next_step="name a superclass outside its own tree",
        )
    if len(parent.derivation) >= MAX_ANCESTORS - 1:
        raise QuotaViolationError(
            f"class {declaration.name} would have more than {MAX_ANCESTORS} ancestors", where=declaration.name
        )
    return parent


def _insert(view: View, classes: NamespaceClasses, new: ClassDefinition, body: str) -> None:
    view.connection.execute(
        "INSERT INTO class (namespace_id, folded, name, parent, body) VALUES (?, ?, ?, ?, ?)",
        (classes.namespace.id, fold(new.name), new.name, _parent_key(new), body),
    )
    view.cache.classes_changed(view.connection, classes, [fold(new.name)])


def _update(
    view: View, classes: NamespaceClasses, old: ClassDefinition, new: ClassDefinition, flags: int
) -> ClassDefinition:
    names = stored_descendants(view.connection, classes.namespace.id, fold(old.name))
    plan = plan_update(old, new, _dependents(view, classes, old, names), flags)
    if plan.changes is Change.NONE:
        return old
    if plan.deletes_instances:
        delete_instances_of(view, classes, [old])
    for declared in (new.declaration, *plan.rewritten):
        view.connection.execute(
            "UPDATE class SET parent = ?, body = ? WHERE namespace_id = ? AND folded = ?",
            (
                fold(declared.superclass) if declared.superclass else None,
                encode_declaration(declared),
                classes.namespace.id,
                fold(declared.name),
            ),
        )
    view.cache.classes_changed(view.connection, classes, [fold(old.name), *names])
    return view.find_class(view.classes(classes.namespace.path), new.name)


def _dependents(view: View, classes: NamespaceClasses, old: ClassDefinition, names: Sequence[str]) -> Dependents:
    return Dependents(
        [view.find_class(classes, name).declaration for name in names],
        _has_instances(view, classes, fold(old.name)),
        any(_has_instances(view, classes, name) for name in names),
    )


def _has_instances(view: View, classes: NamespaceClasses, folded: str) -> bool:
    place = (classes.namespace.id, folded)
    query = "SELECT EXISTS (SELECT 1 FROM instance WHERE namespace_id = ? AND class = ?)"
    return bool(view.connection.execute(query, place).fetchone()[0])


def _parent_key(cim_class: ClassDefinition) -> str | None:
    return fold(cim_class.parent.name) if cim_class.parent else None
