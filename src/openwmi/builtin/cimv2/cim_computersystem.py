# SPDX-License-Identifier: Apache-2.0
"""CIM_ComputerSystem: a system that computes."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_system import CIM_System


class CIM_ComputerSystem(CIM_System, abstract=True):
    """A system that computes."""
