# SPDX-License-Identifier: Apache-2.0
"""Win32_SystemDevices: which computer a device belongs to.

Spec: cimwin32-subset.md §6; object-model.md §12.6.
"""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_systemdevice import CIM_SystemDevice
from openwmi.builtin.cimv2.win32_computersystem import Win32_ComputerSystem
from openwmi.provider import Ref


class Win32_SystemDevices(CIM_SystemDevice, abstract=True):
    """A device belongs to a computer. Its subclasses say which.

    Choice: abstract here; what other devices there are has no class yet.
    """

    GroupComponent: Ref[Win32_ComputerSystem]  # type: ignore[mutable-override]  # CIM narrows references in subclasses
