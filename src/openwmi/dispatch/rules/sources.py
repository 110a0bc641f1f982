# SPDX-License-Identifier: Apache-2.0
"""Dynamic classes are read from their provider, all others from the repository."""

from __future__ import annotations

from dataclasses import replace

from openwmi.dispatch.plan import Scan, SelectPlan
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import WbemError


def sources(plan: SelectPlan, view: NamespaceView) -> SelectPlan:
    """Find the registration of each dynamic class.

    A registration that cannot work fails its own scan when it runs, not the plan: the other
    classes of a union still answer.

    Spec: provider-model.md §4.4, §6.
    """
    return replace(plan, scans=tuple(with_source(scan, view) for scan in plan.scans))


def with_source(scan: Scan, view: NamespaceView) -> Scan:
    """Return the scan with the registration of its class's provider, or with why there is none."""
    if not scan.cim_class.is_dynamic:
        return scan
    try:
        record = view.record_of(scan.cim_class)
        view.instance_role(record)
    except WbemError as error:
        return replace(scan, unavailable=error)
    return replace(scan, record=record)
