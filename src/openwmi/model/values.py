# SPDX-License-Identifier: Apache-2.0
"""CIM values in their Python forms, and coercion to a CIM type."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from reprlib import repr as shorten
from types import MappingProxyType
from typing import TypeAlias

from openwmi.errors import TypeMismatchError, ValueOutOfRangeError
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.cimobject import WBEM_GENUS_INSTANCE, CimObject
from openwmi.model.cimtype import INTEGER_RANGES, CimType, TypeSpec
from openwmi.model.objectpath import ObjectPath

CimScalar: TypeAlias = bool | int | float | str | CimObject
CimValue: TypeAlias = CimScalar | list[CimScalar] | None

MAX_NUMBER_CHARACTERS = 64
MAX_SHOWN_BITS = 128
_INTEGER_TEXT = re.compile(r"[+-]?[0-9]{1,24}")
_REAL_TEXT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_BOOLEAN_WORDS = MappingProxyType({"true": True, "1": True, "false": False, "0": False})
_SINGLE = struct.Struct("<f")


def coerce(value: object, spec: TypeSpec, where: str) -> CimValue:
    """Return `value` in the form that `spec` stores, or refuse it.

    Args:
        value: Any Python object; None is NULL and fits every type.
        spec: The type of the property or parameter.
        where: Its name, for messages.

    Returns:
        The stored form: exact `int`, `float`, `bool` or `str`, a CimDatetime, a CimObject, or a new list of these.

    Raises:
        TypeMismatchError: The value cannot be read as this type.
        ValueOutOfRangeError: It is a number outside the type's range.

    Spec: object-model.md §1.
    Choice: a number with a fraction is refused for an integer, not rounded; text is read as decimal only.
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
    return TypeMismatchError(f"{where}: {_shown(value)} does not fit {spec}")


def _out_of_range(value: object, spec: TypeSpec, where: str) -> ValueOutOfRangeError:
    limits = INTEGER_RANGES.get(spec.cimtype)
    shown = f" ({limits[0]}..{limits[1]})" if limits else ""
    return ValueOutOfRangeError(f"{where}: {_shown(value)} is outside {spec.element}{shown}")


def _shown(value: object) -> str:
    """Return a short text for a message, whatever the value does when asked for one."""
    if isinstance(value, CimObject):
        return f"an object of class {value.class_name}"
    if isinstance(value, int) and value.bit_length() > MAX_SHOWN_BITS:
        return f"an integer of {value.bit_length()} bits"
    try:
        return shorten(value)
    except Exception:
        # A value that cannot be shown must not hide what is wrong with it.
        return f"a {type(value).__name__}"


def _to_integer(value: object, spec: TypeSpec, where: str) -> CimScalar:
    low, high = INTEGER_RANGES[spec.cimtype]
    if type(value) is int and low <= value <= high:
        return value
    if isinstance(value, str):
        fits = _INTEGER_TEXT.fullmatch(value) is not None
    else:
        fits = isinstance(value, int) or (isinstance(value, float) and value.is_integer() and not spec.is_array)
    if not fits or not isinstance(value, (int, float, str)):
        raise _mismatch(value, spec, where)
    number = int(value)
    if not low <= number <= high:
        raise _out_of_range(value, spec, where)
    return number


def _to_char16(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, str) and len(value) == 1:
        value = ord(value)
    return _to_integer(value, spec, where)


def _to_real(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, str):
        if len(value) > MAX_NUMBER_CHARACTERS or not _REAL_TEXT.fullmatch(value):
            raise _mismatch(value, spec, where)
        number = float(value)
        if math.isinf(number):
            raise _out_of_range(value, spec, where)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            raise _out_of_range(value, spec, where) from None
    else:
        raise _mismatch(value, spec, where)
    if spec.cimtype is CimType.CIM_REAL32 and math.isfinite(number):
        try:
            number = float(_SINGLE.unpack(_SINGLE.pack(number))[0])
        except OverflowError:
            raise _out_of_range(value, spec, where) from None
    return number


def _to_boolean(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, int):
        return bool(value)
    word = _BOOLEAN_WORDS.get(value.lower()) if isinstance(value, str) else None
    if word is None:
        raise _mismatch(value, spec, where)
    return word


def _to_string(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _mismatch(value, spec, where)
    if isinstance(value, int) and value.bit_length() > MAX_SHOWN_BITS:
        raise _out_of_range(value, spec, where)
    return repr(float(value)) if isinstance(value, float) else str(int(value))


def _plain(text: str) -> str:
    """Return the characters without the subclass: an enumeration's member prints as something else."""
    return text if type(text) is str else str.__str__(text)


def _to_datetime(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, CimDatetime):
        return value
    try:
        if isinstance(value, str):
            return CimDatetime(value)
        if isinstance(value, datetime):
            return CimDatetime.from_datetime(value)
        if isinstance(value, timedelta):
            return CimDatetime.from_timedelta(value)
    except TypeMismatchError as error:
        raise TypeMismatchError(f"{where}: {error.message}", next_step=error.next_step) from None
    raise _mismatch(value, spec, where)


def _to_reference(value: object, spec: TypeSpec, where: str) -> CimScalar:
    if isinstance(value, ObjectPath):
        return str(value)
    if isinstance(value, str):
        return _plain(value)
    raise _mismatch(value, spec, where)


def _to_object(value: object, spec: TypeSpec, where: str) -> CimScalar:
    """Accept any object for a weak type, an instance of the class or its subclasses for a strong one.

    Spec: object-model.md §5.
    """
    if isinstance(value, CimObject) and (
        spec.class_name is None or (value.genus == WBEM_GENUS_INSTANCE and value.is_a(spec.class_name))
    ):
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
