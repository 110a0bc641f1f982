# SPDX-License-Identifier: Apache-2.0
"""Event queries bound: the event class, what is watched, whether that needs polling, groups.

Spec: wql.md §6, §8.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from openwmi.errors import WbemError
from openwmi.model.cimclass import ClassDefinition
from openwmi.wql.bind_terms import bind_condition, find_property
from openwmi.wql.bound_event import BoundEvent, BoundGrouping, TargetClass
from openwmi.wql.columns import bind_columns, find_from_class
from openwmi.wql.compare import KINDS, Kind
from openwmi.wql.faults import Fault, query_error
from openwmi.wql.nodes import Comparison, Constant, Dialect, EventStatement, Grouping, Operator, PropertyPath
from openwmi.wql.terms import AllOf, AnyOf, Condition, InsideTest, IsaTest, Scope, Truth

Covered: TypeAlias = Callable[[ClassDefinition], bool]

INSTANCE_EVENT = "__InstanceOperationEvent"
TARGET = "TargetInstance"

_ExactByName: TypeAlias = dict[str, bool]


def needs_no_polling(cim_class: ClassDefinition) -> bool:
    """Tell whether events on instances of a class come without polling: for static classes they do.

    The default of `bind`; whoever knows the event providers gives a better answer.
    """
    return not cim_class.is_dynamic


def bind_event(statement: EventStatement, scope: Scope, covered: Covered) -> BoundEvent:
    """Return an event query bound to the classes of a namespace.

    Args:
        statement: What was parsed.
        scope: Where to look names up.
        covered: Tells whether events on instances of exactly this class come without polling.

    Raises:
        NotFoundError: No such event class.
        InvalidQueryError: An unknown property, or a constant that does not fit.
        WbemError: One of the codes of the specification's table.

    Spec: wql.md §6.
    """
    cim_class = find_from_class(statement, scope)
    if not cim_class.is_event:
        raise _refuse(
            Fault.NOT_EVENT_CLASS,
            f"FROM names {cim_class.name}, which does not derive from __Event",
            statement.class_position,
            "select from an event class, such as __InstanceModificationEvent",
        )
    columns = bind_columns(statement.columns, cim_class, scope)
    condition = bind_condition(statement.where, cim_class, scope) if statement.where else Truth(True)
    grouping = _bind_grouping(statement.grouping, cim_class) if statement.grouping else None
    targets = None
    if cim_class.is_a(INSTANCE_EVENT):
        targets = _bind_targets(statement, condition, scope, covered)
    where = None if condition == Truth(True) else condition
    return BoundEvent(cim_class, columns, where, statement.within_s, grouping, targets, statement)


def _bind_targets(
    statement: EventStatement, condition: Condition, scope: Scope, covered: Covered
) -> tuple[TargetClass, ...]:
    """Return the classes an instance event query watches.

    Raises:
        WbemError: WBEMESS_E_REGISTRATION_TOO_BROAD when it polls and names no class;
            WBEMESS_E_REGISTRATION_TOO_PRECISE when polling is needed and WITHIN is missing;
            WBEM_E_INVALID_CLASS for a class that does not exist.
    """
    named = _named_targets(condition)
    if named is None and statement.within_s is not None:
        raise _refuse(
            Fault.TOO_BROAD,
            f"{statement.class_name} would be polled for all classes",
            statement.class_position,
            f'add {TARGET} ISA "Class" to the WHERE',
        )
    targets = tuple(_target(name, is_exact, scope, covered) for name, is_exact in (named or {}).items())
    if statement.within_s is None and (named is None or any(target.needs_polling for target in targets)):
        culprits = ", ".join(target.name for target in targets if target.needs_polling)
        raise _refuse(
            Fault.TOO_PRECISE,
            f"no event provider reports on {culprits or 'all classes'}, and there is no polling interval",
            statement.class_position,
            f"add WITHIN and seconds after {statement.class_name}",
        )
    return targets


def _named_targets(condition: Condition) -> _ExactByName | None:
    """Return the classes that the target must belong to, and whether exactly; None when it may be any.

    Spec: events.md §3.1: `TargetInstance ISA "C"` or `TargetInstance.__CLASS = "C"`.
    """
    match condition:
        case Truth(False):
            return {}
        case IsaTest(name, class_name) if name == TARGET:
            return {class_name: False}
        case InsideTest(name, Comparison(PropertyPath((inner,)), Operator.EQUAL, Constant(str(class_name)))) if (
            name == TARGET and inner.upper() == "__CLASS"
        ):
            return {class_name: True}
        case AllOf(operands):
            return next((found for found in map(_named_targets, operands) if found is not None), None)
        case AnyOf(operands):
            return _union([_named_targets(operand) for operand in operands])
        case _:
            return None


def _union(parts: list[_ExactByName | None]) -> _ExactByName | None:
    result: _ExactByName = {}
    for part in parts:
        if part is None:
            return None
        for name, is_exact in part.items():
            result[name] = is_exact and result.get(name, True)
    return result


def _target(name: str, is_exact: bool, scope: Scope, covered: Covered) -> TargetClass:
    cim_class = scope.classes.find_class(name)
    if cim_class is None:
        raise _refuse(Fault.UNKNOWN_ISA_CLASS, f"{TARGET} is restricted to {name}, which does not exist", None, "")
    watched = [cim_class]
    if not is_exact:
        found = map(scope.classes.find_class, scope.classes.subclasses(cim_class.name))
        watched.extend(subclass for subclass in found if subclass is not None)
    return TargetClass(cim_class.name, is_exact, not all(map(covered, watched)))


def _bind_grouping(grouping: Grouping, cim_class: ClassDefinition) -> BoundGrouping:
    """Return the grouping. Spec: wql.md §6 (GROUP)."""
    if grouping.within_s is None:
        raise _refuse(
            Fault.MISSING_GROUP_WITHIN, "GROUP has no WITHIN", grouping.position, "write GROUP WITHIN and seconds"
        )
    if grouping.by_everything:
        raise _refuse(
            Fault.MISSING_AGGREGATION_LIST, "GROUP BY names no properties", grouping.position, "name them after BY"
        )
    by = tuple(_bind_group_property(path, cim_class) for path in grouping.by)
    return BoundGrouping(grouping.within_s, by, grouping.having)


def _bind_group_property(path: PropertyPath, cim_class: ClassDefinition) -> tuple[str, ...]:
    name, spec = find_property(path, cim_class, Dialect.EVENT)
    if len(path.parts) == 1 and KINDS[spec.cimtype] is Kind.OBJECT:
        raise _refuse(
            Fault.AGGREGATING_BY_OBJECT,
            f"GROUP BY names the object {name}",
            path.position,
            f"name a property of it, as in {name}.Name",
        )
    return (name, *path.parts[1:])


def _refuse(fault: Fault, message: str, position: int | None, next_step: str) -> WbemError:
    return query_error(fault, Dialect.EVENT, message, position=position, next_step=next_step)
