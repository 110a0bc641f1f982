# SPDX-License-Identifier: Apache-2.0
"""Constants to the type of the property they are compared with.

Spec: wql.md §4.2 (the table), one function a row.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from datetime import tzinfo
from types import MappingProxyType

from openwmi.model.cimtype import CimType
from openwmi.model.values import CimScalar
from openwmi.wql.compare import KINDS, Kind
from openwmi.wql.datetimes import read_datetime
from openwmi.wql.nodes import Constant
from openwmi.wql.numbers import read_number

_SINGLE = struct.Struct("<f")
_BOOLEAN_TEXTS: Mapping[str, bool] = MappingProxyType({"TRUE": True, "1": True, "FALSE": False, "0": False})


class ConstantRefusedError(ValueError):
    """A constant cannot be read as the type of the property.

    Attributes:
        expected: What would fit.
    """

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def coerce_constant(constant: Constant, cimtype: CimType, zone: tzinfo | None) -> CimScalar:
    """Return a constant as a value of a CIM type.

    An integer outside the range of its type comes back as it is: the comparison still has an answer.

    Args:
        constant: Not NULL.
        cimtype: Element type of the property; not CIM_OBJECT.
        zone: Zone of datetime constants without one; None is the local zone.

    Raises:
        ConstantRefusedError: It cannot be such a value.
    """
    return _COERCIONS[KINDS[cimtype]](constant, cimtype, zone)


def _to_integer(constant: Constant, _cimtype: CimType, _zone: tzinfo | None) -> CimScalar:
    number = read_number(constant.value) if isinstance(constant.value, str) else constant.value
    if isinstance(number, int):
        return int(number)
    if isinstance(number, float) and number in {float("inf"), float("-inf")}:
        return number
    raise ConstantRefusedError("a whole number")


def _to_real(constant: Constant, cimtype: CimType, _zone: tzinfo | None) -> CimScalar:
    number = read_number(constant.value) if isinstance(constant.value, str) else constant.value
    if number is None or isinstance(number, bool):
        raise ConstantRefusedError("a number")
    return _single(float(number)) if cimtype is CimType.CIM_REAL32 else float(number)


def _single(number: float) -> float:
    """Round as a real32 property rounds what is stored in it, or `P = 0.1` would never hold."""
    try:
        return float(_SINGLE.unpack(_SINGLE.pack(number))[0])
    except OverflowError:
        return number


def _to_boolean(constant: Constant, _cimtype: CimType, _zone: tzinfo | None) -> CimScalar:
    if not isinstance(constant.value, str):
        return bool(constant.value)
    value = _BOOLEAN_TEXTS.get(constant.value.upper())
    if value is None:
        raise ConstantRefusedError("TRUE, FALSE, 1 or 0")
    return value


def _to_text(constant: Constant, _cimtype: CimType, _zone: tzinfo | None) -> CimScalar:
    value = constant.value
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    is_plain_integer = isinstance(value, int) and not set(constant.text) & set(".eE")
    return str(value) if is_plain_integer else constant.text.removeprefix("+")


def _to_datetime(constant: Constant, _cimtype: CimType, zone: tzinfo | None) -> CimScalar:
    value = read_datetime(constant.value, zone) if isinstance(constant.value, str) else None
    if value is None:
        raise ConstantRefusedError("a datetime in quotes, such as '20260131235959.000000+000' or '1/31/2026'")
    return value


def _to_reference(constant: Constant, _cimtype: CimType, _zone: tzinfo | None) -> CimScalar:
    if not isinstance(constant.value, str):
        raise ConstantRefusedError("an object path in quotes")
    return constant.value


_COERCIONS: Mapping[Kind, Callable[[Constant, CimType, tzinfo | None], CimScalar]] = MappingProxyType(
    {
        Kind.INTEGER: _to_integer,
        Kind.REAL: _to_real,
        Kind.BOOLEAN: _to_boolean,
        Kind.TEXT: _to_text,
        Kind.CHARACTER: _to_text,
        Kind.DATETIME: _to_datetime,
        Kind.REFERENCE: _to_reference,
    }
)
