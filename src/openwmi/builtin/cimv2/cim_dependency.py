# SPDX-License-Identifier: Apache-2.0
"""CIM_Dependency: one element needs another."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_managedsystemelement import CIM_ManagedSystemElement
from openwmi.provider import CimClass, Ref, key


class CIM_Dependency(CimClass, namespace="root/cimv2", abstract=True, association=True):
    """One element needs another."""

    Antecedent: Ref[CIM_ManagedSystemElement] = key(description="The element that is needed.")
    Dependent: Ref[CIM_ManagedSystemElement] = key(description="The element that needs it.")
