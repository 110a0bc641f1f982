# SPDX-License-Identifier: Apache-2.0
"""CIM_DiskDrive: a disk."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_mediaaccessdevice import CIM_MediaAccessDevice


class CIM_DiskDrive(CIM_MediaAccessDevice, abstract=True):
    """A disk."""
