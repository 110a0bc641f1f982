# SPDX-License-Identifier: Apache-2.0
"""Bound event queries: what to wait for, and how to group it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from openwmi.model.casing import fold_text
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance
from openwmi.model.values import CimValue
from openwmi.wql.compare import RELATIONS
from openwmi.wql.embedded import MISSING, read_path
from openwmi.wql.evaluate import BatchFilter, Filter, Predicate
from openwmi.wql.nodes import (
    Comparison,
    Conjunction,
    Constant,
    Disjunction,
    EventStatement,
    Expression,
    Negation,
)
from openwmi.wql.render import render
from openwmi.wql.terms import Condition, Truth


@dataclass(frozen=True, slots=True)
class TargetClass:
    """A class whose instances an intrinsic event query watches.

    Attributes:
        name: In the class's spelling.
        is_exact: Whether derived classes are left out (`TargetInstance.__CLASS = "X"`).
        needs_polling: Whether some of it is covered by no event source, so that WITHIN applies.
    """

    name: str
    is_exact: bool
    needs_polling: bool


@dataclass(slots=True)
class BoundGrouping:
    """GROUP WITHIN.

    Attributes:
        within_s: Length of a window, in seconds.
        by: Paths of the properties that split the groups, in the class's spelling where it knows them.
        having: The condition on the number of events, or None.

    Spec: events.md §4.
    """

    within_s: int
    by: tuple[tuple[str, ...], ...]
    having: Expression | None

    def key(self, event: Instance) -> tuple[Hashable, ...]:
        """Return what tells the group of an event: equal for events of one group.

        Spec: events.md §4: NULL is a value, the case of texts does not count.
        """
        return tuple(_hashable(_value_or_null(event, path)) for path in self.by)

    def holds(self, number_of_events: int) -> bool:
        """Tell whether a closed window with so many events is delivered."""
        return self.having is None or _holds(self.having, number_of_events)


@dataclass(slots=True)
class BoundEvent:
    """An event query.

    Attributes:
        cim_class: The event class; events of derived classes match too.
        columns: As in BoundSelect; None for `*`.
        where: The condition on the event, or None when all qualify.
        within_s: The polling interval in seconds, or None without WITHIN.
        grouping: None without GROUP.
        targets: For instance events: the classes watched. None: not instance events, or all classes.
        statement: What was parsed.
    """

    cim_class: ClassDefinition
    columns: tuple[str, ...] | None
    where: Condition | None
    within_s: float | None
    grouping: BoundGrouping | None
    targets: tuple[TargetClass, ...] | None
    statement: EventStatement
    _filter: Filter = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._filter = Filter(self.where or Truth(True))

    @property
    def text(self) -> str:
        """The query in canonical spelling."""
        return render(self.statement)

    @property
    def polled(self) -> tuple[TargetClass, ...]:
        """The watched classes that somebody has to poll every `within_s` seconds."""
        return tuple(target for target in self.targets or () if target.needs_polling)

    def predicate(self, cim_class: ClassDefinition) -> Predicate | None:
        """Return a test for events of exactly this class, or None when all of them qualify."""
        return self._filter.for_class(cim_class).predicate

    def batch_filter(self, cim_class: ClassDefinition) -> BatchFilter | None:
        """Return a function that keeps the qualifying events of a batch, or None when all qualify."""
        return self._filter.for_class(cim_class).batch_filter

    def matches(self, event: Instance) -> bool:
        """Tell whether an event is of the right class and satisfies the condition."""
        if not event.is_a(self.cim_class.name):
            return False
        predicate = self.predicate(event.cim_class)
        return predicate is None or predicate(event)


def _holds(condition: Expression, count: int) -> bool:
    match condition:
        case Conjunction(operands):
            return all(_holds(operand, count) for operand in operands)
        case Disjunction(operands):
            return any(_holds(operand, count) for operand in operands)
        case Negation(operand):
            return not _holds(operand, count)
        case Comparison(operator=operator, right=Constant(value=int(limit))):
            return RELATIONS[operator](count, limit)
        case _:
            return False


def _value_or_null(event: Instance, path: tuple[str, ...]) -> CimValue:
    value = read_path(event, path)
    return None if value is MISSING else value


def _hashable(value: CimValue) -> Hashable:
    if isinstance(value, list):
        return tuple(map(_hashable, value))
    return fold_text(value) if isinstance(value, str) else value
