# SPDX-License-Identifier: Apache-2.0
"""Only the properties that somebody will look at are asked for."""

from __future__ import annotations

from dataclasses import replace

from openwmi.dispatch.plan import Scan, SelectPlan
from openwmi.dispatch.view import NamespaceView
from openwmi.model.system import is_system_property


def propertylist(plan: SelectPlan, view: NamespaceView) -> SelectPlan:
    """Push the selected properties, those of the WHERE, and the keys.

    Spec: wql.md §7.5; partial-instances.md §1.
    """
    del view
    return replace(plan, scans=tuple(_narrowed(scan, plan) for scan in plan.scans))


def _narrowed(scan: Scan, plan: SelectPlan) -> Scan:
    needed = plan.bound.needed_properties(scan.cim_class)
    if needed is None:
        return scan
    own = {name for name in needed if not is_system_property(name)}
    return replace(scan, properties=frozenset(own | set(scan.cim_class.key_names)))
