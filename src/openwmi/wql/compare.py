# SPDX-License-Identifier: Apache-2.0
"""What an operator means for each kind of value, NULL included."""

from __future__ import annotations

import operator as python
from collections.abc import Callable, Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import TypeAlias

from openwmi.model.casing import fold_text
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.cimtype import INTEGER_RANGES, CimType
from openwmi.model.values import CimScalar, CimValue
from openwmi.wql.like import compile_like
from openwmi.wql.nodes import Operator
from openwmi.wql.references import reference_matcher

Matcher: TypeAlias = Callable[[CimValue], bool]


class Kind(Enum):
    """Types that compare alike. Spec: wql.md §4.2 (rows of the table)."""

    INTEGER = auto()
    REAL = auto()
    BOOLEAN = auto()
    TEXT = auto()
    CHARACTER = auto()
    DATETIME = auto()
    REFERENCE = auto()
    OBJECT = auto()


KINDS: Mapping[CimType, Kind] = MappingProxyType(
    dict.fromkeys(INTEGER_RANGES, Kind.INTEGER)
    | {
        CimType.CIM_REAL32: Kind.REAL,
        CimType.CIM_REAL64: Kind.REAL,
        CimType.CIM_BOOLEAN: Kind.BOOLEAN,
        CimType.CIM_STRING: Kind.TEXT,
        CimType.CIM_CHAR16: Kind.CHARACTER,
        CimType.CIM_DATETIME: Kind.DATETIME,
        CimType.CIM_REFERENCE: Kind.REFERENCE,
        CimType.CIM_OBJECT: Kind.OBJECT,
    }
)

_EQUALITY = frozenset({Operator.EQUAL, Operator.NOT_EQUAL})
_ORDER = frozenset({Operator.LESS, Operator.GREATER, Operator.LESS_OR_EQUAL, Operator.GREATER_OR_EQUAL})

OPERATORS: Mapping[Kind, frozenset[Operator]] = MappingProxyType(
    {
        Kind.INTEGER: _EQUALITY | _ORDER,
        Kind.REAL: _EQUALITY | _ORDER,
        Kind.BOOLEAN: _EQUALITY,
        Kind.TEXT: _EQUALITY | _ORDER | {Operator.LIKE},
        Kind.CHARACTER: _EQUALITY | _ORDER | {Operator.LIKE},
        Kind.DATETIME: _EQUALITY | _ORDER,
        Kind.REFERENCE: _EQUALITY,
        Kind.OBJECT: frozenset({Operator.ISA}),
    }
)
"""Which operators a property of each kind may stand before. Spec: wql.md §4.2 (last column)."""

Comparable: TypeAlias = int | float | str
Relation: TypeAlias = Callable[[Comparable, Comparable], bool]

RELATIONS: Mapping[Operator, Relation] = MappingProxyType(
    {
        Operator.EQUAL: python.eq,
        Operator.NOT_EQUAL: python.ne,
        Operator.LESS: python.lt,
        Operator.GREATER: python.gt,
        Operator.LESS_OR_EQUAL: python.le,
        Operator.GREATER_OR_EQUAL: python.ge,
    }
)


def null_result(operator: Operator, *, both: bool = False) -> bool:
    """Return what a comparison gives when a value is NULL. The one place that decides it.

    Logic has two values, so NOT turns the answer round.

    Args:
        operator: The operator.
        both: Whether both sides are NULL, which only two properties can be.

    Spec: wql.md §4.2 (NULL). Choice: NULL differs from every value, so `<>` is true and all others
        are false; two NULLs are equal, so an unchanged NULL is no change in an event query.
    """
    return operator is (Operator.EQUAL if both else Operator.NOT_EQUAL)


