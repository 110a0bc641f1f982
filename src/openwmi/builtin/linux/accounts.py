# SPDX-License-Identifier: Apache-2.0
"""Users and groups of the machine, as its name service switch gives them.

A synthetic SID stands for the identifier: S-1-22-1-uid for users, S-1-22-2-gid
for groups, the two authorities set aside for Unix accounts.
"""

from __future__ import annotations

import grp
import pwd


def user_sid(user_id: int) -> str:
    """Return the SID that stands for a user identifier."""
    return f"S-1-22-1-{user_id}"


def group_sid(group_id: int) -> str:
    """Return the SID that stands for a group identifier."""
    return f"S-1-22-2-{group_id}"


def user_name(user_id: int) -> str | None:
    """Return the name of a user.

    Args:
        user_id: Its identifier.

    Returns:
        The name; None when no account has this identifier.
    """
    try:
        return pwd.getpwuid(user_id).pw_name
    except KeyError:
        return None


def user_named(name: str) -> pwd.struct_passwd | None:
    """Return the account of a name; None when there is none."""
    try:
        return pwd.getpwnam(name)
    except (KeyError, ValueError):
        return None


def group_named(name: str) -> grp.struct_group | None:
    """Return the group of a name; None when there is none."""
    try:
        return grp.getgrnam(name)
    except (KeyError, ValueError):
        return None


def parse_shadow(text: str) -> dict[str, bool]:
    """Return which accounts cannot log in by password.

    Args:
        text: Content of /etc/shadow.

    Returns:
        True for accounts whose password field starts with "!" or "*", by name.
    """
    fields = (line.split(":") for line in text.splitlines())
    return {field[0]: field[1].startswith(("!", "*")) for field in fields if len(field) > 1}
