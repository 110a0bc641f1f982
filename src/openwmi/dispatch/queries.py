# SPDX-License-Identifier: Apache-2.0
"""Queries: from WQL text to a plan, and from a plan to objects. A table tells which kind does what."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from openwmi.dispatch.associations import run_association
from openwmi.dispatch.classes import run_schema
from openwmi.dispatch.execute import run_select
from openwmi.dispatch.extensions import read_get_extensions
from openwmi.dispatch.outcome import Outcome
from openwmi.dispatch.plan import Scan, SelectPlan
from openwmi.dispatch.planner import plan_select
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import InvalidQueryError
from openwmi.model.cimobject import CimObject
from openwmi.model.flags import WBEM_FLAG_DIRECT_READ, WBEM_FLAG_SHALLOW
from openwmi.provider.context import CallContext
from openwmi.wql.bind import bind
from openwmi.wql.bound import BoundAssociation, BoundSchema, BoundSelect
from openwmi.wql.language import check_language
from openwmi.wql.nodes import Dialect, SelectStatement
from openwmi.wql.parser import parse


@dataclass(frozen=True, slots=True)
class SchemaPlan:
    """A schema query: every class definition is looked at."""

    bound: BoundSchema

    def lines(self) -> Iterator[str]:
        """Yield the plan as text."""
        yield self.bound.text
        yield "  class definitions: repository; condition by the core"

    def __str__(self) -> str:
        return "\n".join(self.lines())


@dataclass(frozen=True, slots=True)
class AssociationPlan:
    """An association query: which associations are followed is found out while it runs."""

    bound: BoundAssociation

    def lines(self) -> Iterator[str]:
        """Yield the plan as text."""
        yield self.bound.text
        yield "  stored associations: reference index of the repository"
        yield "  provided associations: their providers, with the source's path pushed down"
        yield "  by the core: the options, and fetching the other ends"

    def __str__(self) -> str:
        return "\n".join(self.lines())


Plan: TypeAlias = SelectPlan | SchemaPlan | AssociationPlan


def plan_query(language: str | None, text: str | None, view: NamespaceView, flags: int = 0) -> Plan:
    """Parse, bind and plan a query of the data, schema or association dialect; nothing is asked yet.

    Raises:
        InvalidParameterError: No language or no text.
        InvalidQueryTypeError: Another language than WQL.
        InvalidQueryError: The text is wrong; carries the position.
        InvalidClassError: The class does not exist.
        QuotaViolationError: Too long or too complex.

    Spec: wql.md, introduction, §8.
    """
    bound = bind(parse(check_language(language, text), Dialect.DATA), view.classes)
    if isinstance(bound, BoundSelect):
        return plan_select(bound, view, flags)
    if isinstance(bound, BoundSchema):
        return SchemaPlan(bound)
    if isinstance(bound, BoundAssociation):
        return AssociationPlan(bound)
    raise InvalidQueryError("an event query cannot be executed as a data query")


def plan_enumeration(
    class_name: str, view: NamespaceView, call: CallContext, flags: int = 0, properties: Collection[str] | None = None
) -> SelectPlan:
    """Plan the enumeration of a class: a query for everything.

    Args:
        class_name: The class.
        view: The namespace.
        call: Its named values may ask for some properties only.
        flags: WBEM_FLAG_SHALLOW and …_DIRECT_READ leave subclasses out.
        properties: The only properties wanted, or None for all.

    Raises:
        InvalidClassError: No such class.
    """
    named = view.require_class(class_name)
    bound = BoundSelect(named, None, None, SelectStatement(None, named.name))
    alone = flags & (WBEM_FLAG_DIRECT_READ | WBEM_FLAG_SHALLOW)
    plan = plan_select(bound, view, WBEM_FLAG_DIRECT_READ if alone else 0)
    wanted = read_get_extensions(call.values).wanted(named.key_names) if properties is None else properties
    return plan if wanted is None else replace(plan, scans=tuple(_asking_for(wanted, scan) for scan in plan.scans))


def _asking_for(wanted: Collection[str], scan: Scan) -> Scan:
    return replace(scan, properties=frozenset(wanted) | frozenset(scan.cim_class.key_names))


def run_query(plan: Plan, view: NamespaceView, call: CallContext, outcome: Outcome) -> Iterator[CimObject]:
    """Yield what a planned query gives: instances or class definitions."""
    if isinstance(plan, SelectPlan):
        return run_select(plan, view, call, outcome)
    if isinstance(plan, SchemaPlan):
        return run_schema(plan.bound, view, call)
    return run_association(plan.bound, view, call, outcome)


def columns_of(plan: Plan) -> tuple[str, ...] | None:
    """Return the select list in the order written, or None for `*` and queries without one."""
    return plan.bound.columns if isinstance(plan, SelectPlan) else None
