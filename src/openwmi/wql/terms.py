# SPDX-License-Identifier: Apache-2.0
"""Bound conditions: the tree after every name was looked up and every constant coerced.

Names carry the spelling of the class; system names are in upper case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import TypeAlias

from openwmi.model.classsource import ClassSource
from openwmi.model.values import CimScalar
from openwmi.wql.compare import Kind
from openwmi.wql.nodes import Comparison, Dialect, NullCheck, Operator

THIS = "__THIS"
"""The object itself, in `__THIS ISA "Class"`. Spec: wql.md §3, object-model.md §8."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What binding needs to know beside the class.

    Attributes:
        dialect: Decides grammar of terms and error codes.
        classes: The namespace.
        zone: Zone of datetime constants without one; None is the local zone.
    """

    dialect: Dialect
    classes: ClassSource
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """A condition that does not depend on the object."""

    holds: bool


@dataclass(frozen=True, slots=True)
class ValueTest:
    """A property compared with a constant of its own kind."""

    name: str
    kind: Kind
    operator: Operator
    constant: CimScalar


@dataclass(frozen=True, slots=True)
class NullTest:
    """`name IS NULL`, or `IS NOT NULL` when negated."""

    name: str
    negated: bool


@dataclass(frozen=True, slots=True)
class IsaTest:
    """An embedded object, or the object itself (name THIS), is of a class or derives from it."""

    name: str
    class_name: str


@dataclass(frozen=True, slots=True)
class InsideTest:
    """A condition on a property of an embedded object.

    What class the object has shows only when it is there, so the inner node is bound then.

    Attributes:
        name: The object property.
        inner: The condition, its path cut by the first name.
        scope: To bind it with.
    """

    name: str
    inner: Comparison | NullCheck
    scope: Scope


@dataclass(frozen=True, slots=True)
class PairTest:
    """Two properties of embedded objects compared with each other (event queries)."""

    left: tuple[str, ...]
    operator: Operator
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inverse:
    """NOT."""

    operand: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """AND."""

    operands: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """OR."""

    operands: tuple[Condition, ...]


Term: TypeAlias = ValueTest | NullTest | IsaTest | InsideTest | PairTest
Condition: TypeAlias = Truth | Term | Inverse | AllOf | AnyOf


def terms_of(condition: Condition) -> Iterator[Term]:
    """Yield the terms of a condition, left to right."""
    pending = [condition]
    while pending:
        node = pending.pop()
        if isinstance(node, AllOf | AnyOf):
            pending.extend(reversed(node.operands))
        elif isinstance(node, Inverse):
            pending.append(node.operand)
        elif not isinstance(node, Truth):
            yield node


def names_of(condition: Condition) -> Iterator[str]:
    """Yield the names that a condition reads from the object, some perhaps more than once."""
    for term in terms_of(condition):
        if isinstance(term, PairTest):
            yield from (term.left[0], term.right[0])
        else:
            yield term.name
