# SPDX-License-Identifier: Apache-2.0
"""Bound conditions as functions over class definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimobject import CimObject
from openwmi.model.system import class_system_property, is_system_property
from openwmi.model.values import CimValue
from openwmi.wql.compare import value_test
from openwmi.wql.terms import (
    THIS,
    AllOf,
    AnyOf,
    Condition,
    Inverse,
    IsaTest,
    NullTest,
    Truth,
    ValueTest,
)

ClassTest: TypeAlias = Callable[[ClassDefinition], bool]


def class_test(condition: Condition) -> ClassTest:
    """Return a function that tells whether a condition holds for a class definition.

    A class has its system properties, and the defaults of the others for values. Conditions on the
    inside of an embedded default, and comparisons of two properties, never hold.

    Spec: wql.md §3.
    """
    match condition:
        case Truth(holds):
            return lambda _: holds
        case Inverse(operand):
            inner = class_test(operand)
            return lambda cim_class: not inner(cim_class)
        case AllOf(operands):
            return _all_of([class_test(operand) for operand in operands])
        case AnyOf(operands):
            return _any_of([class_test(operand) for operand in operands])
        case IsaTest(name, class_name):
            return lambda cim_class: _is_a(cim_class, name, class_name)
        case NullTest(name, negated):
            return lambda cim_class: (class_value(cim_class, name) is None) is not negated
        case ValueTest(name, kind, operator, constant):
            matches = value_test(kind, operator, constant)
            return lambda cim_class: matches(class_value(cim_class, name))
        case _:
            return lambda _: False


def class_value(cim_class: ClassDefinition, name: str) -> CimValue:
    """Return a system property of a class, or the default of one of its properties.

    Raises:
        KeyError: The class has neither.
    """
    if is_system_property(name) and name not in cim_class.properties:
        return class_system_property(cim_class, name)
    return cim_class.properties[name].default


def _is_a(cim_class: ClassDefinition, name: str, class_name: str) -> bool:
    value = cim_class if name == THIS else class_value(cim_class, name)
    return isinstance(value, CimObject) and value.is_a(class_name)


def _all_of(tests: Iterable[ClassTest]) -> ClassTest:
    return lambda cim_class: all(test(cim_class) for test in tests)


def _any_of(tests: Iterable[ClassTest]) -> ClassTest:
    return lambda cim_class: any(test(cim_class) for test in tests)
