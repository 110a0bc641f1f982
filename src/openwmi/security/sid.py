# SPDX-License-Identifier: Apache-2.0
"""Sid: the name of a principal in a security descriptor, as text and as octets.

A codec: no account is looked up here.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import Final

from openwmi.errors import InvalidObjectError, InvalidParameterError

MAX_SUBAUTHORITIES: Final = 15
_MAX_AUTHORITY: Final = (1 << 48) - 1
_MAX_SUBAUTHORITY: Final = (1 << 32) - 1
_MAX_TEXT_CHARACTERS: Final = 200
_REVISION: Final = 1
_HEADER: Final = struct.Struct(">BBHI")
_TEXT: Final = r"[Ss]-1-(0[Xx][0-9A-Fa-f]{1,12}|[0-9]{1,15})((?:-[0-9]{1,10}){0,15})"


@dataclass(frozen=True, slots=True)
class Sid:
    """A security identifier of revision 1.

    Attributes:
        authority: Who gives the numbers out; 48 bits.
        subauthorities: The numbers, at most 15, of 32 bits each.
    """

    authority: int
    subauthorities: tuple[int, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Sid:
        """Return the identifier that a text such as `S-1-5-32-544` spells.

        Raises:
            InvalidParameterError: It spells none.
        """
        found = re.fullmatch(_TEXT, text, re.ASCII) if len(text) <= _MAX_TEXT_CHARACTERS else None
        if found is None:
            raise InvalidParameterError(f"{text!r:.80} is no SID", next_step="write S-1-…, as in S-1-5-32-544")
        authority = int(found[1], 16 if found[1][:2] in {"0x", "0X"} else 10)
        numbers = tuple(int(number) for number in found[2].split("-")[1:])
        if authority > _MAX_AUTHORITY or any(number > _MAX_SUBAUTHORITY for number in numbers):
            raise InvalidParameterError(f"{text!r:.80} is no SID: one of its numbers is too large")
        return cls(authority, numbers)

    def __str__(self) -> str:
        authority = f"0x{self.authority:012X}" if self.authority > _MAX_SUBAUTHORITY else str(self.authority)
        return "-".join(("S-1", authority, *map(str, self.subauthorities)))

    @classmethod
    def decode(cls, data: bytes, offset: int = 0) -> Sid:
        """Return the identifier that begins at an offset, in octets.

        Raises:
            InvalidObjectError: Cut off, of another revision, or longer than one can be.
        """
        if len(data) - offset < _HEADER.size:
            raise InvalidObjectError("a SID is cut off")
        revision, count, high, low = _HEADER.unpack_from(data, offset)
        if revision != _REVISION or count > MAX_SUBAUTHORITIES:
            raise InvalidObjectError(f"no SID: revision {revision}, {count} subauthorities")
        end = offset + _HEADER.size + 4 * count
        if len(data) < end:
            raise InvalidObjectError("a SID is cut off")
        return cls(high << 32 | low, struct.unpack_from(f"<{count}I", data, offset + _HEADER.size))

    def encode(self) -> bytes:
        """Return the octets `decode` reads."""
        header = _HEADER.pack(_REVISION, len(self.subauthorities), self.authority >> 32, self.authority & 0xFFFFFFFF)
        return header + struct.pack(f"<{len(self.subauthorities)}I", *self.subauthorities)

    @property
    def size_octets(self) -> int:
        """The length of its octets."""
        return _HEADER.size + 4 * len(self.subauthorities)


EVERYONE: Final = Sid(1, (0,))
NETWORK: Final = Sid(5, (2,))
INTERACTIVE: Final = Sid(5, (4,))
ANONYMOUS: Final = Sid(5, (7,))
AUTHENTICATED_USERS: Final = Sid(5, (11,))
LOCAL_SYSTEM: Final = Sid(5, (18,))
LOCAL_SERVICE: Final = Sid(5, (19,))
NETWORK_SERVICE: Final = Sid(5, (20,))
ADMINISTRATORS: Final = Sid(5, (32, 544))
USERS: Final = Sid(5, (32, 545))


def user_sid(uid: int) -> Sid:
    """Return the SID that stands for a user of a Unix."""
    return Sid(22, (1, uid))


def group_sid(gid: int) -> Sid:
    """Return the SID that stands for a group of a Unix."""
    return Sid(22, (2, gid))
