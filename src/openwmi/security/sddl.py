# SPDX-License-Identifier: Apache-2.0
r"""SDDL: security descriptors as people write them, `O:BAG:BAD:(A;CI;0x60003;;;WD)`.

    descriptor  ::=  part*                  each of O: G: D: S: at most once, in any order
    part        ::=  O:sid | G:sid | D:control ace* | S:control ace*
    control     ::=  P | AR | AI ...        AR is read and means nothing here
    ace         ::=  ( kind ; flag* ; rights ; ; ; sid )

Spec: reentrancy-and-security.md §4.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from openwmi.errors import InvalidParameterError
from openwmi.security import descriptor as sd
from openwmi.security import rights, sid
from openwmi.security.descriptor import Ace, Acl, SecurityDescriptor
from openwmi.security.sid import Sid

MAX_CHARACTERS: Final = 65536

ALIASES: Final[Mapping[str, Sid]] = MappingProxyType(
    {
        "AN": sid.ANONYMOUS,
        "AU": sid.AUTHENTICATED_USERS,
        "BA": sid.ADMINISTRATORS,
        "BU": sid.USERS,
        "IU": sid.INTERACTIVE,
        "LS": sid.LOCAL_SERVICE,
        "NS": sid.NETWORK_SERVICE,
        "NU": sid.NETWORK,
        "SY": sid.LOCAL_SYSTEM,
        "WD": sid.EVERYONE,
    }
)
_ALIAS_OF: Final = MappingProxyType({principal: alias for alias, principal in ALIASES.items()})

RIGHTS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "CC": rights.WBEM_ENABLE,
        "DC": rights.WBEM_METHOD_EXECUTE,
        "LC": rights.WBEM_FULL_WRITE_REP,
        "SW": rights.WBEM_PARTIAL_WRITE_REP,
        "RP": rights.WBEM_WRITE_PROVIDER,
        "WP": rights.WBEM_REMOTE_ACCESS,
        "DT": rights.WBEM_RIGHT_SUBSCRIBE,
        "LO": rights.WBEM_RIGHT_PUBLISH,
        "RC": rights.READ_CONTROL,
        "WD": rights.WRITE_DAC,
        "GA": rights.ALL_RIGHTS,
        "GR": rights.WBEM_ENABLE | rights.READ_CONTROL,
        "GW": rights.WBEM_FULL_WRITE_REP | rights.WBEM_PARTIAL_WRITE_REP | rights.WBEM_WRITE_PROVIDER,
        "GX": rights.WBEM_METHOD_EXECUTE,
    }
)
"""Two letters and the rights they stand for. Choice: what the four generic rights mean for a namespace."""

_KINDS: Final[Mapping[str, int]] = MappingProxyType(
    {"A": sd.ACCESS_ALLOWED, "D": sd.ACCESS_DENIED, "AU": sd.SYSTEM_AUDIT}
)
_KIND_OF: Final = MappingProxyType({value: letters for letters, value in _KINDS.items()})
_FLAGS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "OI": sd.OBJECT_INHERIT,
        "CI": sd.CONTAINER_INHERIT,
        "NP": sd.NO_PROPAGATE,
        "IO": sd.INHERIT_ONLY,
        "ID": sd.INHERITED,
        "SA": sd.SUCCESSFUL_ACCESS,
        "FA": sd.FAILED_ACCESS,
    }
)
_CONTROLS: Final[Mapping[str, int]] = MappingProxyType(
    {"P": sd.SE_DACL_PROTECTED, "AI": sd.SE_DACL_AUTO_INHERITED, "AR": 0}
)
# Compiled when first used, for most commands read no SDDL.
_PART: Final = r"([OGDS]):([^:(]*?(?=[OGDS]:|\(|\Z))((?:\([^()]*\)\s*)*)"
_CONTROL: Final = r"AI|AR|P"
_MASK: Final = r"0X[0-9A-F]{1,8}|[0-9]{1,10}"


def parse_sddl(text: str) -> SecurityDescriptor:
    """Return the descriptor that a text describes.

    Raises:
        InvalidParameterError: It is not SDDL, or uses more of it than a namespace knows.
    """
    if len(text) > MAX_CHARACTERS:
        raise InvalidParameterError(f"SDDL of {len(text)} characters; {MAX_CHARACTERS} is the most")
    parts: dict[str, tuple[str, str]] = {}
    place, stripped = 0, text.strip()
    part = re.compile(_PART, re.ASCII | re.IGNORECASE)
    while place < len(stripped):
        found = part.match(stripped, place)
        if found is None or found[1].upper() in parts:
            raise _fault(text, stripped[place : place + 20])
        parts[found[1].upper()] = (found[2].strip().upper(), found[3])
        place = found.end()
    control = _control(parts["D"][0], text) if "D" in parts else 0
    if "S" in parts:
        _control(parts["S"][0], text)
    return SecurityDescriptor(
        _principal(*parts["O"], text) if "O" in parts else None,
        _principal(*parts["G"], text) if "G" in parts else None,
        _acl(parts["D"][1], text) if "D" in parts else None,
        _acl(parts["S"][1], text) if "S" in parts else None,
        control,
    )


def format_sddl(descriptor: SecurityDescriptor) -> str:
    """Return the text of a descriptor; reading it again gives an equal one, but for unknown control bits.

    Raises:
        InvalidParameterError: An entry has a flag or a kind that has no letters.
    """
    parts = []
    if descriptor.owner is not None:
        parts.append(f"O:{_spelled(descriptor.owner)}")
    if descriptor.group is not None:
        parts.append(f"G:{_spelled(descriptor.group)}")
    if descriptor.dacl is not None:
        letters = "".join(name for name, bit in _CONTROLS.items() if bit & descriptor.control)
        parts.append(f"D:{letters}{''.join(map(_format_ace, descriptor.dacl))}")
    if descriptor.sacl is not None:
        parts.append(f"S:{''.join(map(_format_ace, descriptor.sacl))}")
    return "".join(parts)


def _fault(text: str, at: str) -> InvalidParameterError:
    return InvalidParameterError(
        f"the SDDL {text!r:.120} cannot be read at {at!r:.60}", next_step="write it like O:BAG:BAD:(A;CI;0x3;;;AU)"
    )


def _control(letters: str, text: str) -> int:
    bits = 0
    for name in re.findall(_CONTROL, letters):
        bits |= _CONTROLS[name]
    if re.sub(_CONTROL, "", letters):
        raise _fault(text, letters)
    return bits


def _principal(letters: str, entries: str, text: str) -> Sid:
    if entries:
        raise _fault(text, entries)
    return ALIASES.get(letters) or Sid.parse(letters)


def _acl(entries: str, text: str) -> Acl:
    return tuple(_parse_ace(entry.rstrip().rstrip(")"), text) for entry in entries.split("(")[1:])


def _parse_ace(entry: str, text: str) -> Ace:
    fields = [field.strip().upper() for field in entry.split(";")]
    if len(fields) != 6 or fields[3] or fields[4] or fields[0] not in _KINDS:
        raise _fault(text, entry)
    flags = 0
    for name in _pairs(fields[1]):
        if name not in _FLAGS:
            raise _fault(text, entry)
        flags |= _FLAGS[name]
    return Ace(_KINDS[fields[0]], flags, _mask(fields[2], text), _principal(fields[5], "", text))


def _mask(letters: str, text: str) -> int:
    if re.fullmatch(_MASK, letters):
        number = int(letters, 16 if letters.startswith("0X") else 10)
        if number > 0xFFFFFFFF:
            raise _fault(text, letters)
        return number
    mask = 0
    for name in _pairs(letters):
        if name not in RIGHTS:
            raise _fault(text, letters)
        mask |= RIGHTS[name]
    return mask


def _pairs(letters: str) -> list[str]:
    return [letters[index : index + 2] for index in range(0, len(letters), 2)]


def _spelled(principal: Sid) -> str:
    return _ALIAS_OF.get(principal) or str(principal)


def _format_ace(ace: Ace) -> str:
    flags = "".join(name for name, bit in _FLAGS.items() if bit & ace.flags)
    if ace.kind not in _KIND_OF or ace.flags & ~sum(_FLAGS.values()):
        raise InvalidParameterError(f"an entry of kind {ace.kind} with flags {ace.flags:#x} has no SDDL")
    return f"({_KIND_OF[ace.kind]};{flags};{ace.mask:#x};;;{_spelled(ace.sid)})"
