# SPDX-License-Identifier: Apache-2.0
"""Operation flags: their values, and which operation takes which."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from openwmi.errors import InvalidParameterError

WBEM_FLAG_CREATE_OR_UPDATE: Final = 0
WBEM_FLAG_UPDATE_ONLY: Final = 0x1
WBEM_FLAG_CREATE_ONLY: Final = 0x2
WBEM_FLAG_UPDATE_COMPATIBLE: Final = 0
WBEM_FLAG_UPDATE_SAFE_MODE: Final = 0x20
WBEM_FLAG_UPDATE_FORCE_MODE: Final = 0x40
WBEM_FLAG_DEEP: Final = 0
WBEM_FLAG_SHALLOW: Final = 0x1
WBEM_FLAG_PROTOTYPE: Final = 0x2
WBEM_FLAG_RETURN_IMMEDIATELY: Final = 0x10
WBEM_FLAG_FORWARD_ONLY: Final = 0x20
WBEM_FLAG_NO_ERROR_OBJECT: Final = 0x40
WBEM_FLAG_SEND_STATUS: Final = 0x80
WBEM_FLAG_ENSURE_LOCATABLE: Final = 0x100
WBEM_FLAG_DIRECT_READ: Final = 0x200
WBEM_FLAG_OWNER_UPDATE: Final = 0x10000
WBEM_FLAG_USE_AMENDED_QUALIFIERS: Final = 0x20000

PUT_EXISTENCE_MASK: Final = WBEM_FLAG_UPDATE_ONLY | WBEM_FLAG_CREATE_ONLY

_ANY: Final = WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_SEND_STATUS
_READ: Final = _ANY | WBEM_FLAG_USE_AMENDED_QUALIFIERS
_ENUMERATION: Final = _READ | WBEM_FLAG_FORWARD_ONLY | WBEM_FLAG_NO_ERROR_OBJECT

VALID_FLAGS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "OpenNamespace": WBEM_FLAG_RETURN_IMMEDIATELY,
        "GetObject": _READ | WBEM_FLAG_DIRECT_READ | WBEM_FLAG_NO_ERROR_OBJECT,
        "PutClass": _READ
        | PUT_EXISTENCE_MASK
        | WBEM_FLAG_OWNER_UPDATE
        | WBEM_FLAG_UPDATE_SAFE_MODE
        | WBEM_FLAG_UPDATE_FORCE_MODE,
        "DeleteClass": _ANY | WBEM_FLAG_OWNER_UPDATE,
        "CreateClassEnum": _ENUMERATION | WBEM_FLAG_SHALLOW,
        "PutInstance": _READ | PUT_EXISTENCE_MASK | WBEM_FLAG_OWNER_UPDATE,
        "DeleteInstance": _ANY | WBEM_FLAG_OWNER_UPDATE,
        "CreateInstanceEnum": _ENUMERATION | WBEM_FLAG_SHALLOW | WBEM_FLAG_DIRECT_READ,
        "ExecQuery": _ENUMERATION | WBEM_FLAG_PROTOTYPE | WBEM_FLAG_ENSURE_LOCATABLE | WBEM_FLAG_DIRECT_READ,
        "ExecMethod": _ANY,
    }
)
"""Operation -> the bits it knows. Spec: iwbemservices.md §2, §3."""


def check_flags(operation: str, flags: int) -> None:
    """Refuse flags that an operation does not know.

    Raises:
        InvalidParameterError: An unknown bit, or UPDATE_ONLY together with CREATE_ONLY.

    Spec: iwbemservices.md §2.
    """
    unknown = flags & ~VALID_FLAGS[operation]
    if unknown:
        raise InvalidParameterError(f"IWbemServices::{operation} does not take the flag 0x{unknown:X}")
    if operation.startswith("Put") and flags & PUT_EXISTENCE_MASK == PUT_EXISTENCE_MASK:
        raise InvalidParameterError(
            f"IWbemServices::{operation}: UPDATE_ONLY and CREATE_ONLY exclude each other",
            next_step="give one of them, or neither to create or update",
        )
