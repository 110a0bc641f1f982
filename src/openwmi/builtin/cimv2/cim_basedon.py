# SPDX-License-Identifier: Apache-2.0
"""CIM_BasedOn: a storage extent is made of another."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_dependency import CIM_Dependency
from openwmi.provider import prop, uint64


class CIM_BasedOn(CIM_Dependency, abstract=True):
    """A storage extent is made of another."""

    EndingAddress: uint64 | None = prop(description="Where it ends in the other.")
    StartingAddress: uint64 | None = prop(description="Where it starts in the other.")
