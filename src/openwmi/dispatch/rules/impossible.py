# SPDX-License-Identifier: Apache-2.0
"""Classes on which the WHERE can never hold are not read."""

from __future__ import annotations

from dataclasses import replace

from openwmi.dispatch.plan import SelectPlan
from openwmi.dispatch.view import NamespaceView


def impossible(plan: SelectPlan, view: NamespaceView) -> SelectPlan:
    """Drop the scans whose class makes the condition false, e.g. by a `__CLASS` term.

    Spec: wql.md §3, §4 (`__CLASS` narrows), §4.2 (constants out of range fold).
    """
    del view
    return replace(plan, scans=tuple(scan for scan in plan.scans if not plan.bound.never_in(scan.cim_class)))
