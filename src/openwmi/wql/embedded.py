# SPDX-License-Identifier: Apache-2.0
"""Conditions on the inside of embedded objects, whose class shows only when they are there."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final, Literal, TypeAlias

from openwmi.errors import WbemError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance
from openwmi.model.layout import ClassLayout
from openwmi.model.system import is_system_property
from openwmi.model.values import CimValue
from openwmi.wql.bind_terms import bind_term
from openwmi.wql.class_test import class_test, class_value
from openwmi.wql.compare import null_result, values_hold
from openwmi.wql.nodes import Comparison, Constant, NullCheck, Operator
from openwmi.wql.terms import Condition, InsideTest, PairTest

MAX_KNOWN_CLASSES = 256

CompilePredicate: TypeAlias = Callable[[Condition, ClassLayout], Callable[[Instance], bool]]


class Missing(Enum):
    """The type of MISSING."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING
"""What stands for the value of a property that the object does not have; NULL is something else."""


class EmbeddedTest:
    """A condition on an embedded object: call it with the value of the object property.

    The condition is bound and compiled once for every class that turns up. Where the class lacks the
    property, or the constant does not fit it, the condition does not hold.

    Spec: wql.md §4 (embedded access). Choice: a NULL object has NULL properties.
    """

    __slots__ = ("_compile", "_known", "_test", "_when_null")

    def __init__(self, test: InsideTest, compile_predicate: CompilePredicate) -> None:
        self._test = test
        self._compile = compile_predicate
        self._when_null = _holds_for_null(test.inner)
        self._known: dict[ClassLayout | ClassDefinition, Callable[[CimValue], bool]] = {}

    def __call__(self, value: CimValue) -> bool:
        """Tell whether the condition holds for the value of the object property."""
        if value is None:
            return self._when_null
        if isinstance(value, Instance):
            return self._matcher(value.layout)(value)
        return isinstance(value, ClassDefinition) and self._matcher(value)(value)

    def _matcher(self, shape: ClassLayout | ClassDefinition) -> Callable[[CimValue], bool]:
        known = self._known.get(shape)
        if known is None:
            known = self._bind(shape)
            if len(self._known) < MAX_KNOWN_CLASSES:
                self._known[shape] = known
        return known

    def _bind(self, shape: ClassLayout | ClassDefinition) -> Callable[[CimValue], bool]:
        try:
            if isinstance(shape, ClassDefinition):
                of_class = class_test(bind_term(self._test.inner, shape, self._test.scope))
                return lambda value: isinstance(value, ClassDefinition) and of_class(value)
            condition = bind_term(self._test.inner, shape.cim_class, self._test.scope)
            of_instance = self._compile(condition, shape)
        except WbemError:
            return lambda _: False
        return lambda value: isinstance(value, Instance) and of_instance(value)


def _holds_for_null(inner: Comparison | NullCheck) -> bool:
    if isinstance(inner, NullCheck):
        return not inner.negated
    if isinstance(inner.right, Constant) and inner.right.value is None:
        return inner.operator is Operator.EQUAL
    return null_result(inner.operator)


def pair_test(test: PairTest) -> Callable[[Instance], bool]:
    """Return a function that compares two properties inside the embedded objects of an instance."""

    def holds(instance: Instance) -> bool:
        left, right = read_path(instance, test.left), read_path(instance, test.right)
        return left is not MISSING and right is not MISSING and values_hold(test.operator, left, right)

    return holds


def read_path(instance: Instance, parts: tuple[str, ...]) -> CimValue | Literal[Missing.MISSING]:
    """Return the value at the end of a path through embedded objects.

    Returns:
        The value; None when it or an object on the way is NULL; MISSING when an object on the way has
        no such property, or a value on the way is no object.
    """
    value: CimValue | Literal[Missing.MISSING] = instance
    for name in parts:
        if value is None:
            return None
        value = _read(value, name)
    return value


def _read(value: CimValue | Literal[Missing.MISSING], name: str) -> CimValue | Literal[Missing.MISSING]:
    if isinstance(value, Instance):
        return value[name] if name in value or is_system_property(name) else MISSING
    if isinstance(value, ClassDefinition):
        known = name in value.properties or is_system_property(name)
        return class_value(value, name) if known else MISSING
    return MISSING
