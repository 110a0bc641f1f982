# SPDX-License-Identifier: Apache-2.0
"""Providers that declare a query level are handed the query."""

from __future__ import annotations

from dataclasses import replace

from openwmi.dispatch.plan import Access, Scan, SelectPlan
from openwmi.dispatch.view import NamespaceView


def pushquery(plan: SelectPlan, view: NamespaceView) -> SelectPlan:
    """Hand over the text, re-targeted at the scan's own class.

    Results are filtered again, except for `WQL:V1ProviderDefined`.
    Spec: provider-model.md §4.1, §4.2; architecture: post-filter always.
    """
    return replace(plan, scans=tuple(_as_query(scan, plan, view) for scan in plan.scans))


def _as_query(scan: Scan, plan: SelectPlan, view: NamespaceView) -> Scan:
    if scan.record is None or scan.access is not Access.ENUMERATE:
        return scan
    role = view.instance_role(scan.record)
    if not role.takes_queries:
        return scan
    text = plan.bound.text_for(scan.cim_class.name)
    simpler = plan.bound.simplified_text_for(scan.cim_class.name)
    return replace(
        scan,
        access=Access.QUERY,
        query_text=text,
        simpler_text=simpler if simpler not in {text, f"SELECT * FROM {scan.cim_class.name}"} else "",
        post_filter=not role.filters_itself,
    )
