# SPDX-License-Identifier: Apache-2.0
"""CIM types: the CIMTYPE numbers and the full type of a property or parameter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from openwmi.errors import WbemError, WbemStatus

CIM_FLAG_ARRAY = 0x2000


class CimType(IntEnum):
    """Element types. Spec: object-model.md §1."""

    CIM_EMPTY = 0
    CIM_SINT16 = 2
    CIM_SINT32 = 3
    CIM_REAL32 = 4
    CIM_REAL64 = 5
    CIM_STRING = 8
    CIM_BOOLEAN = 11
    CIM_OBJECT = 13
    CIM_SINT8 = 16
    CIM_UINT8 = 17
    CIM_UINT16 = 18
    CIM_UINT32 = 19
    CIM_SINT64 = 20
    CIM_UINT64 = 21
    CIM_DATETIME = 101
    CIM_REFERENCE = 102
    CIM_CHAR16 = 103
    CIM_ILLEGAL = 0xFFF


PRIMITIVES: Mapping[str, CimType] = MappingProxyType(
    {
        "sint8": CimType.CIM_SINT8,
        "uint8": CimType.CIM_UINT8,
        "sint16": CimType.CIM_SINT16,
        "uint16": CimType.CIM_UINT16,
        "sint32": CimType.CIM_SINT32,
        "uint32": CimType.CIM_UINT32,
        "sint64": CimType.CIM_SINT64,
        "uint64": CimType.CIM_UINT64,
        "real32": CimType.CIM_REAL32,
        "real64": CimType.CIM_REAL64,
        "boolean": CimType.CIM_BOOLEAN,
        "string": CimType.CIM_STRING,
        "datetime": CimType.CIM_DATETIME,
        "char16": CimType.CIM_CHAR16,
        "object": CimType.CIM_OBJECT,
    }
)
"""MOF type words, lower case, without references."""

_WORDS = {number: word for word, number in PRIMITIVES.items()} | {CimType.CIM_REFERENCE: "ref"}
_TYPES_WITH_CLASS = frozenset({CimType.CIM_REFERENCE, CimType.CIM_OBJECT})

INTEGER_RANGES: Mapping[CimType, tuple[int, int]] = MappingProxyType(
    {
        CimType.CIM_SINT8: (-(1 << 7), (1 << 7) - 1),
        CimType.CIM_UINT8: (0, (1 << 8) - 1),
        CimType.CIM_SINT16: (-(1 << 15), (1 << 15) - 1),
        CimType.CIM_UINT16: (0, (1 << 16) - 1),
        CimType.CIM_SINT32: (-(1 << 31), (1 << 31) - 1),
        CimType.CIM_UINT32: (0, (1 << 32) - 1),
        CimType.CIM_SINT64: (-(1 << 63), (1 << 63) - 1),
        CimType.CIM_UINT64: (0, (1 << 64) - 1),
        CimType.CIM_CHAR16: (0, (1 << 16) - 1),
    }
)
"""Smallest and largest value of each integer type; char16 counts UTF-16 units."""

_KEY_TYPES = frozenset(INTEGER_RANGES) | {
    CimType.CIM_BOOLEAN,
    CimType.CIM_STRING,
    CimType.CIM_DATETIME,
    CimType.CIM_REFERENCE,
}


@dataclass(frozen=True, slots=True)
class TypeSpec:
    """The type of a property, parameter or return value.

    Attributes:
        cimtype: The element type.
        is_array: Whether it is a one-dimensional array of that type.
        class_name: For references and objects: the class, or None when untyped.
    """

    cimtype: CimType
    is_array: bool = False
    class_name: str | None = None

    def __post_init__(self) -> None:
        """Refuse the numbers that are no types, and a class where the type has none.

        Raises:
            WbemError: WBEM_E_INVALID_CIM_TYPE.
        """
        if self.cimtype not in _WORDS:
            raise WbemError(f"CIM type {self.cimtype} has no values", hresult=WbemStatus.WBEM_E_INVALID_CIM_TYPE)
        if self.class_name is not None and self.cimtype not in _TYPES_WITH_CLASS:
            raise WbemError(
                f"{_WORDS[self.cimtype]} cannot name the class {self.class_name}",
                hresult=WbemStatus.WBEM_E_INVALID_CIM_TYPE,
            )

    @property
    def text(self) -> str:
        """The CIMTYPE qualifier's text: `uint32`, `ref:Win32_Process`, `object`.

        Spec: object-model.md §1 (pseudo-types).
        """
        word = _WORDS[self.cimtype]
        return f"{word}:{self.class_name}" if self.class_name else word

    @property
    def code(self) -> int:
        """The CIMTYPE number, with the array bit."""
        return self.cimtype | CIM_FLAG_ARRAY if self.is_array else int(self.cimtype)

    @property
    def is_integer(self) -> bool:
        """Whether the element is one of the eight integers (char16 is not)."""
        return self.cimtype in INTEGER_RANGES and self.cimtype is not CimType.CIM_CHAR16

    @property
    def may_be_key(self) -> bool:
        """Whether a key may have this type. Spec: object-model.md §3.1."""
        return not self.is_array and self.cimtype in _KEY_TYPES

    @property
    def element(self) -> TypeSpec:
        """The type of one element of the array, or the type itself."""
        return TypeSpec(self.cimtype, False, self.class_name) if self.is_array else self

    @classmethod
    def from_text(cls, text: str, is_array: bool = False) -> TypeSpec:
        """Read the text of a CIMTYPE qualifier.

        Raises:
            WbemError: WBEM_E_INVALID_CIM_TYPE for an unknown word, or a class behind a type that has none.
        """
        word, _, class_name = text.partition(":")
        word = word.lower()
        cimtype = CimType.CIM_REFERENCE if word == "ref" else PRIMITIVES.get(word)
        if cimtype is None:
            raise WbemError(f"{text!r} is not a CIM type", hresult=WbemStatus.WBEM_E_INVALID_CIM_TYPE)
        return cls(cimtype, is_array, class_name or None)

    def __str__(self) -> str:
        return f"{self.text}[]" if self.is_array else self.text
