# SPDX-License-Identifier: Apache-2.0
"""Accounts: which principals a caller is, by the accounts and groups of the operating system."""

from __future__ import annotations

import sys
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from openwmi.security import sid
from openwmi.security.identity import Identity
from openwmi.security.sid import Sid

ADMINISTRATOR_GROUPS: Final = ("root", "wheel", "sudo", "admin")
"""Groups whose members are administrators. Choice: those whose members may become root by convention."""

_ROOT: Final = 0

if sys.platform == "win32":

    @lru_cache(maxsize=1)
    def administrator_gids() -> frozenset[int]:
        """Return the numbers of the groups of administrators; groups have no numbers here."""
        return frozenset()

else:
    import grp

    @lru_cache(maxsize=1)
    def administrator_gids() -> frozenset[int]:
        """Return the numbers of those groups of ADMINISTRATOR_GROUPS that this machine has."""
        found = set()
        for name in ADMINISTRATOR_GROUPS:
            try:
                found.add(grp.getgrnam(name).gr_gid)
            except KeyError:
                continue
        return frozenset(found)


def is_administrator(caller: Identity, owners: Collection[int] = ()) -> bool:
    """Return whether a caller is root, owns what is asked for, or is in a group of administrators.

    Args:
        caller: Whoever asks.
        owners: Numbers of accounts that count as administrators here: those the files belong to.
    """
    if caller.uid is None:
        return False
    return is_owner(caller, owners) or not administrator_gids().isdisjoint(caller.groups)


def is_owner(caller: Identity, owners: Collection[int]) -> bool:
    """Return whether a caller is root or owns what is asked for."""
    return caller.uid is not None and (caller.uid == _ROOT or caller.uid in owners)


def principals_of(caller: Identity, owners: Collection[int] = ()) -> frozenset[Sid]:
    """Return everything that a caller is for an access check.

    Args:
        caller: Whoever asks.
        owners: See `is_administrator`.

    Choice: root is SY as well as BA; nobody is LS or NS, for no account here is meant by them.
    """
    found = {sid.EVERYONE, sid.NETWORK if caller.is_remote else sid.INTERACTIVE}
    if caller.uid is None and not caller.is_authenticated:
        return frozenset(found | {sid.ANONYMOUS})
    found |= {sid.AUTHENTICATED_USERS, sid.USERS}
    if caller.uid is not None:
        found.add(sid.user_sid(caller.uid))
    found.update(map(sid.group_sid, caller.groups))
    if caller.uid == _ROOT:
        found.add(sid.LOCAL_SYSTEM)
    if is_administrator(caller, owners):
        found.add(sid.ADMINISTRATORS)
    return frozenset(found)
