# SPDX-License-Identifier: Apache-2.0
"""Operation flags: which operation takes which."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from openwmi.errors import InvalidParameterError
from openwmi.model.flags import (
    PUT_EXISTENCE_MASK,
    WBEM_FLAG_DIRECT_READ,
    WBEM_FLAG_ENSURE_LOCATABLE,
    WBEM_FLAG_FORWARD_ONLY,
    WBEM_FLAG_NO_ERROR_OBJECT,
    WBEM_FLAG_OWNER_UPDATE,
    WBEM_FLAG_PROTOTYPE,
    WBEM_FLAG_RETURN_IMMEDIATELY,
    WBEM_FLAG_SEND_STATUS,
    WBEM_FLAG_SHALLOW,
    WBEM_FLAG_UPDATE_FORCE_MODE,
    WBEM_FLAG_UPDATE_SAFE_MODE,
    WBEM_FLAG_USE_AMENDED_QUALIFIERS,
)

_ANY: Final = WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_NO_ERROR_OBJECT
_OBJECT: Final = _ANY | WBEM_FLAG_USE_AMENDED_QUALIFIERS
_ENUMERATION: Final = _OBJECT | WBEM_FLAG_FORWARD_ONLY
_CLASS_PUT: Final = PUT_EXISTENCE_MASK | WBEM_FLAG_UPDATE_SAFE_MODE | WBEM_FLAG_UPDATE_FORCE_MODE

VALID_FLAGS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "OpenNamespace": WBEM_FLAG_RETURN_IMMEDIATELY,
        "GetObject": _OBJECT | WBEM_FLAG_DIRECT_READ,
        "PutClass": _OBJECT | _CLASS_PUT | WBEM_FLAG_OWNER_UPDATE,
        "DeleteClass": _ANY | WBEM_FLAG_OWNER_UPDATE,
        "CreateClassEnum": _ENUMERATION | WBEM_FLAG_SHALLOW,
        "PutInstance": _OBJECT | PUT_EXISTENCE_MASK | WBEM_FLAG_OWNER_UPDATE,
        "DeleteInstance": _ANY | WBEM_FLAG_OWNER_UPDATE,
        "CreateInstanceEnum": _ENUMERATION | WBEM_FLAG_SHALLOW | WBEM_FLAG_DIRECT_READ,
        "ExecQuery": _ENUMERATION | WBEM_FLAG_PROTOTYPE | WBEM_FLAG_ENSURE_LOCATABLE | WBEM_FLAG_DIRECT_READ,
        "ExecMethod": _ANY,
    }
)
"""Operation -> the bits it knows. Spec: iwbemservices.md §2 (NO_ERROR_OBJECT: any operation), §3."""


def check_flags(operation: str, flags: int, *, to_sink: bool = False) -> int:
    """Refuse flags that an operation does not know.

    Args:
        operation: Of IWbemServices, without `Async`.
        flags: WBEM_FLAG_ bits.
        to_sink: Whether it is the form that delivers to a sink: SEND_STATUS takes the place of RETURN_IMMEDIATELY.

    Returns:
        The flags that say what is wanted, without SEND_STATUS.

    Raises:
        InvalidParameterError: An unknown bit, or UPDATE_ONLY together with CREATE_ONLY.

    Spec: iwbemservices.md §2, §3.
    """
    valid = VALID_FLAGS[operation]
    if to_sink:
        valid = valid & ~WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_SEND_STATUS
    unknown = flags & ~valid
    if unknown:
        method = f"{operation}Async" if to_sink else operation
        raise InvalidParameterError(
            f"IWbemServices::{method} does not take the flag 0x{unknown & 0xFFFFFFFF or unknown:X}",
            next_step="leave that bit out",
        )
    if operation.startswith("Put") and flags & PUT_EXISTENCE_MASK == PUT_EXISTENCE_MASK:
        raise InvalidParameterError(
            f"IWbemServices::{operation}: UPDATE_ONLY and CREATE_ONLY exclude each other",
            next_step="give one of them, or neither to create or update",
        )
    return flags & ~WBEM_FLAG_SEND_STATUS
