# SPDX-License-Identifier: Apache-2.0
"""CIM_DiskPartition: a stretch of a disk, as the partition table has it."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_storageextent import CIM_StorageExtent
from openwmi.provider import prop


class CIM_DiskPartition(CIM_StorageExtent, abstract=True):
    """A stretch of a disk, as the partition table has it."""

    Bootable: bool | None = prop(description="Whether a system can be started from it.")
    PrimaryPartition: bool | None = prop(description="Whether it is no part of an extended partition.")
