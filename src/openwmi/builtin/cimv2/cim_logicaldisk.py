# SPDX-License-Identifier: Apache-2.0
"""CIM_LogicalDisk: storage with a file system, as users see it."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_storageextent import CIM_StorageExtent
from openwmi.provider import prop, uint64


class CIM_LogicalDisk(CIM_StorageExtent, abstract=True):
    """Storage with a file system, as users see it."""

    FreeSpace: uint64 | None = prop(units="bytes", description="Room that is left for users.")
    Size: uint64 | None = prop(units="bytes", description="Room in all.")
