# SPDX-License-Identifier: Apache-2.0
"""CIM_LogicalElement: an element that is not physical: a system, a process, a service, a device as software sees it."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_managedsystemelement import CIM_ManagedSystemElement


class CIM_LogicalElement(CIM_ManagedSystemElement, abstract=True):
    """An element that is not physical: a system, a process, a service, a device as software sees it."""
