# SPDX-License-Identifier: Apache-2.0
"""Conditions bound to a class: names looked up, operators checked, constants coerced.

Spec: wql.md §4, §4.2.
"""

from __future__ import annotations

from openwmi.errors import WbemError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import INTEGER_RANGES, TypeSpec
from openwmi.model.system import SYSTEM_PROPERTIES
from openwmi.wql.coercion import ConstantRefusedError, coerce_constant
from openwmi.wql.compare import KINDS, OPERATORS, RELATIONS, Kind, null_result
from openwmi.wql.faults import Fault, query_error
from openwmi.wql.nodes import (
    Comparison,
    Conjunction,
    Constant,
    Dialect,
    Disjunction,
    Expression,
    Negation,
    NullCheck,
    Operator,
    PropertyPath,
)
from openwmi.wql.normalize import join_all, join_any, negate
from openwmi.wql.terms import (
    THIS,
    Condition,
    InsideTest,
    IsaTest,
    NullTest,
    PairTest,
    Scope,
    Truth,
    ValueTest,
)

_SCHEMA_NAMES = ("__CLASS", "__SUPERCLASS", "__DYNASTY")
_PATH_NAMES = frozenset({"__RELPATH", "__PATH", "__SERVER", "__NAMESPACE"})
_PATH_OPERATORS = frozenset({Operator.EQUAL, Operator.NOT_EQUAL, Operator.LIKE})
_NULL_OPERATORS = frozenset({Operator.EQUAL, Operator.NOT_EQUAL})
_ORDER_OPERATORS = frozenset(RELATIONS) - _NULL_OPERATORS
_SHOWN_CHARACTERS = 32


def bind_condition(expression: Expression, cim_class: ClassDefinition | None, scope: Scope) -> Condition:
    """Return a condition bound to a class, simplified.

    Raises:
        InvalidQueryError: A property does not exist, or a constant does not fit it.
        WbemError: The code that the dialect gives a wrong operator or an unknown ISA class.
    """
    match expression:
        case Conjunction(operands):
            return join_all([bind_condition(operand, cim_class, scope) for operand in operands])
        case Disjunction(operands):
            return join_any([bind_condition(operand, cim_class, scope) for operand in operands])
        case Negation(operand):
            return negate(bind_condition(operand, cim_class, scope))
        case _:
            return bind_term(expression, cim_class, scope)


def bind_term(node: Comparison | NullCheck, cim_class: ClassDefinition | None, scope: Scope) -> Condition:
    """Return one comparison bound to a class.

    Raises:
        InvalidQueryError: See `bind_condition`.
        WbemError: See `bind_condition`.
    """
    path = node.left if isinstance(node, Comparison) else node.operand
    if path.text.upper() == THIS:
        return _bind_this(node, scope)
    name, spec = find_property(path, cim_class, scope.dialect)
    if isinstance(node, NullCheck):
        return _bind_inside(name, spec, node, scope) if len(path.parts) > 1 else NullTest(name, node.negated)
    if isinstance(node.right, PropertyPath):
        return _bind_pair(path, node.operator, node.right, cim_class, scope)
    if len(path.parts) > 1:
        return _bind_inside(name, spec, node, scope)
    return _bind_comparison(name, spec, node, node.right, scope)


def find_property(path: PropertyPath, cim_class: ClassDefinition | None, dialect: Dialect) -> tuple[str, TypeSpec]:
    """Return spelling and type of the first name of a path, which must be an object if there are more.

    Args:
        path: The path.
        cim_class: The class that has it, or None for the columns of META_CLASS.
        dialect: Decides the codes of errors.

    Raises:
        InvalidQueryError: The class has no such property, or the dot follows something else (data dialect).
        WbemError: WBEM_E_PROPERTY_NOT_AN_OBJECT, the latter in the event dialect.

    Spec: wql.md §4: a property of a subclass alone is not enough.
    """
    found = _look_up(path.parts[0], cim_class)
    owner = cim_class.name if cim_class else "META_CLASS"
    if found is None:
        raise query_error(
            Fault.UNKNOWN_PROPERTY,
            dialect,
            f"{owner} has no property {path.parts[0]}",
            position=path.position,
            next_step="select from a class that has it; a property of a subclass alone is not enough"
            if cim_class
            else f"use {', '.join(_SCHEMA_NAMES)} or {THIS} ISA",
        )
    name, spec = found
    if len(path.parts) > 1 and (spec.is_array or KINDS[spec.cimtype] is not Kind.OBJECT):
        raise query_error(
            Fault.NOT_AN_OBJECT,
            dialect,
            f"a dot follows {owner}.{name}, which is {spec} and no object",
            position=path.position,
        )
    return name, spec


def _look_up(name: str, cim_class: ClassDefinition | None) -> tuple[str, TypeSpec] | None:
    found = cim_class.properties.get(name) if cim_class else None
    if found is not None:
        return found.name, found.type
    system_name = name.upper()
    if system_name in SYSTEM_PROPERTIES and (cim_class or system_name in _SCHEMA_NAMES):
        return system_name, SYSTEM_PROPERTIES[system_name]
    return None


def _bind_comparison(name: str, spec: TypeSpec, node: Comparison, constant: Constant, scope: Scope) -> Condition:
    if constant.value is None:
        return _compare_with_null(name, node, scope)
    if spec.is_array:
        raise _misused(scope, node, f"{name} is an array, which WQL compares with NULL only")
    kind = KINDS[spec.cimtype]
    allowed = _PATH_OPERATORS if name in _PATH_NAMES else OPERATORS[kind]
    if node.operator not in allowed:
        shown = ", ".join(operator.value for operator in Operator if operator in allowed)
        raise _wrong_operator(scope, node, f"operator {node.operator.value} after {name}, which is {spec}", shown)
    if node.operator is Operator.ISA:
        return _bind_isa(name, constant, scope)
    return _bind_value(name, spec, node, constant, scope)


