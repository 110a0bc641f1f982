# SPDX-License-Identifier: Apache-2.0
"""Access: what a descriptor grants to whom, what children inherit, and which lists may be stored.

Spec: reentrancy-and-security.md §4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from openwmi.errors import InvalidParameterError
from openwmi.security import rights, sid
from openwmi.security.descriptor import (
    ACCESS_ALLOWED,
    ACCESS_DENIED,
    CONTAINER_INHERIT,
    INHERIT_ONLY,
    INHERITED,
    NO_PROPAGATE,
    OBJECT_INHERIT,
    Ace,
    Acl,
    SecurityDescriptor,
)
from openwmi.security.sid import Sid

_STORABLE_FLAGS: Final = OBJECT_INHERIT | CONTAINER_INHERIT | NO_PROPAGATE | INHERIT_ONLY | INHERITED
_OWNERS_RIGHTS: Final = rights.READ_CONTROL | rights.WRITE_DAC

DEFAULT_DESCRIPTOR: Final = SecurityDescriptor(
    sid.ADMINISTRATORS,
    sid.ADMINISTRATORS,
    (
        Ace(ACCESS_ALLOWED, CONTAINER_INHERIT, rights.ALL_RIGHTS, sid.ADMINISTRATORS),
        Ace(ACCESS_ALLOWED, CONTAINER_INHERIT, rights.EVERYBODYS_RIGHTS, sid.AUTHENTICATED_USERS),
        Ace(ACCESS_ALLOWED, CONTAINER_INHERIT, rights.EVERYBODYS_RIGHTS, sid.LOCAL_SERVICE),
        Ace(ACCESS_ALLOWED, CONTAINER_INHERIT, rights.EVERYBODYS_RIGHTS, sid.NETWORK_SERVICE),
    ),
)
"""What holds in `root` until somebody changes it, and below by inheritance."""


def granted_rights(descriptor: SecurityDescriptor, principals: Collection[Sid]) -> int:
    """Return the rights that somebody has who is all of these principals.

    The first entry that speaks of a right decides about it.

    Args:
        descriptor: Of the namespace, inherited entries included.
        principals: The account, its groups, and what it counts as.

    Choice: the owner may read the descriptor and change its list whatever the list says, so that nobody
        locks himself out for good; that is how access checks of Windows go elsewhere.
    """
    owned = _OWNERS_RIGHTS if descriptor.owner in principals else 0
    if descriptor.dacl is None:
        return rights.KNOWN_RIGHTS
    granted, decided = 0, 0
    for ace in descriptor.dacl:
        if ace.flags & INHERIT_ONLY or ace.sid not in principals:
            continue
        if ace.kind == ACCESS_ALLOWED:
            granted |= ace.mask & ~decided
        decided |= ace.mask
    return granted | owned


def canonical(dacl: Acl) -> Acl:
    """Return the entries in the order they are read in: own before inherited, denials before grants."""
    return tuple(sorted(dacl, key=lambda ace: (bool(ace.flags & INHERITED), ace.kind != ACCESS_DENIED)))


def explicit_entries(dacl: Acl) -> Acl:
    """Return the entries that were not inherited; only these are stored."""
    return tuple(ace for ace in dacl if not ace.flags & INHERITED)


def inherited_entries(parent: Acl) -> Iterator[Ace]:
    """Yield what a child namespace gets from its parent's list."""
    for ace in parent:
        if ace.flags & CONTAINER_INHERIT:
            kept = ace.flags & ~(INHERIT_ONLY | NO_PROPAGATE)
            if ace.flags & NO_PROPAGATE:
                kept &= ~(CONTAINER_INHERIT | OBJECT_INHERIT)
            yield replace(ace, flags=kept | INHERITED)


def below(parent: SecurityDescriptor, own: SecurityDescriptor | None) -> SecurityDescriptor:
    """Return the descriptor that holds in a namespace.

    Args:
        parent: What holds in the namespace above.
        own: What was set for this one, or None.

    Choice: what is inherited is looked up when it is needed, so that a change above holds below at once.
    Choice: a protected list inherits nothing.
    """
    child = own if own is not None else SecurityDescriptor(parent.owner, parent.group, ())
    if child.is_protected or child.dacl is None or parent.dacl is None:
        return child
    return child.with_dacl(canonical((*explicit_entries(child.dacl), *inherited_entries(parent.dacl))))


def check_storable(descriptor: SecurityDescriptor) -> None:
    """Refuse a descriptor that a namespace cannot have.

    Raises:
        InvalidParameterError: Owner and group are both missing, there is no list, or an entry of it says
            something that has no meaning.
    """
    if descriptor.owner is None and descriptor.group is None:
        raise InvalidParameterError("the security descriptor has neither owner nor group", next_step="set them to BA")
    if descriptor.dacl is None:
        raise InvalidParameterError(
            "the security descriptor has no DACL", next_step="add one; no list at all would grant everything"
        )
    for ace in descriptor.dacl:
        fault = _fault(ace)
        if fault:
            raise InvalidParameterError(f"the entry for {ace.sid} {fault}", where="DACL")


def _fault(ace: Ace) -> str:
    """Return what is wrong with an entry, or nothing."""
    both = rights.WBEM_PARTIAL_WRITE_REP | rights.WBEM_WRITE_PROVIDER
    if ace.kind not in {ACCESS_ALLOWED, ACCESS_DENIED}:
        return f"is of kind {ace.kind}, not Allow (0) or Deny (1)"
    if ace.flags & ~_STORABLE_FLAGS:
        return f"has unknown flags {ace.flags & ~_STORABLE_FLAGS:#x}"
    if ace.mask & ~rights.KNOWN_RIGHTS:
        return f"has unknown rights {ace.mask & ~rights.KNOWN_RIGHTS:#x}"
    if ace.mask & rights.WBEM_FULL_WRITE_REP and ace.mask & both != both:
        return "has WBEM_FULL_WRITE_REP without WBEM_PARTIAL_WRITE_REP and WBEM_WRITE_PROVIDER"
    if ace.flags & INHERIT_ONLY and not ace.flags & CONTAINER_INHERIT:
        return "has INHERIT_ONLY without CONTAINER_INHERIT"
    return ""
