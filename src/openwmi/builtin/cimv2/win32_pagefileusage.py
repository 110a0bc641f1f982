# SPDX-License-Identifier: Apache-2.0
"""Win32_PageFileUsage: the swap areas.

Spec: cimwin32-subset.md §1.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.cim_logicalelement import CIM_LogicalElement
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.provider import InstanceProvider, Request, key, prop, uint32

_KB_PER_MB = 1024


class Win32_PageFileUsage(CIM_LogicalElement):
    """A swap area in use."""

    AllocatedBaseSize: uint32 | None = prop(units="megabytes", description="Its size.")
    CurrentUsage: uint32 | None = prop(units="megabytes", description="How much of it is in use.")
    Name: str = key(description="Its device or file.")
    PeakUsage: uint32 | None = prop(units="megabytes", description="The most of it that was in use.")
    TempPageFile: bool | None = prop(description="Whether it was made because there was no other.")


class PageFiles(InstanceProvider[Win32_PageFileUsage]):
    """The swap areas in use. The kernel does not remember their PeakUsage: NULL."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the swap areas of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_PageFileUsage]:
        """Yield the swap areas."""
        del request  # one file tells everything
        for area in self._machine.kernel.swaps():
            yield Win32_PageFileUsage(
                Name=area.name,
                Caption=area.name,
                Description=area.name,
                AllocatedBaseSize=area.size_kb // _KB_PER_MB,
                CurrentUsage=area.used_kb // _KB_PER_MB,
                TempPageFile=False,
            )
