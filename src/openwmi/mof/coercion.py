# SPDX-License-Identifier: Apache-2.0
"""Read a parsed value as a CIM type, by the rules of MOF.

They are wider than those of the API: floats round into integers, numbers go into strings, quoted numbers
and words into numbers and booleans.

Spec: mof.md §2.1.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NoReturn, Protocol

from openwmi.errors import TypeMismatchError, WbemStatus
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import INTEGER_RANGES, CimType, TypeSpec
from openwmi.model.values import CimScalar, CimValue
from openwmi.mof.nodes import (
    AliasUse,
    ArrayLiteral,
    BooleanLiteral,
    CharLiteral,
    ClassNode,
    InstanceNode,
    IntegerLiteral,
    NullLiteral,
    RealLiteral,
    TextLiteral,
    Value,
)
from openwmi.mof.numbers import read_number
from openwmi.mof.source import SourceText

_SINGLE = struct.Struct("<f")
_LATE_TYPES = frozenset({CimType.CIM_REFERENCE, CimType.CIM_OBJECT})
_WORDS = MappingProxyType({"true": True, "false": False})


class Resolver(Protocol):
    """What the store phase knows and the parser does not."""

    def reference(self, use: AliasUse) -> str:
        """Return the object path that an alias stands for."""

    def embedded(self, node: InstanceNode | ClassNode) -> CimObject:
        """Return the object that an embedded body describes."""


class Coercion:
    """Reads the values of one file.

    Attributes:
        source: The file, for errors.
        resolver: Resolves aliases and embedded objects; None while parsing.
    """

    __slots__ = ("resolver", "source")

    def __init__(self, source: SourceText, resolver: Resolver | None = None) -> None:
        self.source = source
        self.resolver = resolver

    def read(self, value: Value, spec: TypeSpec, what: str) -> CimValue:
        """Return a value in the form of its type.

        Args:
            value: The literal.
            spec: The type.
            what: Whose value it is, for messages.

        Raises:
            MofError: WBEMMOF_E_TYPE_MISMATCH, WBEMMOF_E_OUT_OF_RANGE, WBEMMOF_E_UNEXPECTED_ALIAS, or for an
                array where none belongs WBEMMOF_E_UNEXPECTED_ARRAY_INIT, and the other way round
                WBEMMOF_E_EXPECTED_OPEN_BRACE.
        """
        if isinstance(value, NullLiteral):
            return None
        convert = _CONVERTERS[spec.cimtype]
        if isinstance(value, ArrayLiteral):
            if not spec.is_array:
                self._fail(WbemStatus.WBEMMOF_E_UNEXPECTED_ARRAY_INIT, f"{what} is no array", value)
            return [convert(self, element, spec, what) for element in value.elements]
        if spec.is_array:
            self._fail(WbemStatus.WBEMMOF_E_EXPECTED_OPEN_BRACE, f"{what} is an array: `{{` is expected", value)
        return convert(self, value, spec, what)

    def _fail(self, code: WbemStatus, message: str, value: Value) -> NoReturn:
        raise self.source.error(code, message, value.token)

    def _mismatch(self, value: Value, spec: TypeSpec, what: str) -> NoReturn:
        if isinstance(value, AliasUse):
            self._fail(
                WbemStatus.WBEMMOF_E_UNEXPECTED_ALIAS, f"{what} is {spec.element}, and ${value.name} a reference", value
            )
        self._fail(WbemStatus.WBEMMOF_E_TYPE_MISMATCH, f"{_shown(value)} does not fit {what} ({spec.element})", value)

    def integer(self, value: Value, spec: TypeSpec, what: str) -> CimScalar:
        """Read an integer or a char16."""
        low, high = INTEGER_RANGES[spec.cimtype]
        number, is_pattern = self._integral(value, spec, what)
        if is_pattern and low < 0 and high < number <= 2 * high + 1:
            number -= 2 * high + 2
        if not low <= number <= high:
            shown = _shown(value)
            self._fail(WbemStatus.WBEMMOF_E_OUT_OF_RANGE, f"{shown} is outside {low}..{high} of {what}", value)
        return number

    def _integral(self, value: Value, spec: TypeSpec, what: str) -> tuple[int, bool]:
        if isinstance(value, IntegerLiteral):
            return value.value, value.is_pattern
        if isinstance(value, RealLiteral):
            if not math.isfinite(value.value):
                self._fail(WbemStatus.WBEMMOF_E_OUT_OF_RANGE, f"{value.text} is outside {what}", value)
            return round(value.value), False
        if isinstance(value, CharLiteral):
            return value.value, False
        if isinstance(value, TextLiteral) and spec.is_integer:
            number = read_number(value.value.strip(), value.token)
            if number is not None:
                return self._integral(number, spec, what)
        return self._mismatch(value, spec, what)

    def real(self, value: Value, spec: TypeSpec, what: str) -> CimScalar:
        """Read a real32 or real64."""
        if isinstance(value, TextLiteral):
            number = read_number(value.value.strip(), value.token)
            value = number if number is not None else value
        if not isinstance(value, (IntegerLiteral, RealLiteral)):
            self._mismatch(value, spec, what)
        try:
            result = float(value.value)
            if spec.cimtype is CimType.CIM_REAL32:
                result = float(_SINGLE.unpack(_SINGLE.pack(result))[0])
        except OverflowError:
            result = math.inf
        if not math.isfinite(result):
            self._fail(WbemStatus.WBEMMOF_E_OUT_OF_RANGE, f"{value.text} is outside {what}", value)
        return result

    def boolean(self, value: Value, spec: TypeSpec, what: str) -> CimScalar:
        """Read a boolean: TRUE, FALSE, 0, 1, or the words as text."""
        if isinstance(value, BooleanLiteral):
            return value.value
        if isinstance(value, IntegerLiteral) and value.value in {0, 1}:
            return bool(value.value)
        if isinstance(value, TextLiteral) and value.value.lower() in _WORDS:
            return _WORDS[value.value.lower()]
        return self._mismatch(value, spec, what)

    def string(self, value: Value, spec: TypeSpec, what: str) -> CimScalar:
        """Read a string; a number stays the text it was written as."""
        if isinstance(value, TextLiteral):
            return value.value
        if isinstance(value, (IntegerLiteral, RealLiteral)):
            return value.text
        return self._mismatch(value, spec, what)

    def datetime(self, value: Value, spec: TypeSpec, what: str) -> CimScalar:
        """Read a datetime or interval."""
        if not isinstance(value, TextLiteral):
            self._mismatch(value, spec, what)
        try:
            return CimDatetime(value.value)
        except TypeMismatchError as error:
            raise self.source.error(
                WbemStatus.WBEMMOF_E_TYPE_MISMATCH,
                f"{what}: {error.message}",
                value.token,
                next_step=error.next_step,
            ) from None

    def reference(self, value: Value, spec: TypeSpec, what: str) -> CimScalar:
        """Read an object path, quoted or by alias."""
        if isinstance(value, TextLiteral):
            return value.value
        if isinstance(value, AliasUse) and self.resolver is not None:
            return self.resolver.reference(value)
        return self._mismatch(value, spec, what)

    def embedded(self, value: Value, spec: TypeSpec, what: str) -> CimScalar:
        """Read an embedded object; a class only where the property is weakly typed."""
        is_object = isinstance(value, InstanceNode) or (isinstance(value, ClassNode) and not spec.class_name)
        if not is_object or self.resolver is None or not isinstance(value, (InstanceNode, ClassNode)):
            self._mismatch(value, spec, what)
        found = self.resolver.embedded(value)
        if spec.class_name and not found.is_a(spec.class_name):
            self._mismatch(value, spec, what)
        return found


def waits_for_store(value: Value, spec: TypeSpec) -> bool:
    """Tell whether a value can be read only in the store phase, and may be read then."""
    return spec.cimtype in _LATE_TYPES and _needs_namespace(value)


def _needs_namespace(value: Value) -> bool:
    if isinstance(value, ArrayLiteral):
        return any(map(_needs_namespace, value.elements))
    return isinstance(value, (AliasUse, InstanceNode, ClassNode))


def _shown(value: Value) -> str:
    if isinstance(value, (IntegerLiteral, RealLiteral)):
        return value.text
    if isinstance(value, TextLiteral):
        return repr(value.value if len(value.value) <= 40 else value.value[:37] + "...")
    if isinstance(value, BooleanLiteral):
        return "TRUE" if value.value else "FALSE"
    if isinstance(value, InstanceNode):
        return f"an instance of {value.class_name}"
    return _NOUNS[type(value)]


_NOUNS: Mapping[type, str] = MappingProxyType(
    {
        CharLiteral: "a char16 constant",
        NullLiteral: "NULL",
        AliasUse: "an alias",
        ArrayLiteral: "an array",
        ClassNode: "a class",
    }
)

_CONVERTERS: Mapping[CimType, Callable[[Coercion, Value, TypeSpec, str], CimScalar]] = MappingProxyType(
    dict.fromkeys(INTEGER_RANGES, Coercion.integer)
    | {
        CimType.CIM_REAL32: Coercion.real,
        CimType.CIM_REAL64: Coercion.real,
        CimType.CIM_BOOLEAN: Coercion.boolean,
        CimType.CIM_STRING: Coercion.string,
        CimType.CIM_DATETIME: Coercion.datetime,
        CimType.CIM_REFERENCE: Coercion.reference,
        CimType.CIM_OBJECT: Coercion.embedded,
    }
)
