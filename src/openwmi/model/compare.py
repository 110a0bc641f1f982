# SPDX-License-Identifier: Apache-2.0
"""CompareTo: whether two objects are the same, with the differences a caller may ignore."""

from __future__ import annotations

from openwmi.errors import InvalidParameterError
from openwmi.model.casing import fold_text
from openwmi.model.cimclass import ClassDefinition, Method, Property
from openwmi.model.cimobject import CimObject
from openwmi.model.instance import Instance
from openwmi.model.qualifier import WBEM_FLAVOR_MASK_ORIGIN, Qualifiers, QualifierValue
from openwmi.model.values import CimValue

WBEM_COMPARISON_INCLUDE_ALL = 0
WBEM_FLAG_IGNORE_QUALIFIERS = 0x1
WBEM_FLAG_IGNORE_OBJECT_SOURCE = 0x2
WBEM_FLAG_IGNORE_DEFAULT_VALUES = 0x4
WBEM_FLAG_IGNORE_CLASS = 0x8
WBEM_FLAG_IGNORE_CASE = 0x10
WBEM_FLAG_IGNORE_FLAVOR = 0x20

_ALL_FLAGS = 0x3F


def compare_to(left: CimObject, right: CimObject, flags: int = WBEM_COMPARISON_INCLUDE_ALL) -> bool:
    """Tell whether two objects are the same.

    Args:
        left: A class or an instance.
        right: A class or an instance.
        flags: WBEM_FLAG_IGNORE_… bits. IGNORE_CLASS compares instances by their own values only,
            IGNORE_DEFAULT_VALUES leaves the defaults of classes out, IGNORE_CASE folds strings, also
            those of qualifiers. Where a flavor comes from is never compared.

    Raises:
        InvalidParameterError: A flag that does not exist.

    Spec: object-model.md §12.1 (CompareTo).
    """
    if flags & ~_ALL_FLAGS:
        raise InvalidParameterError(f"comparison flags 0x{flags:X} have no meaning")
    if isinstance(left, Instance) and isinstance(right, Instance):
        return _same_instance(left, right, flags)
    if isinstance(left, ClassDefinition) and isinstance(right, ClassDefinition):
        return _same_class(left, right, flags)
    return False


def _same_instance(left: Instance, right: Instance, flags: int) -> bool:
    if not flags & WBEM_FLAG_IGNORE_CLASS and left.class_name.lower() != right.class_name.lower():
        return False
    if not flags & WBEM_FLAG_IGNORE_OBJECT_SOURCE and not _same_source(left.cim_class, right.cim_class):
        return False
    if left.layout.slots.keys() != right.layout.slots.keys():
        return False
    for name in left.names():
        if not same_value(left[name], right[name], flags):
            return False
        if not flags & WBEM_FLAG_IGNORE_QUALIFIERS and not _same_qualifiers(
            left.property_qualifiers(name), right.property_qualifiers(name), flags
        ):
            return False
    return bool(flags & WBEM_FLAG_IGNORE_QUALIFIERS) or _same_qualifiers(left.qualifiers, right.qualifiers, flags)


def _same_class(left: ClassDefinition, right: ClassDefinition, flags: int) -> bool:
    if not flags & WBEM_FLAG_IGNORE_CLASS and (left.name.lower(), _folded(left.superclass)) != (
        right.name.lower(),
        _folded(right.superclass),
    ):
        return False
    if not flags & WBEM_FLAG_IGNORE_OBJECT_SOURCE and not _same_source(left, right):
        return False
    if left.layout.slots.keys() != right.layout.slots.keys():
        return False
    if not all(_same_property(p, right.properties[p.name], flags) for p in left.properties.values()):
        return False
    if {name.lower() for name in left.methods} != {name.lower() for name in right.methods}:
        return False
    if not all(_same_method(m, right.methods[m.name], flags) for m in left.methods.values()):
        return False
    return bool(flags & WBEM_FLAG_IGNORE_QUALIFIERS) or _same_qualifiers(left.qualifiers, right.qualifiers, flags)


def _same_property(left: Property, right: Property, flags: int) -> bool:
    if left.type.code != right.type.code or _folded(left.type.class_name) != _folded(right.type.class_name):
        return False
    if not flags & WBEM_FLAG_IGNORE_DEFAULT_VALUES and not same_value(left.default, right.default, flags):
        return False
    return bool(flags & WBEM_FLAG_IGNORE_QUALIFIERS) or _same_qualifiers(left.qualifiers, right.qualifiers, flags)


def _same_method(left: Method, right: Method, flags: int) -> bool:
    pairs = (left.in_parameters, right.in_parameters), (left.out_parameters, right.out_parameters)
    for a, b in pairs:
        if (a is None) != (b is None) or (a is not None and b is not None and not _same_class(a, b, flags)):
            return False
    return bool(flags & WBEM_FLAG_IGNORE_QUALIFIERS) or _same_qualifiers(left.qualifiers, right.qualifiers, flags)


def same_value(left: CimValue, right: CimValue, flags: int = WBEM_COMPARISON_INCLUDE_ALL) -> bool:
    """Tell whether two values are the same; embedded objects are compared like objects."""
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(same_value(a, b, flags) for a, b in zip(left, right, strict=True))
    if isinstance(left, CimObject) and isinstance(right, CimObject):
        return compare_to(left, right, flags)
    if flags & WBEM_FLAG_IGNORE_CASE and isinstance(left, str) and isinstance(right, str):
        return fold_text(left) == fold_text(right)
    if isinstance(left, bool) != isinstance(right, bool):
        return False
    return left == right or (left != left and right != right)  # noqa: PLR0124 - NaN alone differs from itself


def _same_qualifiers(left: Qualifiers, right: Qualifiers, flags: int) -> bool:
    if {name.lower() for name in left} != {name.lower() for name in right}:
        return False
    mask = 0 if flags & WBEM_FLAG_IGNORE_FLAVOR else ~WBEM_FLAVOR_MASK_ORIGIN
    return all(
        _same_qualifier_value(q.value, right[name].value, flags) and q.flavor & mask == right[name].flavor & mask
        for name, q in left.items()
    )


def _same_qualifier_value(left: QualifierValue, right: QualifierValue, flags: int) -> bool:
    if isinstance(left, list) and isinstance(right, list):
        return same_value([*left], [*right], flags)
    return not isinstance(left, list) and not isinstance(right, list) and same_value(left, right, flags)


def _same_source(left: ClassDefinition, right: ClassDefinition) -> bool:
    return (left.server.lower(), left.namespace.lower()) == (right.server.lower(), right.namespace.lower())


def _folded(name: str | None) -> str | None:
    return name.lower() if name is not None else None
