# SPDX-License-Identifier: Apache-2.0
"""Properties that may only have a few values are handed to the provider as such."""

from __future__ import annotations

from dataclasses import replace

from openwmi.dispatch.plan import SelectPlan
from openwmi.dispatch.view import NamespaceView


def restrictions(plan: SelectPlan, view: NamespaceView) -> SelectPlan:
    """Push `P = a`, `P = a OR P = b` that every row must satisfy; a provider may use them to find rows.

    Spec: provider-model.md §4.2; mi.md §4.5 (value pushdown).
    """
    del view
    found = plan.bound.restrictions()
    if not found:
        return plan
    return replace(
        plan,
        scans=tuple(replace(scan, restrictions=found) if scan.record else scan for scan in plan.scans),
    )
