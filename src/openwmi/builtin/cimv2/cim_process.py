# SPDX-License-Identifier: Apache-2.0
"""CIM_Process: a running program."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicalelement import CIM_LogicalElement
from openwmi.builtin.cimv2.cimkey import CIM_KEY
from openwmi.provider import CimDatetime, key, prop, uint16, uint32, uint64


class CIM_Process(CIM_LogicalElement, abstract=True):
    """A running program."""

    CreationClassName: str | None = prop(description="The class this is an instance of.", qualifiers=CIM_KEY)
    CreationDate: CimDatetime | None = prop(description="When the process started.")
    CSCreationClassName: str | None = prop(description="The class of the computer.", qualifiers=CIM_KEY)
    CSName: str | None = prop(description="The name of the computer.", qualifiers=CIM_KEY)
    ExecutionState: uint16 | None = prop(description="Whether it is ready, running or blocked.")
    Handle: str = key(description="The process identifier as decimal text.")
    KernelModeTime: uint64 | None = prop(units="100 nanoseconds", description="Processor time spent in the kernel.")
    OSCreationClassName: str | None = prop(description="The class of the operating system.", qualifiers=CIM_KEY)
    OSName: str | None = prop(description="The name of the operating system.", qualifiers=CIM_KEY)
    Priority: uint32 | None = prop(description="How strongly the scheduler favours it, 0 to 31.")
    TerminationDate: CimDatetime | None = prop(description="When the process ended.")
    UserModeTime: uint64 | None = prop(
        units="100 nanoseconds", description="Processor time spent in the program itself."
    )
    WorkingSetSize: uint64 | None = prop(units="bytes", description="Memory it occupies now.")
