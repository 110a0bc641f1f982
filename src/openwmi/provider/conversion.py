# SPDX-License-Identifier: Apache-2.0
"""Conversion: what the core hands over becomes an object of the author's class."""

from __future__ import annotations

from typing import TypeVar

from openwmi.model.cimtype import CimType
from openwmi.model.identity import resolve_keys
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import CimScalar, CimValue, coerce
from openwmi.provider.annotations import AnnotatedType
from openwmi.provider.declare import CimClass
from openwmi.provider.references import Ref

T = TypeVar("T", bound=CimClass)


def typed_object(kind: type[T], instance: Instance) -> T:
    """Return an instance as an object of `kind`, with the same values in the same states.

    Args:
        kind: The class, or an ancestor of the class, of `instance`.
        instance: From anywhere; it is not kept and not changed.
    """
    layout = kind.__cim_layout__
    values, local = list(layout.defaults), 0
    for slot, name in enumerate(layout.names):
        given = instance.layout.slots.get(name.lower())
        if given is not None:
            values[slot] = instance.values[given]
            local |= (instance.local >> given & 1) << slot
    row = layout.copy_row(values)
    for field in kind.__cim_fields__.values():
        row[field.slot] = _typed(row[field.slot], field.spec.cimtype, field.embedded)
    return kind.from_row(row, local)


def key_object(kind: type[T], path: ObjectPath) -> T:
    """Return an object of `kind` that has only its keys, those of `path`.

    Raises:
        InvalidObjectPathError: The keys of the path are not those of the class.
    """
    resolved = resolve_keys(path, kind.__cim_class__)
    return kind(**dict(resolved.keys or ()))


def typed_value(value: object, meaning: AnnotatedType, where: str) -> CimValue:
    """Return a value in the form that a parameter with this annotation has in Python.

    Raises:
        TypeMismatchError: The value does not fit.
        ValueOutOfRangeError: The number is too large or too small.
    """
    return _typed(coerce(value, meaning.spec, where), meaning.spec.cimtype, meaning.embedded)


def _typed(value: CimValue, cimtype: CimType, embedded: type[Instance] | None) -> CimValue:
    """Return references as Ref and embedded objects as objects of their Python class."""
    if value is None or (embedded is None and cimtype is not CimType.CIM_REFERENCE):
        return value
    if isinstance(value, list):
        return [_typed_element(element, embedded) for element in value]
    return _typed_element(value, embedded)


def _typed_element(value: CimScalar, embedded: type[Instance] | None) -> CimScalar:
    if embedded is None:
        return Ref(value)
    if isinstance(value, Instance) and not isinstance(value, embedded) and issubclass(embedded, CimClass):
        return typed_object(embedded, value)
    return value
