# SPDX-License-Identifier: Apache-2.0
"""Checks of namespaces, classes, qualifier declarations and classes of embedded objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openwmi.errors import InvalidClassError, WbemError
from openwmi.model.names import fold
from openwmi.model.objectpath import ObjectPath
from openwmi.repository.classes import NamespaceClasses
from openwmi.repository.embedded import EmbeddedClasses, digest_of
from openwmi.repository.finding import Finding
from openwmi.repository.instances import find_instance
from openwmi.repository.instancewrite import NAMESPACE_CLASS, NAMESPACE_SINGLETONS
from openwmi.repository.namespaces import REQUIRED_NAMESPACES, namespace_paths, split_namespace
from openwmi.repository.serialize import (
    DAMAGE,
    decode_declaration,
    decode_qualifier_type,
    encode_declaration,
    encode_qualifier_type,
)
from openwmi.repository.systemclasses import SYSTEM_CLASS_NAMES, is_system_class
from openwmi.repository.view import View

RESTORE: Final = "restore the latest backup"


def check_namespace_tree(view: View) -> Iterator[Finding]:
    """Yield a finding for each namespace that is missing, misspelled or not in its parent's place."""
    rows = view.connection.execute(
        """
        SELECT namespace.path, namespace.folded, parent.path
        FROM namespace LEFT JOIN namespace AS parent ON parent.id = namespace.parent_id
        """
    ).fetchall()
    present = {folded for _, folded, _ in rows}
    for path in REQUIRED_NAMESPACES:
        if path not in present:
            yield Finding("the namespace is missing", path, RESTORE)
    for path, folded, parent in rows:
        if folded != fold(path):
            yield Finding(f"the namespace is filed as {folded!r}", path, RESTORE)
        if split_namespace(path)[0] != parent:
            yield Finding(f"the namespace is filed below {parent}", path, RESTORE)


def check_namespace_instances(view: View) -> Iterator[Finding]:
    """Yield a finding for each namespace that is no instance in its parent, and for each missing singleton.

    The other way round, an instance without its namespace, is a matter of `check_instances`.
    """
    for path in namespace_paths(view.connection):
        parent, name = split_namespace(path)
        if parent is not None:
            instance = ObjectPath(NAMESPACE_CLASS, (("Name", name),))
            yield from _require_instance(view, parent, instance, f"add the instance, or delete namespace {path}")
        for class_name in NAMESPACE_SINGLETONS:
            singleton = ObjectPath(class_name, is_singleton=True)
            yield from _require_instance(view, path, singleton, f"put an instance of {class_name}")


def _require_instance(view: View, namespace: str, path: ObjectPath, next_step: str) -> Iterator[Finding]:
    classes = view.classes(namespace)
    try:
        if find_instance(view, classes, view.locate(classes, path)) is None:
            yield Finding(f"instance {path} is missing", namespace, next_step)
    except WbemError as error:
        yield Finding(f"instance {path} cannot be read: {error.message}", namespace, RESTORE)


def check_classes(view: View) -> Iterator[Finding]:
    """Yield a finding for each class that does not derive or is not filed as what it is."""
    for path in namespace_paths(view.connection):
        classes = view.classes(path)
        for name in SYSTEM_CLASS_NAMES:
            yield from _check_derives(view, classes, name)
        rows = view.connection.execute(
            "SELECT folded, name, parent, body FROM class WHERE namespace_id = ? ORDER BY id", (classes.namespace.id,)
        )
        for folded, name, parent, body in rows:
            where = f"{path}:{name}"
            for what in _class_faults(folded, name, parent, body):
                yield Finding(what, where, RESTORE)
            yield from _check_derives(view, classes, folded)


def _check_derives(view: View, classes: NamespaceClasses, name: str) -> Iterator[Finding]:
    where = f"{classes.namespace.path}:{name}"
    try:
        view.find_class(classes, name)
    except InvalidClassError:
        yield Finding("the class is not found by its name", where, RESTORE)
    except WbemError as error:
        yield Finding(error.message, where, RESTORE)


def _class_faults(folded: str, name: str, parent: str | None, body: str) -> Iterator[str]:
    if is_system_class(folded):
        yield "a stored class has the name of a system class"
    try:
        declaration = decode_declaration(body)
        encoded = encode_declaration(declaration)
    except DAMAGE as error:
        yield f"the declaration cannot be read: {error}"
        return
    superclass = fold(declaration.superclass) if declaration.superclass else None
    if (folded, name, parent) != (fold(declaration.name), declaration.name, superclass):
        yield f"class {declaration.name} : {declaration.superclass} is filed as {name} ({folded}) below {parent}"
    if encoded != body:
        yield "the declaration is not stored as this release would write it"


def check_qualifier_types(view: View) -> Iterator[Finding]:
    """Yield a finding for each qualifier declaration that cannot be read or is filed wrongly."""
    rows = view.connection.execute(
        """
        SELECT namespace.path, qualifier_type.folded, qualifier_type.body
        FROM qualifier_type JOIN namespace ON namespace.id = qualifier_type.namespace_id
        """
    )
    for path, folded, body in rows:
        where = f"{path}: qualifier {folded}"
        try:
            declared = decode_qualifier_type(body)
        except DAMAGE as error:
            yield Finding(f"the declaration cannot be read: {error}", where, RESTORE)
            continue
        if fold(declared.name) != folded or encode_qualifier_type(declared) != body:
            yield Finding("the declaration is not stored as this release would write it", where, "put it again")


def check_embedded_classes(view: View) -> Iterator[Finding]:
    """Yield a finding for each class of embedded objects that does not derive or has another digest."""
    classes = EmbeddedClasses()
    for digest, body in view.connection.execute("SELECT digest, body FROM embedded_class"):
        where = f"embedded class {digest}"
        if digest_of(body) != digest:
            yield Finding("the text has another digest", where, RESTORE)
        try:
            classes.load(view.connection, digest)
        except DAMAGE as error:
            yield Finding(f"the class cannot be read: {error}", where, RESTORE)
