# SPDX-License-Identifier: Apache-2.0
"""CIM_ElementSetting: an element has settings."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_managedsystemelement import CIM_ManagedSystemElement
from openwmi.builtin.cimv2.cim_setting import CIM_Setting
from openwmi.provider import CimClass, Ref, key


class CIM_ElementSetting(CimClass, namespace="root/cimv2", abstract=True, association=True):
    """An element has settings."""

    Element: Ref[CIM_ManagedSystemElement] = key(description="The element.")
    Setting: Ref[CIM_Setting] = key(description="Its settings.")
