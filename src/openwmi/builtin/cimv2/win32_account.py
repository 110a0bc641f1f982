# SPDX-License-Identifier: Apache-2.0
"""Win32_Account: what users and groups have in common."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicalelement import CIM_LogicalElement
from openwmi.provider import key, prop, uint8

SID_USER, SID_ALIAS = 1, 4
SID_TYPES = {SID_USER: "SidTypeUser", 2: "SidTypeGroup", 3: "SidTypeDomain", SID_ALIAS: "SidTypeAlias"}


class Win32_Account(CIM_LogicalElement, abstract=True):
    """An account of this machine, or one its name service knows."""

    Domain: str = key(description="The computer it belongs to.")
    LocalAccount: bool | None = prop(description="Whether it is defined on this machine.")
    Name: str = key(description="Its name.")
    SID: str | None = prop(description="Its security identifier; here a number of the system in the form of one.")
    SIDType: uint8 | None = prop(description="What the identifier stands for.", values=SID_TYPES)
