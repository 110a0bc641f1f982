# SPDX-License-Identifier: Apache-2.0
"""CIM_ServiceServiceDependency: one service needs another."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_dependency import CIM_Dependency
from openwmi.provider import prop, uint16


class CIM_ServiceServiceDependency(CIM_Dependency, abstract=True):
    """One service needs another."""

    TypeOfDependency: uint16 | None = prop(
        description="What is needed of the other service.",
        values={0: "Unknown", 1: "Other", 2: "Service Must Have Completed", 3: "Service Must Be Started"},
    )
