# SPDX-License-Identifier: Apache-2.0
"""Identity: on whose behalf a call is made."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import IntEnum


class ImpersonationLevel(IntEnum):
    """How far a server may act as its caller.

    Spec: reentrancy-and-security.md §2.
    """

    RPC_C_IMP_LEVEL_DEFAULT = 0
    RPC_C_IMP_LEVEL_ANONYMOUS = 1
    RPC_C_IMP_LEVEL_IDENTIFY = 2
    RPC_C_IMP_LEVEL_IMPERSONATE = 3
    RPC_C_IMP_LEVEL_DELEGATE = 4


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is calling.

    Attributes:
        name: The account's name, or `uid:<number>` for an account without one.
        uid: Number of the operating system's account; None when the caller has none here.
        gid: Number of its primary group, or None.
        groups: Numbers of all its groups, the primary one included.
        level: How far a provider may act as this caller.
        is_authenticated: Whether somebody vouches for the name.
        is_remote: Whether the call comes from another machine.
        is_private: Whether nobody can read along; a call within this machine counts as private.
        origin: Where the call comes from, for records: an address, or empty for this process.
    """

    name: str
    uid: int | None = None
    gid: int | None = None
    groups: frozenset[int] = frozenset()
    level: ImpersonationLevel = ImpersonationLevel.RPC_C_IMP_LEVEL_IMPERSONATE
    is_authenticated: bool = True
    is_remote: bool = False
    is_private: bool = True
    origin: str = ""

    @property
    def may_be_impersonated(self) -> bool:
        """Whether a provider may act as this caller, not only learn the name.

        Spec: reentrancy-and-security.md §2: IMPERSONATE is the least level that suffices.
        """
        return self.level >= ImpersonationLevel.RPC_C_IMP_LEVEL_IMPERSONATE


if sys.platform == "win32":

    def current_identity() -> Identity:
        """Return the account this process runs as; Windows accounts have no number here."""
        import getpass  # only here: importing it at the top slows down every start elsewhere

        return Identity(getpass.getuser())

else:
    import pwd

    def current_identity() -> Identity:
        """Return the account this process acts as now: the effective user and its groups."""
        uid, gid = os.geteuid(), os.getegid()
        try:
            name = pwd.getpwuid(uid).pw_name
        except KeyError:
            name = f"uid:{uid}"
        return Identity(name, uid, gid, frozenset(os.getgroups()) | {gid})
