# SPDX-License-Identifier: Apache-2.0
"""CIM_MediaPresent: a storage extent is on the medium of a device."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_dependency import CIM_Dependency
from openwmi.provider import prop


class CIM_MediaPresent(CIM_Dependency, abstract=True):
    """A storage extent is on the medium of a device."""

    FixedMedia: bool | None = prop(description="Whether the medium stays in the device.")
