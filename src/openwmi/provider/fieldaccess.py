# SPDX-License-Identifier: Apache-2.0
"""FieldAccess: attribute access to a slot of the row, with fast conversion of common values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from openwmi.model.cimtype import INTEGER_RANGES, CimType, TypeSpec
from openwmi.model.instance import Instance
from openwmi.model.values import CimValue, coerce
from openwmi.provider.annotations import AnnotatedType
from openwmi.provider.references import Ref

Converter: TypeAlias = Callable[[object], CimValue]


class FieldAccess:
    """The class attribute that stands for a property.

    Read on an instance it gives the effective value; assigned, it sets the property on the instance.

    Attributes:
        name: Name of the property.
        slot: Its place in the row.
        bit: Its bit in `Instance.local`.
        spec: Its CIM type.
        embedded: Python class of an embedded object, or None.
        convert: Returns a value in the form the row stores, or raises.
    """

    __slots__ = ("bit", "convert", "embedded", "name", "slot", "spec")

    def __init__(self, name: str, slot: int, meaning: AnnotatedType, where: str) -> None:
        self.name = name
        self.slot = slot
        self.bit = 1 << slot
        self.spec = meaning.spec
        self.embedded = meaning.embedded
        self.convert = converter(meaning.spec, where)

    def __get__(self, instance: Instance | None, owner: type[Instance] | None = None) -> object:
        """Return the property's value, or on the class this object."""
        return self if instance is None else instance.values[self.slot]

    def __set__(self, instance: Instance, value: object) -> None:
        """Set the property on the instance; None sets NULL."""
        instance.values[self.slot] = self.convert(value)
        instance.local |= self.bit

    def __repr__(self) -> str:
        return f"<{self.spec} property {self.name}>"


def converter(spec: TypeSpec, where: str) -> Converter:
    """Return a function that does what `coerce` does, and faster for values that already fit.

    Args:
        spec: The CIM type.
        where: `Class.Property`, for messages.
    """
    if spec.is_array:
        return lambda value: coerce(value, spec, where)
    if spec.is_integer:
        return _integer_converter(spec, where)
    if spec.cimtype is CimType.CIM_REFERENCE:
        return lambda value: value if type(value) is Ref else _reference(value, spec, where)
    if spec.cimtype is CimType.CIM_STRING:
        return lambda value: value if type(value) is str else coerce(value, spec, where)
    return lambda value: coerce(value, spec, where)


def _integer_converter(spec: TypeSpec, where: str) -> Converter:
    low, high = INTEGER_RANGES[spec.cimtype]

    def convert(value: object) -> CimValue:
        if type(value) is int and low <= value <= high:
            return value
        return coerce(value, spec, where)

    return convert


def _reference(value: object, spec: TypeSpec, where: str) -> CimValue:
    text = coerce(value, spec, where)
    return Ref(text) if isinstance(text, str) else text
