# SPDX-License-Identifier: Apache-2.0
"""A query that fixes all keys is a get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from openwmi.dispatch.plan import Access, Scan, SelectPlan
from openwmi.dispatch.view import NamespaceView
from openwmi.model.objectpath import KeyValue, ObjectPath


def keyget(plan: SelectPlan, view: NamespaceView) -> SelectPlan:
    """Turn scans with `=` on every key, joined by AND, into gets; the WHERE is still evaluated.

    Spec: wql.md §7.4.
    """
    equal = {name.lower(): value for name, value in plan.bound.key_equalities().items()}
    if not equal:
        return plan
    return replace(plan, scans=tuple(_as_get(scan, equal, view) for scan in plan.scans))


def _as_get(scan: Scan, equal: Mapping[str, object], view: NamespaceView) -> Scan:
    names = scan.cim_class.key_names
    keys: list[tuple[str, KeyValue]] = []
    for name in names:
        value = equal.get(name.lower())
        if not isinstance(value, (str, int)):
            return scan
        keys.append((name, value))
    if not keys or (scan.record is not None and not view.instance_role(scan.record).supports_get):
        return scan
    return replace(scan, access=Access.GET, key_path=ObjectPath(scan.cim_class.name, tuple(keys)))
