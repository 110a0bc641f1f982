# SPDX-License-Identifier: Apache-2.0
r"""The reference index: which stored instances point at an object.

Every local, non-NULL reference value of a stored instance has a row with the target's
namespace, class and *loose keys*. Loose keys are equal whenever two paths may name the same
object, without knowing its class: `T.Id=1`, `t.ID="0x1"`, `T="1"` and
`\\.\root\cimv2:T_Base.Id=1` all give the same text. So no change of a class ever touches the
index. The few candidates an index search brings are compared exactly, with the classes of
today, before anybody sees them.

Spec: object-model.md §6, §9.4.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from openwmi.errors import InvalidObjectPathError
from openwmi.model.casing import fold_text
from openwmi.model.cimtype import CimType
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.model.objectpath import KeyValue, ObjectPath

CLASS_KEYS: Final = b""
"""Loose keys of a class."""

_SINGLETON_KEYS: Final = b"@"
_SEPARATOR: Final = "\x1f"
_MAX_NESTING: Final = 8

_INTEGER: Final = re.compile(r"-?(?:0[xX][0-9A-Fa-f]{1,16}|[0-9]{1,40})", re.ASCII)
_WORDS: Final = {"TRUE": "1", "FALSE": "0"}


class ReferenceRow(NamedTuple):
    """One row of the index, without the instance it belongs to."""

    property: str
    position: int
    target_namespace: str
    target_keys: bytes
    target_class: str


def reference_rows(instance: Instance, namespace: str) -> Iterator[ReferenceRow]:
    """Yield the index rows of an instance stored in a namespace.

    A value that is no path of an object points at nothing and has no row.
    """
    layout = instance.layout
    for slot, spec in enumerate(layout.types):
        if spec.cimtype is not CimType.CIM_REFERENCE or not instance.local >> slot & 1:
            continue
        value = instance.values[slot]
        for position, text in enumerate(value if isinstance(value, list) else [value]):
            target = parse_reference(text)
            if target is not None:
                yield ReferenceRow(
                    fold(layout.names[slot]),
                    position,
                    fold(target.namespace or namespace),
                    loose_keys(target),
                    fold(target.class_name),
                )


def parse_reference(value: object) -> ObjectPath | None:
    """Return the path a reference value holds, or None when it names no object."""
    if not isinstance(value, str):
        return None
    try:
        path = ObjectPath.parse(value)
    except InvalidObjectPathError:
        return None
    return path if path.class_name else None


def loose_keys(path: ObjectPath) -> bytes:
    """Return a text that is equal for all paths that may name the same object of the same tree."""
    if path.is_singleton:
        return _SINGLETON_KEYS
    if path.keys is None:
        return CLASS_KEYS
    return _SEPARATOR.join(_loose_values(path, 0)).encode("utf-8", "surrogatepass")


def _loose_values(path: ObjectPath, depth: int) -> list[str]:
    return sorted(_loose(value, depth) for _, value in path.keys or ())


def _loose(value: KeyValue, depth: int) -> str:
    if isinstance(value, int):
        return _loose_integer(int(value))
    if "=" in value and depth < _MAX_NESTING:
        inner = parse_reference(value)
        if inner is not None and inner.is_instance:
            return f"({','.join(_loose_values(inner, depth + 1))})"
    if _INTEGER.fullmatch(value):
        return _loose_integer(int(value, 16 if "x" in value.lower() else 10))
    folded = fold_text(value)
    if len(folded) == 1:
        # A char16 key may be written as the character or as its number.
        return str(ord(folded))
    return _WORDS.get(folded, folded)


def _loose_integer(number: int) -> str:
    # The other half of the char16 rule: the number of a letter folds like the letter.
    return str(ord(fold_text(chr(number)))) if 0x3A <= number <= 0xFFFF else str(number)


def store_references(connection: sqlite3.Connection, instance_id: int, rows: Collection[ReferenceRow]) -> None:
    """Make these the index rows of an instance."""
    connection.execute("DELETE FROM reference WHERE instance_id = ?", (instance_id,))
    connection.executemany(
        "INSERT INTO reference (instance_id, property, position, target_namespace, target_keys, target_class)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(instance_id, *row) for row in rows],
    )
