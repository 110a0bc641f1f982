# SPDX-License-Identifier: Apache-2.0
"""CIM_SystemComponent: an element is part of a system."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_component import CIM_Component
from openwmi.builtin.cimv2.cim_system import CIM_System
from openwmi.provider import Ref


class CIM_SystemComponent(CIM_Component, abstract=True):
    """An element is part of a system."""

    GroupComponent: Ref[CIM_System]  # type: ignore[mutable-override]  # CIM narrows references in subclasses
