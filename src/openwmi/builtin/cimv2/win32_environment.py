# SPDX-License-Identifier: Apache-2.0
"""Win32_Environment: the environment variables every log-in gets.

Spec: cimwin32-subset.md §1.
Deviation: the variables of /etc/environment, not those of the server's own process,
which are nobody's but the server's and may hold its secrets.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.cim_systemresource import CIM_SystemResource
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.linux.osrelease import parse_os_release
from openwmi.builtin.linux.textfiles import read_text
from openwmi.provider import InstanceProvider, Request, key, prop

SYSTEM_USER = "<SYSTEM>"


class Win32_Environment(CIM_SystemResource):
    """An environment variable."""

    Name: str = key(description="The name of the variable.")
    SystemVariable: bool | None = prop(description="Whether everybody has it.")
    UserName: str = key(description="Whose variable it is; <SYSTEM> for everybody's.")
    VariableValue: str | None = prop(description="Its value.")


class EnvironmentVariables(InstanceProvider[Win32_Environment]):
    """The variables of /etc/environment."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the variables of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_Environment]:
        """Yield the variables."""
        del request  # one file tells everything
        text = read_text(self._machine.root / "etc/environment") or ""
        for name, value in parse_os_release(text).items():
            yield Win32_Environment(
                Name=name,
                UserName=SYSTEM_USER,
                Caption=f"{SYSTEM_USER}\\{name}",
                Description=f"{SYSTEM_USER}\\{name}",
                VariableValue=value,
                SystemVariable=True,
                Status="OK",
            )
