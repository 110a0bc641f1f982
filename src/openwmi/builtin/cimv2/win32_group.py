# SPDX-License-Identifier: Apache-2.0
"""Win32_Group: the groups.

Spec: cimwin32-subset.md §1.
"""

from __future__ import annotations

import grp
from collections.abc import Callable, Iterator

from openwmi.builtin.cimv2.win32_account import SID_ALIAS, Win32_Account
from openwmi.builtin.linux.accounts import group_named, group_sid
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.readings import restricted_to
from openwmi.model.names import fold
from openwmi.provider import InstanceProvider, Request


class Win32_Group(Win32_Account):
    """A group."""


class Groups(InstanceProvider[Win32_Group]):
    """The groups the name service lists."""

    def __init__(
        self, machine: Machine = THIS_MACHINE, list_groups: Callable[[], list[grp.struct_group]] = grp.getgrall
    ) -> None:
        """Serve the groups of a machine.

        Args:
            machine: The machine.
            list_groups: Lists the group database.
        """
        self._machine = machine
        self._list_groups = list_groups

    def enumerate(self, request: Request) -> Iterator[Win32_Group]:
        """Yield the groups; one that is asked for by name need not be in the list."""
        computer = self._machine.computer_name()
        for entry in self._wanted(restricted_to(request, "Name")):
            yield Win32_Group(
                Domain=computer,
                Name=entry.gr_name,
                Caption=f"{computer}\\{entry.gr_name}",
                Description=entry.gr_name,
                SID=group_sid(entry.gr_gid),
                SIDType=SID_ALIAS,
                LocalAccount=True,
                Status="OK",
            )

    def _wanted(self, names: frozenset[str] | None) -> Iterator[grp.struct_group]:
        """Yield entries, each name once: the name service may list a group of several sources."""
        seen: set[str] = set()
        # Name services of networks may find groups that they do not list.
        found = [entry for name in sorted(names or ()) if (entry := group_named(name)) is not None]
        for entry in [*self._list_groups(), *found]:
            if entry.gr_name not in seen and (names is None or fold(entry.gr_name) in names):
                seen.add(entry.gr_name)
                yield entry
