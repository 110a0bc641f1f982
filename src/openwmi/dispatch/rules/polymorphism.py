# SPDX-License-Identifier: Apache-2.0
"""A query on a class reads the class and all its subclasses."""

from __future__ import annotations

from dataclasses import replace

from openwmi.dispatch.plan import Scan, SelectPlan
from openwmi.dispatch.view import NamespaceView


def polymorphism(plan: SelectPlan, view: NamespaceView) -> SelectPlan:
    """Make one scan for each class that may have instances of its own.

    Spec: wql.md §4; object-model.md §12.4. With direct read, only for the named class.
    """
    named = plan.bound.cim_class
    classes = [named] if plan.direct_read else [named, *view.descendants(named.name)]
    return replace(plan, scans=tuple(Scan(c) for c in classes if not c.is_abstract))
