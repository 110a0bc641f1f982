# SPDX-License-Identifier: Apache-2.0
"""SecurityDescriptor: owner, group and access control lists, and their self-relative octets.

A codec: what the entries mean is decided in `access.py`.

Spec: reentrancy-and-security.md §4.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import Final, Self, TypeAlias

from openwmi.errors import InvalidObjectError, InvalidParameterError
from openwmi.security.sid import Sid

ACCESS_ALLOWED: Final = 0
ACCESS_DENIED: Final = 1
SYSTEM_AUDIT: Final = 2

OBJECT_INHERIT: Final = 0x1
CONTAINER_INHERIT: Final = 0x2
NO_PROPAGATE: Final = 0x4
INHERIT_ONLY: Final = 0x8
INHERITED: Final = 0x10
SUCCESSFUL_ACCESS: Final = 0x40
FAILED_ACCESS: Final = 0x80

SE_DACL_PRESENT: Final = 0x4
SE_SACL_PRESENT: Final = 0x10
SE_DACL_AUTO_INHERITED: Final = 0x400
SE_DACL_PROTECTED: Final = 0x1000
SE_SELF_RELATIVE: Final = 0x8000

MAX_DESCRIPTOR_OCTETS: Final = 65536
"""Longest descriptor that is read. Choice: what one list can have at most."""

_REVISION: Final = 1
_DERIVED_CONTROL: Final = SE_DACL_PRESENT | SE_SACL_PRESENT | SE_SELF_RELATIVE
_HEADER: Final = struct.Struct("<BBHIIII")
_ACL: Final = struct.Struct("<BBHHH")
_ACE: Final = struct.Struct("<BBHI")
_ACL_REVISIONS: Final = frozenset({2, 4})
_MAX_ACL_OCTETS: Final = 0xFFFC


@dataclass(frozen=True, slots=True)
class Ace:
    """One entry of a list.

    Attributes:
        kind: ACCESS_ALLOWED, ACCESS_DENIED or SYSTEM_AUDIT.
        flags: Inheritance and audit bits.
        mask: Rights.
        sid: Whose.
    """

    kind: int
    flags: int
    mask: int
    sid: Sid


Acl: TypeAlias = tuple[Ace, ...]


@dataclass(frozen=True, slots=True)
class SecurityDescriptor:
    """Who owns an object and who may do what to it.

    Attributes:
        owner: May always read the descriptor and change its list.
        group: The owner's group.
        dacl: Who may do what; None grants everything to everybody.
        sacl: What is recorded, or None.
        control: Further SE_ bits; those that tell which parts are there are derived.
    """

    owner: Sid | None = None
    group: Sid | None = None
    dacl: Acl | None = None
    sacl: Acl | None = None
    control: int = 0

    @property
    def is_protected(self) -> bool:
        """Whether nothing is inherited from above."""
        return bool(self.control & SE_DACL_PROTECTED)

    def with_dacl(self, dacl: Acl | None) -> Self:
        """Return the same with another list."""
        return replace(self, dacl=dacl)

    @classmethod
    def decode(cls, data: bytes) -> SecurityDescriptor:
        """Return the descriptor that self-relative octets hold.

        Raises:
            InvalidObjectError: Too long, cut off, or not a descriptor in this form.
            InvalidParameterError: It has an entry of a kind that is not known.
        """
        if not _HEADER.size <= len(data) <= MAX_DESCRIPTOR_OCTETS:
            raise InvalidObjectError(f"no security descriptor has {len(data)} octets")
        revision, _, control, owner, group, sacl, dacl = _HEADER.unpack_from(data)
        if revision != _REVISION or not control & SE_SELF_RELATIVE:
            raise InvalidObjectError("no self-relative security descriptor of revision 1")
        return cls(
            Sid.decode(data, owner) if owner else None,
            Sid.decode(data, group) if group else None,
            _decode_acl(data, dacl) if control & SE_DACL_PRESENT and dacl else None,
            _decode_acl(data, sacl) if control & SE_SACL_PRESENT and sacl else None,
            control & ~_DERIVED_CONTROL,
        )

    def encode(self) -> bytes:
        """Return the self-relative octets that `decode` reads.

        Raises:
            InvalidParameterError: A list is too long.
        """
        parts = (
            self.owner.encode() if self.owner else b"",
            self.group.encode() if self.group else b"",
            b"" if self.sacl is None else _encode_acl(self.sacl),
            b"" if self.dacl is None else _encode_acl(self.dacl),
        )
        offsets, end = [], _HEADER.size
        for part in parts:
            offsets.append(end if part else 0)
            end += len(part)
        if end > MAX_DESCRIPTOR_OCTETS:
            raise InvalidParameterError(f"a security descriptor of {end} octets is too long")
        control = self.control & ~_DERIVED_CONTROL | SE_SELF_RELATIVE
        control |= SE_DACL_PRESENT if self.dacl is not None else 0
        control |= SE_SACL_PRESENT if self.sacl is not None else 0
        return _HEADER.pack(_REVISION, 0, control, *offsets) + b"".join(parts)


def _decode_acl(data: bytes, offset: int) -> Acl:
    if len(data) - offset < _ACL.size:
        raise InvalidObjectError("an access control list is cut off")
    revision, _, size, count, _ = _ACL.unpack_from(data, offset)
    end = offset + size
    if revision not in _ACL_REVISIONS or size < _ACL.size or end > len(data):
        raise InvalidObjectError(f"no access control list: revision {revision}, {size} octets")
    entries, place = [], offset + _ACL.size
    for _ in range(count):
        entry, place = _decode_ace(data, place, end)
        entries.append(entry)
    return tuple(entries)


def _decode_ace(data: bytes, offset: int, end: int) -> tuple[Ace, int]:
    if end - offset < _ACE.size:
        raise InvalidObjectError("an access control entry is cut off")
    kind, flags, size, mask = _ACE.unpack_from(data, offset)
    if size < _ACE.size or offset + size > end:
        raise InvalidObjectError(f"no access control entry has {size} octets here")
    if kind not in {ACCESS_ALLOWED, ACCESS_DENIED, SYSTEM_AUDIT}:
        raise InvalidParameterError(
            f"an access control entry is of kind {kind}", next_step="use Allow (0), Deny (1) or Audit (2)"
        )
    sid = Sid.decode(data[: offset + size], offset + _ACE.size)
    return Ace(kind, flags, mask, sid), offset + size


def _encode_acl(acl: Acl) -> bytes:
    entries = b"".join(
        _ACE.pack(ace.kind, ace.flags, _ACE.size + ace.sid.size_octets, ace.mask) + ace.sid.encode() for ace in acl
    )
    size = _ACL.size + len(entries)
    if size > _MAX_ACL_OCTETS:
        raise InvalidParameterError(f"an access control list of {size} octets is too long")
    return _ACL.pack(2, 0, size, len(acl), 0) + entries
