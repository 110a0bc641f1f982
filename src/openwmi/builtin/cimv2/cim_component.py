# SPDX-License-Identifier: Apache-2.0
"""CIM_Component: one element is part of another."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_managedsystemelement import CIM_ManagedSystemElement
from openwmi.provider import CimClass, Ref, key


class CIM_Component(CimClass, namespace="root/cimv2", abstract=True, association=True):
    """One element is part of another."""

    GroupComponent: Ref[CIM_ManagedSystemElement] = key(description="The whole.")
    PartComponent: Ref[CIM_ManagedSystemElement] = key(description="The part.")
