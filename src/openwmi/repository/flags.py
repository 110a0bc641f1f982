# SPDX-License-Identifier: Apache-2.0
"""Flags of put operations that the repository honours.

Spec: object-model.md §12.1.
"""

from __future__ import annotations

from openwmi.errors import AlreadyExistsError, InvalidParameterError, NotFoundError
from openwmi.model.flags import (
    WBEM_FLAG_CREATE_ONLY,
    WBEM_FLAG_UPDATE_ONLY,
    WBEM_MASK_UPDATE_MODE,
)


def check_put_flags(flags: int) -> None:
    """Refuse flags that contradict each other.

    Raises:
        InvalidParameterError: CREATE_ONLY with UPDATE_ONLY, or SAFE_MODE with FORCE_MODE.
    """
    for both in (WBEM_FLAG_CREATE_ONLY | WBEM_FLAG_UPDATE_ONLY, WBEM_MASK_UPDATE_MODE):
        if flags & both == both:
            raise InvalidParameterError(
                f"flags 0x{flags:X} ask for two things at once",
                next_step="set one of WBEM_FLAG_CREATE_ONLY and WBEM_FLAG_UPDATE_ONLY, and one update mode",
            )


def check_existence(flags: int, what: str, *, exists: bool) -> None:
    """Refuse to create what must exist, and to replace what must not.

    Args:
        flags: Of the put operation.
        what: Name of the object, for messages.
        exists: Whether it is stored already.

    Raises:
        AlreadyExistsError: It exists and WBEM_FLAG_CREATE_ONLY is set.
        NotFoundError: It does not and WBEM_FLAG_UPDATE_ONLY is set.
    """
    if exists and flags & WBEM_FLAG_CREATE_ONLY:
        raise AlreadyExistsError(f"{what} exists already", where=what, next_step="leave WBEM_FLAG_CREATE_ONLY out")
    if not exists and flags & WBEM_FLAG_UPDATE_ONLY:
        raise NotFoundError(f"{what} does not exist", where=what, next_step="leave WBEM_FLAG_UPDATE_ONLY out")