def _bind_value(name: str, spec: TypeSpec, node: Comparison, constant: Constant, scope: Scope) -> Condition:
    try:
        value = coerce_constant(constant, spec.cimtype, scope.zone)
    except ConstantRefusedError as error:
        raise query_error(
            Fault.TYPE_MISUSE,
            scope.dialect,
            f"{_shown(constant)} is compared with {name}, which is {spec}",
            position=constant.position,
            next_step=f"write {error.expected}",
        ) from None
    kind = KINDS[spec.cimtype]
    if kind is Kind.INTEGER:
        low, high = INTEGER_RANGES[spec.cimtype]
        if isinstance(value, int | float) and not low <= value <= high:
            return _out_of_range(name, node.operator, is_above=value > high)
    if kind is Kind.DATETIME and node.operator in _ORDER_OPERATORS and "*" in str(value):
        raise _wrong_operator(scope, node, f"a datetime with open fields after {node.operator.value}", "=, <>")
    return ValueTest(name, kind, node.operator, value)


def _out_of_range(name: str, operator: Operator, *, is_above: bool) -> Condition:
    """Return what a comparison with an impossible integer comes to.

    Every value relates to the constant in the same way, so only NULL is left to ask about.

    Spec: wql.md §4.2. Choice: such a constant is no error.
    """
    for_values = RELATIONS[operator](0, 1) if is_above else RELATIONS[operator](1, 0)
    for_null = null_result(operator)
    if for_values == for_null:
        return Truth(for_values)
    return NullTest(name, negated=for_values)


def _compare_with_null(name: str, node: Comparison, scope: Scope) -> Condition:
    """Read `= NULL` and `<> NULL` as IS NULL and IS NOT NULL. Spec: wql.md §4.2 (NULL)."""
    if node.operator not in _NULL_OPERATORS:
        raise _wrong_operator(scope, node, f"operator {node.operator.value} before NULL", "IS NULL, IS NOT NULL")
    return NullTest(name, negated=node.operator is Operator.NOT_EQUAL)


def _bind_this(node: Comparison | NullCheck, scope: Scope) -> Condition:
    if isinstance(node, Comparison) and node.operator is Operator.ISA and isinstance(node.right, Constant):
        return IsaTest(THIS, str(node.right.value))
    raise _wrong_operator(scope, node, f"{THIS} without ISA", 'ISA "Class"')


def _bind_isa(name: str, constant: Constant, scope: Scope) -> Condition:
    """Bind `P ISA "C"`. Spec: wql.md §4.5: an unknown class is an error for events only."""
    class_name = str(constant.value)
    if scope.classes.find_class(class_name) is not None:
        return IsaTest(name, class_name)
    if scope.dialect is Dialect.DATA:
        return Truth(False)
    raise query_error(
        Fault.UNKNOWN_ISA_CLASS,
        scope.dialect,
        f"ISA names class {class_name}, which does not exist",
        position=constant.position,
    )


def _bind_inside(name: str, spec: TypeSpec, node: Comparison | NullCheck, scope: Scope) -> Condition:
    """Bind a condition on a property of an embedded object.

    The object's own class decides when it is there. What the declared class knows is checked now,
    so that a constant of the wrong type is an error and not an empty answer.

    Spec: wql.md §4 (embedded access): an unknown inner property is no error.
    """
    inner = _without_first_name(node)
    path = inner.left if isinstance(inner, Comparison) else inner.operand
    declared = scope.classes.find_class(spec.class_name) if spec.class_name else None
    if declared is not None and _look_up(path.parts[0], declared) is not None:
        bind_term(inner, declared, scope)
    return InsideTest(name, inner, scope)


def _without_first_name(node: Comparison | NullCheck) -> Comparison | NullCheck:
    if isinstance(node, NullCheck):
        return NullCheck(_tail(node.operand), node.negated, node.position)
    return Comparison(_tail(node.left), node.operator, node.right, node.position)


def _tail(path: PropertyPath) -> PropertyPath:
    return PropertyPath(path.parts[1:], path.position)


def _bind_pair(
    left: PropertyPath,
    operator: Operator,
    right: PropertyPath,
    cim_class: ClassDefinition | None,
    scope: Scope,
) -> Condition:
    """Bind a comparison of two properties. Spec: wql.md §2: embedded ones, in event queries only."""
    if scope.dialect is Dialect.DATA or len(left.parts) == 1 or len(right.parts) == 1:
        raise query_error(
            Fault.TYPE_MISUSE,
            scope.dialect,
            f"{left.text} is compared with {right.text}, which is read as another property",
            position=right.position,
            next_step="put a text in quotes; WQL compares a property with a constant",
        )
    first, _ = find_property(left, cim_class, scope.dialect)
    second, _ = find_property(right, cim_class, scope.dialect)
    return PairTest((first, *left.parts[1:]), operator, (second, *right.parts[1:]))


def _shown(constant: Constant) -> str:
    if not isinstance(constant.value, str):
        return constant.text or str(constant.value).upper()
    text = constant.value
    return repr(text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…")


def _wrong_operator(scope: Scope, node: Comparison | NullCheck, message: str, allowed: str) -> WbemError:
    return query_error(Fault.OPERATOR, scope.dialect, message, position=node.position, next_step=f"allowed: {allowed}")


def _misused(scope: Scope, node: Comparison, message: str) -> WbemError:
    return query_error(Fault.TYPE_MISUSE, scope.dialect, message, position=node.position)
