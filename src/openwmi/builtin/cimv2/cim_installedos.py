# SPDX-License-Identifier: Apache-2.0
"""CIM_InstalledOS: an operating system is installed on a computer."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_systemcomponent import CIM_SystemComponent
from openwmi.provider import prop


class CIM_InstalledOS(CIM_SystemComponent, abstract=True):
    """An operating system is installed on a computer."""

    PrimaryOS: bool | None = prop(description="Whether it is the one the computer starts by itself.")
