# SPDX-License-Identifier: Apache-2.0
"""CIM_BIOSElement: the firmware that starts the computer."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_softwareelement import CIM_SoftwareElement
from openwmi.provider import prop


class CIM_BIOSElement(CIM_SoftwareElement, abstract=True):
    """The firmware that starts the computer."""

    PrimaryBIOS: bool | None = prop(description="Whether it is the firmware of the computer, not of a card.")
