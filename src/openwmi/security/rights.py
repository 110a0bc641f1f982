# SPDX-License-Identifier: Apache-2.0
"""Rights: the bits of an access mask of a namespace, and their names.

Spec: reentrancy-and-security.md §4.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WBEM_ENABLE: Final = 0x1
WBEM_METHOD_EXECUTE: Final = 0x2
WBEM_FULL_WRITE_REP: Final = 0x4
WBEM_PARTIAL_WRITE_REP: Final = 0x8
WBEM_WRITE_PROVIDER: Final = 0x10
WBEM_REMOTE_ACCESS: Final = 0x20
WBEM_RIGHT_SUBSCRIBE: Final = 0x40
WBEM_RIGHT_PUBLISH: Final = 0x80
READ_CONTROL: Final = 0x20000
WRITE_DAC: Final = 0x40000

ALL_RIGHTS: Final = 0x6003F
"""Everything that can be done to a namespace; the two rights over events are granted by name only."""

KNOWN_RIGHTS: Final = ALL_RIGHTS | WBEM_RIGHT_SUBSCRIBE | WBEM_RIGHT_PUBLISH
"""Every bit that an access mask may have."""

EVERYBODYS_RIGHTS: Final = WBEM_ENABLE | WBEM_METHOD_EXECUTE | WBEM_WRITE_PROVIDER
"""What accounts that are no administrators may do by default.

Choice: no write of the repository, where the text says both. Spec: reentrancy-and-security.md §4.
"""

RIGHT_NAMES: Final[Mapping[int, str]] = MappingProxyType(
    {
        WBEM_ENABLE: "WBEM_ENABLE",
        WBEM_METHOD_EXECUTE: "WBEM_METHOD_EXECUTE",
        WBEM_FULL_WRITE_REP: "WBEM_FULL_WRITE_REP",
        WBEM_PARTIAL_WRITE_REP: "WBEM_PARTIAL_WRITE_REP",
        WBEM_WRITE_PROVIDER: "WBEM_WRITE_PROVIDER",
        WBEM_REMOTE_ACCESS: "WBEM_REMOTE_ACCESS",
        WBEM_RIGHT_SUBSCRIBE: "WBEM_RIGHT_SUBSCRIBE",
        WBEM_RIGHT_PUBLISH: "WBEM_RIGHT_PUBLISH",
        READ_CONTROL: "READ_CONTROL",
        WRITE_DAC: "WRITE_DAC",
    }
)


def names_of(rights: int) -> str:
    """Return the names of the rights in a mask, `A + B`; bits without a name in hexadecimal."""
    names = [name for bit, name in RIGHT_NAMES.items() if rights & bit]
    unknown = rights & ~KNOWN_RIGHTS
    return " + ".join([*names, hex(unknown)] if unknown else names) or "nothing"
