# SPDX-License-Identifier: Apache-2.0
"""Checks of stored instances and of the reference index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final, NamedTuple

from openwmi.errors import WbemError
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.compare import same_value
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.model.values import CimValue
from openwmi.repository.checkclasses import RESTORE
from openwmi.repository.classes import NamespaceClasses
from openwmi.repository.finding import Finding
from openwmi.repository.instancerules import prepare_instance
from openwmi.repository.instancewrite import NAMESPACE_CLASS
from openwmi.repository.namespaces import find_namespace, namespace_paths
from openwmi.repository.references import ReferenceRow, reference_rows
from openwmi.repository.rows import StoredRow, decode_rows
from openwmi.repository.serialize import DAMAGE
from openwmi.repository.view import View

_REINDEX: Final = "put the instance again"


class _Row(NamedTuple):
    """A row of the table `instance`."""

    id: int
    class_name: str
    owner: str
    identity: bytes
    shape: str
    row: str
    extra: str | None

    @property
    def label(self) -> str:
        """The row in words, for messages."""
        return f"{self.class_name} {self.identity.decode('utf-8', 'replace')} (row {self.id})"


def check_instances(view: View) -> Iterator[Finding]:
    """Yield a finding for each instance that cannot be read or would be stored otherwise today."""
    for path in namespace_paths(view.connection):
        classes = view.classes(path)
        rows = view.connection.execute(
            """
            SELECT instance.id, instance.class, instance.owner, instance.identity, shape.names, instance.row,
                instance.extra
            FROM instance JOIN shape ON shape.id = instance.shape_id
            WHERE instance.namespace_id = ? ORDER BY instance.id
            """,
            (classes.namespace.id,),
        )
        for columns in rows:
            row = _Row(*columns)
            where = f"{path}:{row.label}"
            try:
                yield from _check_instance(view, classes, row, where)
            except WbemError as error:
                yield Finding(error.message, where, RESTORE)


def check_shapes(view: View) -> Iterator[Finding]:
    """Yield a finding for each shape that is no list of folded names."""
    for shape_id, names in view.connection.execute("SELECT id, names FROM shape"):
        try:
            is_valid = all(name == fold(name) for name in json.loads(names))
        except DAMAGE:
            is_valid = False
        if not is_valid:
            yield Finding("the shape is no list of folded names", f"shape {shape_id}", RESTORE)


def _check_instance(view: View, classes: NamespaceClasses, row: _Row, where: str) -> Iterator[Finding]:
    cim_class = view.find_class(classes, row.class_name)
    (instance,) = decode_rows([StoredRow(row.shape, row.row, row.extra)], cim_class.layout, view.codec)
    # Embedded objects outlive their classes, so the class of one may be gone or changed by now.
    prepared = prepare_instance(_untrusted(instance), cim_class, None)
    if prepared.local != instance.local or not all(map(same_value, prepared.values, instance.values)):
        yield Finding("a value is not stored in the form of its type", where, _REINDEX)
    path = instance.path
    if path is None:
        yield Finding("a key is NULL", where, RESTORE)
        return
    address = view.address(cim_class, path)
    if (address.owner, address.identity) != (row.owner, row.identity):
        yield Finding(f"the instance is filed under another identity than {path.relpath}", where, RESTORE)
    if instance.is_a(NAMESPACE_CLASS):
        yield from _check_namespace(view, classes, instance, where)
    yield from _check_references(view, classes, row.id, instance, where)


def _untrusted(instance: Instance) -> Instance:
    """Return a copy whose datetimes are texts again, so that they are validated."""
    copy = instance.clone()
    copy.values = [_plain_text(value) for value in copy.values]
    return copy


def _plain_text(value: CimValue) -> CimValue:
    if isinstance(value, list):
        return [str(element) if isinstance(element, CimDatetime) else element for element in value]
    return str(value) if isinstance(value, CimDatetime) else value


def _check_namespace(view: View, classes: NamespaceClasses, instance: Instance, where: str) -> Iterator[Finding]:
    path = f"{classes.namespace.path}\\{instance['Name']}"
    if find_namespace(view.connection, path) is None:
        yield Finding(f"the instance stands for namespace {path}, which does not exist", where, "delete the instance")


def _check_references(
    view: View, classes: NamespaceClasses, row_id: int, instance: Instance, where: str
) -> Iterator[Finding]:
    rows = view.connection.execute(
        """
        SELECT property, position, target_namespace, target_keys, target_class
        FROM reference WHERE instance_id = ?
        """,
        (row_id,),
    )
    stored = {ReferenceRow(*columns) for columns in rows}
    if stored != set(reference_rows(instance, classes.namespace.path)):
        yield Finding("the reference index does not agree with the instance", where, _REINDEX)
