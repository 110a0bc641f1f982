# SPDX-License-Identifier: Apache-2.0
"""CIM values in their Python forms, and coercion to a CIM type."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeAlias

from openwmi.errors import TypeMismatchError, ValueOutOfRangeError
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import INTEGER_RANGES, CimType, TypeSpec
from openwmi.model.objectpath import ObjectPath

CimScalar: TypeAlias = bool | int | float | str | CimObject
CimValue: TypeAlias = CimScalar | list[CimScalar] | None

MAX_INTEGER_CHARACTERS = 24
_BOOLEAN_WORDS = MappingProxyType({"true": True, "1": True, "false": False, "0": False})
_SINGLE = struct.Struct("<f")


def coerce(value: object, spec: TypeSpec, where: str) -> CimValue:
    """Return `value` in the form that `spec` stores, or refuse it.

    Args:
        value: Any Python object; None is NULL and fits every type.
        spec: The type of the property or parameter.
        where: Its name, for messages.

    Raises:
        TypeMismatchError: The value cannot be read as this type.
        ValueOutOfRangeError: It is a number outside the type's range.

    Spec: object-model.md §1.
    """
    if value is None:
        return None
    convert = _CONVERTERS[spec.cimtype]
    if not spec.is_array:
        return convert(value, spec, where)
    if not isinstance(value, (list, tuple)):
        raise _mismatch(value, spec, where)
    result: list[CimScalar] = []
    for element in value:
        if element is None:
            raise TypeMismatchError(f"{where}: an array element is NULL", next_step="leave it out or give it a value")
        result.append(convert(element, spec, where))
    return result


def _mismatch(value: object, spec: TypeSpec, where: str) -> TypeMismatchError:
    shown = repr(value) if not isinstance(value, CimObject) else f"an object of class {value.class_name}"
    if len(shown) > 60:
        shown = shown[:57] + "..."
    return TypeMismatchError(f"{where}: {shown} does not fit {spec}")


def _to_integer(value: object, spec: TypeSpec, where: str) -> CimScalar:
    number: int
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        number = int(value)
    elif isinstance(value, str) and len(value) <= MAX_INTEGER_CHARACTERS:
        try:
            number = int(value, 10)
        except ValueError:
            raise _mismatch(value, spec, where) from None
    else:
        raise _mismatch(value, spec, where)
    low, high = INTEGER_RANGES[spec.cimtype]
    if not low <= number <= high:
        raise ValueOutOfRangeError(f"{where}: {number} is outside {spec.element} ({low}..{high})")
    return number


def _to_char16(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, str) and len(value) == 1:
        value = ord(value)
    return _to_integer(value, spec, where)


def _to_real(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise _mismatch(value, spec, where)
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise _mismatch(value, spec, where) from None
    if spec.cimtype is CimType.CIM_REAL32 and math.isfinite(number):
        try:
            number = float(_SINGLE.unpack(_SINGLE.pack(number))[0])
        except OverflowError:
            raise ValueOutOfRangeError(f"{where}: {number} is outside real32") from None
    return number


def _to_boolean(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, (bool, int)):
        return bool(value)
    word = _BOOLEAN_WORDS.get(value.lower()) if isinstance(value, str) else None
    if word is None:
        raise _mismatch(value, spec, where)
    return word


def _to_string(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise _mismatch(value, spec, where)


def _to_datetime(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, CimDatetime):
        return value
    if isinstance(value, datetime):
        return CimDatetime.from_datetime(value)
    if isinstance(value, timedelta):
        return CimDatetime.from_timedelta(value)
    if not isinstance(value, str):
        raise _mismatch(value, spec, where)
    try:
        return CimDatetime(value)
    except TypeMismatchError as error:
        raise TypeMismatchError(f"{where}: {error.message}", next_step=error.next_step) from None


def _to_reference(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, (str, ObjectPath)):
        return str(value)
    raise _mismatch(value, spec, where)


def _to_object(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, CimObject) and (spec.class_name is None or value.is_a(spec.class_name)):
        return value
    raise _mismatch(value, spec, where)


_CONVERTERS: Mapping[CimType, Callable[[object, TypeSpec, str], CimScalar]] = MappingProxyType(
    dict.fromkeys(INTEGER_RANGES, _to_integer)
    | {
        CimType.CIM_CHAR16: _to_char16,
        CimType.CIM_REAL32: _to_real,
        CimType.CIM_REAL64: _to_real,
        CimType.CIM_BOOLEAN: _to_boolean,
        CimType.CIM_STRING: _to_string,
        CimType.CIM_DATETIME: _to_datetime,
        CimType.CIM_REFERENCE: _to_reference,
        CimType.CIM_OBJECT: _to_object,
    }
)
