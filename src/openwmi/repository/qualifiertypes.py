# SPDX-License-Identifier: Apache-2.0
"""Qualifier declarations: stored by namespace and name, nothing is derived from them.

Spec: mof.md §2.3.
"""

from __future__ import annotations

from openwmi.errors import NotFoundError
from openwmi.model.names import NameKind, NameMap, check_name, fold
from openwmi.model.qualifier import QualifierType
from openwmi.repository.serialize import decode_qualifier_type, encode_qualifier_type
from openwmi.repository.view import View


def put_qualifier_type(view: View, namespace: str, declared: QualifierType) -> None:
    """Store a qualifier declaration, in place of one of the same name.

    Raises:
        InvalidNamespaceError: The namespace does not exist.
        InvalidParameterError: The name cannot be a qualifier.
    """
    check_name(declared.name, NameKind.QUALIFIER)
    view.connection.execute(
        "INSERT OR REPLACE INTO qualifier_type (namespace_id, folded, body) VALUES (?, ?, ?)",
        (view.classes(namespace).namespace.id, fold(declared.name), encode_qualifier_type(declared)),
    )


def delete_qualifier_type(view: View, namespace: str, name: str) -> None:
    """Delete a qualifier declaration.

    Raises:
        InvalidNamespaceError: The namespace does not exist.
        NotFoundError: It is not stored.
    """
    cursor = view.connection.execute(
        "DELETE FROM qualifier_type WHERE namespace_id = ? AND folded = ?",
        (view.classes(namespace).namespace.id, fold(name)),
    )
    if cursor.rowcount == 0:
        raise NotFoundError(f"qualifier {name} is not declared in {namespace}", where=namespace)


def read_qualifier_types(view: View, namespace: str) -> NameMap[QualifierType]:
    """Return the qualifier declarations of a namespace by name, in alphabetical order.

    Raises:
        InvalidNamespaceError: The namespace does not exist.
    """
    rows = view.connection.execute(
        "SELECT body FROM qualifier_type WHERE namespace_id = ? ORDER BY folded",
        (view.classes(namespace).namespace.id,),
    )
    declared = [decode_qualifier_type(body) for (body,) in rows]
    return NameMap((d.name, d) for d in declared)
