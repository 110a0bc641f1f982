# SPDX-License-Identifier: Apache-2.0
"""CIM_Service: a program that serves others, usually without a window."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicalelement import CIM_LogicalElement
from openwmi.builtin.cimv2.cimkey import CIM_KEY
from openwmi.provider import key, prop


class CIM_Service(CIM_LogicalElement, abstract=True):
    """A program that serves others, usually without a window."""

    CreationClassName: str | None = prop(description="The class this is an instance of.", qualifiers=CIM_KEY)
    Name: str = key(description="The name that identifies the service.")
    Started: bool | None = prop(description="Whether it has been started.")
    StartMode: str | None = prop(description="When it is started: Auto, Manual or Disabled.")
    SystemCreationClassName: str | None = prop(description="The class of the computer.", qualifiers=CIM_KEY)
    SystemName: str | None = prop(description="The name of the computer.", qualifiers=CIM_KEY)
