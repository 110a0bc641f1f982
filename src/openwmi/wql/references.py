# SPDX-License-Identifier: Apache-2.0
"""Comparing reference values: two texts, one object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from openwmi.errors import InvalidObjectPathError
from openwmi.model.casing import fold_text
from openwmi.model.objectpath import KeyValue, ObjectPath

_LOCAL_SERVER = "."

_Keys: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Address:
    """A path with everything folded that does not count."""

    class_name: str
    keys: _Keys | None
    is_singleton: bool
    namespace: str | None
    server: str | None

    def names_the_same_as(self, other: _Address) -> bool:
        """Tell whether both name one object, as far as both say where it is."""
        return (
            (self.class_name, self.keys, self.is_singleton) == (other.class_name, other.keys, other.is_singleton)
            and (self.namespace == other.namespace or not (self.namespace and other.namespace))
            and (self.server == other.server or not (self.server and other.server))
        )


def reference_matcher(constant: str) -> Callable[[str], bool]:
    """Return a function that tells whether a reference value names what the constant names.

    Two values do when their texts differ only in case, or when they parse to the same path: the
    order of keys, the kind of quotes, the name of a single key, and a server or namespace that
    only one of them gives, do not count.

    Spec: wql.md §4.2 (reference row), object-model.md §9.4.
    Choice: the class counts, since nobody is asked here which class introduced the key.
    """
    folded = fold_text(constant)
    address = _address(constant)

    def matches(value: str) -> bool:
        if fold_text(value) == folded:
            return True
        other = _address(value) if address is not None else None
        return address is not None and other is not None and address.names_the_same_as(other)

    return matches


def _address(text: str) -> _Address | None:
    try:
        path = ObjectPath.parse(text)
    except InvalidObjectPathError:
        return None
    server = None if path.server in {None, _LOCAL_SERVER} else fold_text(path.server or "")
    namespace = fold_text(path.namespace) if path.namespace else None
    return _Address(fold_text(path.class_name), _fold_keys(path.keys), path.is_singleton, namespace, server)


def _fold_keys(keys: tuple[tuple[str, KeyValue], ...] | None) -> _Keys | None:
    if keys is None:
        return None
    folded = sorted((fold_text(name), fold_text(str(value))) for name, value in keys)
    return (("", folded[0][1]),) if len(folded) == 1 else tuple(folded)
