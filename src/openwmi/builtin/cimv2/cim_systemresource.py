# SPDX-License-Identifier: Apache-2.0
"""CIM_SystemResource: something of a system that its devices and programs use."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicalelement import CIM_LogicalElement


class CIM_SystemResource(CIM_LogicalElement, abstract=True):
    """Something of a system that its devices and programs use."""
