# SPDX-License-Identifier: Apache-2.0
"""CIM_System: elements that work together as one."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicalelement import CIM_LogicalElement
from openwmi.builtin.cimv2.cimkey import CIM_KEY
from openwmi.provider import key, prop


class CIM_System(CIM_LogicalElement, abstract=True):
    """Elements that work together as one."""

    CreationClassName: str | None = prop(description="The class this is an instance of.", qualifiers=CIM_KEY)
    Name: str = key(description="The name of the system.")
    NameFormat: str | None = prop(description="How the name was chosen.")
    PrimaryOwnerContact: str | None = prop(description="How to reach the owner.")
    PrimaryOwnerName: str | None = prop(description="Who owns the system.")
    Roles: list[str] | None = prop(description="What the system does for others.")
