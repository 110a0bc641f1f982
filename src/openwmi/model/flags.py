# SPDX-License-Identifier: Apache-2.0
"""Flags of operations: their values, once for every floor.

Bits mean different things to different operations, so an operation checks them against its own list.
Spec: object-model.md §12.1; iwbemservices.md §2.
"""

from __future__ import annotations

from typing import Final

WBEM_FLAG_CREATE_OR_UPDATE: Final = 0
WBEM_FLAG_UPDATE_ONLY: Final = 0x1
WBEM_FLAG_CREATE_ONLY: Final = 0x2
WBEM_FLAG_UPDATE_COMPATIBLE: Final = 0
WBEM_FLAG_UPDATE_SAFE_MODE: Final = 0x20
WBEM_FLAG_UPDATE_FORCE_MODE: Final = 0x40
WBEM_MASK_UPDATE_MODE: Final = 0x60
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
"""The bits by which a put says whether its object must or must not exist."""
