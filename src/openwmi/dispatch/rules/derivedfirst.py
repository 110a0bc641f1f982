# SPDX-License-Identifier: Apache-2.0
"""Where two providers may know the same instance, the more derived one speaks first."""

from __future__ import annotations

from dataclasses import replace

from openwmi.dispatch.plan import Scan, SelectPlan
from openwmi.dispatch.view import NamespaceView


def derivedfirst(plan: SelectPlan, view: NamespaceView) -> SelectPlan:
    """Read subclasses before a dynamic ancestor that is read too, so that its duplicates can be dropped.

    Spec: object-model.md §12.4 (the most derived object per key is kept).
    """
    del view
    dynamic = {scan.cim_class.name.lower() for scan in plan.scans if scan.record is not None}
    if not any(_has_ancestor_in(scan, dynamic) for scan in plan.scans):
        return plan
    return replace(plan, scans=tuple(sorted(plan.scans, key=lambda scan: -len(scan.cim_class.derivation))))


def _has_ancestor_in(scan: Scan, names: set[str]) -> bool:
    return any(ancestor.lower() in names for ancestor in scan.cim_class.derivation)
