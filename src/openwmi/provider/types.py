# SPDX-License-Identifier: Apache-2.0
"""The CIM types Python has no word for, as annotations.

`str`, `bool`, `float` (real64) and `CimDatetime` stand for themselves. For a type checker all of these are
plain `int` or `float`.

Spec: object-model.md §1.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from openwmi.model.cimtype import CimType

sint8: TypeAlias = Annotated[int, CimType.CIM_SINT8]
uint8: TypeAlias = Annotated[int, CimType.CIM_UINT8]
sint16: TypeAlias = Annotated[int, CimType.CIM_SINT16]
uint16: TypeAlias = Annotated[int, CimType.CIM_UINT16]
sint32: TypeAlias = Annotated[int, CimType.CIM_SINT32]
uint32: TypeAlias = Annotated[int, CimType.CIM_UINT32]
sint64: TypeAlias = Annotated[int, CimType.CIM_SINT64]
uint64: TypeAlias = Annotated[int, CimType.CIM_UINT64]
real32: TypeAlias = Annotated[float, CimType.CIM_REAL32]
real64: TypeAlias = Annotated[float, CimType.CIM_REAL64]
char16: TypeAlias = Annotated[int, CimType.CIM_CHAR16]
