# SPDX-License-Identifier: Apache-2.0
"""Planner: a bound query becomes a plan by a visible sequence of rules."""

from __future__ import annotations

from typing import Final

from openwmi.dispatch.plan import SelectPlan
from openwmi.dispatch.rules.derivedfirst import derivedfirst
from openwmi.dispatch.rules.impossible import impossible
from openwmi.dispatch.rules.keyget import keyget
from openwmi.dispatch.rules.polymorphism import polymorphism
from openwmi.dispatch.rules.propertylist import propertylist
from openwmi.dispatch.rules.pushquery import pushquery
from openwmi.dispatch.rules.restrictions import restrictions
from openwmi.dispatch.rules.rule import Rule
from openwmi.dispatch.rules.sources import sources
from openwmi.dispatch.view import NamespaceView
from openwmi.model.flags import WBEM_FLAG_DIRECT_READ, WBEM_FLAG_ENSURE_LOCATABLE, WBEM_FLAG_PROTOTYPE
from openwmi.wql.bound import BoundSelect

RULES: Final[tuple[Rule, ...]] = (
    polymorphism,
    impossible,
    sources,
    propertylist,
    restrictions,
    keyget,
    pushquery,
    derivedfirst,
)


def plan_select(bound: BoundSelect, view: NamespaceView, flags: int = 0) -> SelectPlan:
    """Return how a data query will be answered; nothing is asked yet.

    Args:
        bound: The query.
        view: The namespace it is asked in.
        flags: WBEM_FLAG_ENSURE_LOCATABLE, …_DIRECT_READ and …_PROTOTYPE matter here.
    """
    plan = SelectPlan(
        bound,
        ensure_locatable=bool(flags & WBEM_FLAG_ENSURE_LOCATABLE),
        direct_read=bool(flags & WBEM_FLAG_DIRECT_READ),
        prototype=bool(flags & WBEM_FLAG_PROTOTYPE),
    )
    if plan.prototype:
        return plan
    for rule in RULES:
        plan = rule(plan, view)
    return plan
