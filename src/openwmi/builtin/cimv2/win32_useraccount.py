# SPDX-License-Identifier: Apache-2.0
"""Win32_UserAccount: the users.

Spec: cimwin32-subset.md §1.
"""

from __future__ import annotations

import pwd
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from openwmi.builtin.cimv2.win32_account import SID_USER, Win32_Account
from openwmi.builtin.linux.accounts import parse_shadow, user_named, user_sid
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.linux.textfiles import read_text
from openwmi.builtin.readings import Readings, restricted_to
from openwmi.model.names import fold
from openwmi.provider import InstanceProvider, Request, prop, uint32

NORMAL_ACCOUNT = 512


class Win32_UserAccount(Win32_Account):
    """A user."""

    AccountType: uint32 | None = prop(description="The kind of account, as flags; 512 is an ordinary one.")
    Disabled: bool | None = prop(
        description="Whether it cannot log in by password; NULL when the server may not know.", write=True
    )
    FullName: str | None = prop(description="The name of the person.")
    Lockout: bool | None = prop(description="Whether too many wrong passwords barred it.")
    PasswordChangeable: bool | None = prop(description="Whether its password can be changed.")
    PasswordExpires: bool | None = prop(description="Whether its password expires.")
    PasswordRequired: bool | None = prop(description="Whether it must have a password.")


class AccountFacts:
    """What all users of a machine have in common, read at first use."""

    def __init__(self, machine: Machine) -> None:
        """Look at a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    @cached_property
    def computer(self) -> str:
        """The name of the computer."""
        return self._machine.computer_name()

    @cached_property
    def locked(self) -> Mapping[str, bool]:
        """Whether an account cannot log in by password, by name; for root only."""
        return parse_shadow(read_text(self._machine.root / "etc/shadow") or "")


class UserView:
    """What is known of one user."""

    def __init__(self, entry: pwd.struct_passwd, around: AccountFacts) -> None:
        """Look at a user.

        Args:
            entry: Its line of the account database.
            around: What all users have in common.
        """
        self.entry = entry
        self.around = around


READINGS: Readings[UserView, Win32_UserAccount] = Readings(
    Win32_UserAccount,
    {
        "Domain": lambda user: user.around.computer,
        "Name": lambda user: user.entry.pw_name,
        "Caption": lambda user: f"{user.around.computer}\\{user.entry.pw_name}",
        "Description": lambda user: user.entry.pw_gecos or None,
        "FullName": lambda user: user.entry.pw_gecos.partition(",")[0] or None,
        "SID": lambda user: user_sid(user.entry.pw_uid),
        "SIDType": lambda _: SID_USER,
        "LocalAccount": lambda _: True,
        "AccountType": lambda _: NORMAL_ACCOUNT,
        "Disabled": lambda user: user.around.locked.get(user.entry.pw_name),
        "Status": lambda _: "OK",
    },
)
"""How it is read. Lockout and the rules for passwords are PAM's, which cannot be asked: NULL."""


class UserAccounts(InstanceProvider[Win32_UserAccount]):
    """The users the name service lists."""

    def __init__(
        self, machine: Machine = THIS_MACHINE, list_users: Callable[[], list[pwd.struct_passwd]] = pwd.getpwall
    ) -> None:
        """Serve the users of a machine.

        Args:
            machine: The machine.
            list_users: Lists the account database.
        """
        self._machine = machine
        self._list_users = list_users

    def enumerate(self, request: Request) -> Iterator[Win32_UserAccount]:
        """Yield the users; one that is asked for by name need not be in the list."""
        make = READINGS.maker(request)
        around = AccountFacts(self._machine)
        for entry in self._wanted(restricted_to(request, "Name")):
            yield make(UserView(entry, around))

    def _wanted(self, names: frozenset[str] | None) -> Iterator[pwd.struct_passwd]:
        """Yield entries, each name once: the name service may list a user of several sources."""
        seen: set[str] = set()
        # Name services of networks may find accounts that they do not list.
        found = [entry for name in sorted(names or ()) if (entry := user_named(name)) is not None]
        for entry in [*self._list_users(), *found]:
            if entry.pw_name not in seen and (names is None or fold(entry.pw_name) in names):
                seen.add(entry.pw_name)
                yield entry
