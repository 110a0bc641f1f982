# SPDX-License-Identifier: Apache-2.0
"""Simpler equal conditions, and what a condition says about single properties.

Logic has two values here (compare.null_result decides what NULL gives), so the laws of Boolean
algebra hold without exception.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from openwmi.model.casing import fold_text
from openwmi.model.names import fold
from openwmi.model.values import CimScalar
from openwmi.wql.compare import Kind
from openwmi.wql.nodes import Operator
from openwmi.wql.terms import AllOf, AnyOf, Condition, Inverse, NullTest, Term, Truth, ValueTest

_EXACT_KINDS = frozenset({Kind.INTEGER, Kind.REAL, Kind.BOOLEAN, Kind.TEXT, Kind.REFERENCE})
"""Kinds where `P = c` names one value to look for. One instant has many texts, and a char16 is a
number whose comparison ignores case, so these two say nothing."""

_Wanted: TypeAlias = dict[str, tuple[ValueTest, ...]]


def simplify(condition: Condition, replace: Callable[[Term], Condition] = lambda term: term) -> Condition:
    """Return an equal condition without constant parts, nested chains or double negations.

    Args:
        condition: The condition.
        replace: Gives what stands for a term; `Truth` when the term is decided already.
    """
    if isinstance(condition, Truth):
        return condition
    if isinstance(condition, Inverse):
        return negate(simplify(condition.operand, replace))
    if isinstance(condition, AllOf):
        return join_all(simplify(operand, replace) for operand in condition.operands)
    if isinstance(condition, AnyOf):
        return join_any(simplify(operand, replace) for operand in condition.operands)
    return replace(condition)


def negate(condition: Condition) -> Condition:
    """Return the opposite of a condition."""
    if isinstance(condition, Truth):
        return Truth(not condition.holds)
    if isinstance(condition, Inverse):
        return condition.operand
    if isinstance(condition, NullTest):
        return NullTest(condition.name, not condition.negated)
    return Inverse(condition)


def join_all(conditions: Iterable[Condition]) -> Condition:
    """Return the conjunction of simplified conditions."""
    operands: list[Condition] = []
    for condition in conditions:
        if isinstance(condition, AllOf):
            operands.extend(condition.operands)
        elif condition == Truth(False):
            return condition
        elif not isinstance(condition, Truth):
            operands.append(condition)
    if not operands:
        return Truth(True)
    return operands[0] if len(operands) == 1 else AllOf(tuple(operands))


def join_any(conditions: Iterable[Condition]) -> Condition:
    """Return the disjunction of simplified conditions."""
    operands: list[Condition] = []
    for condition in conditions:
        if isinstance(condition, AnyOf):
            operands.extend(condition.operands)
        elif condition == Truth(True):
            return condition
        elif not isinstance(condition, Truth):
            operands.append(condition)
    if not operands:
        return Truth(False)
    return operands[0] if len(operands) == 1 else AnyOf(tuple(operands))


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """Return what has to hold together: the operands of an AND, or the condition alone."""
    return condition.operands if isinstance(condition, AllOf) else (condition,)


def equalities(condition: Condition) -> dict[str, CimScalar]:
    """Return the constants that AND-ed `property = constant` terms ask for, by property.

    Of several on one property the first one counts.
    """
    found: dict[str, CimScalar] = {}
    for conjunct in conjuncts(condition):
        if isinstance(conjunct, ValueTest) and _is_exact(conjunct):
            found.setdefault(conjunct.name, conjunct.constant)
    return found


def restrictions(condition: Condition) -> dict[str, tuple[CimScalar, ...]]:
    """Return the values that properties must have for the condition to hold, by folded name.

    An empty tuple means that no value will do. A property that is not listed may have any value.
    Texts are as written in the query; they match in any case.
    """
    return {name: tuple(test.constant for test in tests) for name, tests in _wanted(condition).items()}


def _is_exact(test: ValueTest) -> bool:
    return test.operator is Operator.EQUAL and test.kind in _EXACT_KINDS


def _wanted(condition: Condition) -> _Wanted:
    """Return equality tests of which one must hold, by folded property name."""
    if isinstance(condition, ValueTest) and _is_exact(condition):
        return {fold(condition.name): (condition,)}
    if isinstance(condition, AllOf):
        return _intersection(map(_wanted, condition.operands))
    if isinstance(condition, AnyOf):
        return _union([_wanted(operand) for operand in condition.operands])
    return {}


def _intersection(parts: Iterable[_Wanted]) -> _Wanted:
    result: _Wanted = {}
    for part in parts:
        for name, tests in part.items():
            result[name] = _in_both(result[name], tests) if name in result else tests
    return result


def _in_both(first: tuple[ValueTest, ...], second: tuple[ValueTest, ...]) -> tuple[ValueTest, ...]:
    if any(test.kind is Kind.REFERENCE for test in first):
        # Two texts may name one object, so different texts do not exclude each other.
        return first
    allowed = {_identity(test) for test in second}
    return tuple(test for test in first if _identity(test) in allowed)


def _union(parts: list[_Wanted]) -> _Wanted:
    """Return what holds whichever part does: only properties that every part restricts."""
    common = set(parts[0]).intersection(*parts[1:])
    return {
        name: tuple({_identity(test): test for part in parts for test in part[name]}.values())
        for name in parts[0]
        if name in common
    }


def _identity(test: ValueTest) -> CimScalar:
    return fold_text(test.constant) if isinstance(test.constant, str) else test.constant