def value_test(kind: Kind, operator: Operator, constant: CimScalar) -> Matcher:
    """Return a function that compares one value, NULL included, with a constant.

    Args:
        kind: Kind of the values.
        operator: One of OPERATORS[kind]; not ISA.
        constant: Already coerced to the kind.
    """
    when_null = null_result(operator)
    matches = _MATCHERS[kind](operator, constant)
    return lambda value: when_null if value is None else matches(value)


def values_hold(operator: Operator, left: CimValue, right: CimValue) -> bool:
    """Tell whether two values of properties compare as the operator says.

    Values that have no common kind, arrays and objects never do.

    Spec: wql.md §2 (two embedded properties in event queries).
    """
    if left is None or right is None:
        return null_result(operator, both=left is right)
    pair = _common(left, right)
    if pair is None:
        return False
    return RELATIONS[operator](*pair)


def _common(left: CimValue, right: CimValue) -> tuple[Comparable, Comparable] | None:
    """Return both values in a form that Python compares, or None when they do not compare."""
    if isinstance(left, CimDatetime) and isinstance(right, CimDatetime):
        return _common_time(left, right)
    if isinstance(left, str) and isinstance(right, str):
        return fold_text(left), fold_text(right)
    if isinstance(left, int | float) and isinstance(right, int | float):
        return left, right
    return None


def _common_time(left: CimDatetime, right: CimDatetime) -> tuple[Comparable, Comparable]:
    for measure in (CimDatetime.instant_us, CimDatetime.interval_us):
        first, second = measure(left), measure(right)
        if first is not None and second is not None:
            return first, second
    return str(left), str(right)


def _number_matcher(operator: Operator, constant: CimScalar) -> Matcher:
    relation = RELATIONS[operator]
    number = constant if isinstance(constant, int | float) else 0
    return lambda value: isinstance(value, int | float) and relation(value, number)


def _text_matcher(operator: Operator, constant: CimScalar) -> Matcher:
    if operator is Operator.LIKE:
        like = compile_like(str(constant))
        return lambda value: isinstance(value, str) and like(value)
    relation = RELATIONS[operator]
    folded = fold_text(str(constant))
    return lambda value: isinstance(value, str) and relation(fold_text(value), folded)


def _character_matcher(operator: Operator, constant: CimScalar) -> Matcher:
    matches = _text_matcher(operator, constant)
    return lambda value: isinstance(value, int) and matches(chr(value))


def _datetime_matcher(operator: Operator, constant: CimScalar) -> Matcher:
    """Compare instants with instants and intervals with intervals; anything else by its characters.

    Spec: object-model.md §10 (comparison in queries).
    """
    relation = RELATIONS[operator]
    wanted = CimDatetime(str(constant))
    for measure in (CimDatetime.instant_us, CimDatetime.interval_us):
        point = measure(wanted)
        if point is not None:
            return _measured(relation, measure, point, otherwise=operator is Operator.NOT_EQUAL)
    return lambda value: relation(str(value), wanted)


def _measured(
    relation: Relation, measure: Callable[[CimDatetime], int | None], point: int, *, otherwise: bool
) -> Matcher:
    """Compare what a measure gives with a point; `otherwise` is for values it cannot measure."""

    def matches(value: CimValue) -> bool:
        measured = measure(value) if isinstance(value, CimDatetime) else None
        return otherwise if measured is None else relation(measured, point)

    return matches


def _reference_matcher(operator: Operator, constant: CimScalar) -> Matcher:
    same = reference_matcher(str(constant))
    if operator is Operator.EQUAL:
        return lambda value: same(str(value))
    return lambda value: not same(str(value))


_MATCHERS: Mapping[Kind, Callable[[Operator, CimScalar], Matcher]] = MappingProxyType(
    {
        Kind.INTEGER: _number_matcher,
        Kind.REAL: _number_matcher,
        Kind.BOOLEAN: _number_matcher,
        Kind.TEXT: _text_matcher,
        Kind.CHARACTER: _character_matcher,
        Kind.DATETIME: _datetime_matcher,
        Kind.REFERENCE: _reference_matcher,
    }
)
