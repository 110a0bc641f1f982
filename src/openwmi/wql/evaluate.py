# SPDX-License-Identifier: Apache-2.0
"""Bound conditions to Python functions over instances.

Each condition becomes one expression of Python source for one class layout. Values are reached by
slot number; numbers, booleans and texts are compared in place, everything else by a function.
Nothing from the query ever stands in the source: names and constants are bound as `c0`, `c1`, ...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias, cast

from openwmi.model.casing import fold_text
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimobject import WBEM_GENUS_INSTANCE, CimObject
from openwmi.model.instance import Instance
from openwmi.model.layout import ClassLayout
from openwmi.model.system import class_system_property
from openwmi.model.values import CimValue
from openwmi.wql.compare import Kind, null_result, value_test
from openwmi.wql.embedded import EmbeddedTest, pair_test
from openwmi.wql.nodes import Operator
from openwmi.wql.normalize import simplify
from openwmi.wql.terms import (
    THIS,
    AllOf,
    AnyOf,
    Condition,
    InsideTest,
    Inverse,
    IsaTest,
    NullTest,
    PairTest,
    Term,
    Truth,
    ValueTest,
)

Predicate: TypeAlias = Callable[[Instance], bool]
BatchFilter: TypeAlias = Callable[[Sequence[Instance]], list[Instance]]

_FACTS_OF_THE_CLASS = frozenset({"__CLASS", "__SUPERCLASS", "__DYNASTY"})
_COMPARED_IN_PLACE = frozenset({Kind.INTEGER, Kind.REAL, Kind.BOOLEAN})
_PYTHON: Mapping[Operator, str] = MappingProxyType(
    {
        Operator.EQUAL: "==",
        Operator.NOT_EQUAL: "!=",
        Operator.LESS: "<",
        Operator.GREATER: ">",
        Operator.LESS_OR_EQUAL: "<=",
        Operator.GREATER_OR_EQUAL: ">=",
    }
)
_WITH_NONE: Mapping[Operator, bool] = MappingProxyType({Operator.EQUAL: False, Operator.NOT_EQUAL: True})
"""What Python itself says when None stands on one side; it refuses to put None in order."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A condition for the instances of one class.

    Attributes:
        condition: What is left of it once the class is known.
        predicate: Tells whether it holds for one instance; None when it holds for all.
        batch_filter: Returns the instances of a batch it holds for, in order; None when for all.
    """

    condition: Condition
    predicate: Predicate | None
    batch_filter: BatchFilter | None


class Filter:
    """A condition, compiled once for every class that is asked for.

    Attributes:
        condition: Bound and simplified.
    """

    __slots__ = ("_compiled", "condition")

    def __init__(self, condition: Condition) -> None:
        self.condition = condition
        self._compiled: dict[ClassLayout, Compiled] = {}

    def for_class(self, cim_class: ClassDefinition) -> Compiled:
        """Return the functions for the instances of exactly this class.

        Raises:
            NotFoundError: The class lacks a property of the condition, so it is not a subclass of the
                one that the condition was bound to.
        """
        layout = cim_class.layout
        compiled = self._compiled.get(layout)
        if compiled is None:
            compiled = compile_condition(self.condition, layout)
            self._compiled[layout] = compiled
        return compiled


def compile_condition(condition: Condition, layout: ClassLayout) -> Compiled:
    """Return the functions that evaluate a condition over instances of one layout.

    Raises:
        NotFoundError: The layout lacks a property of the condition.
    """
    rest = simplify(condition, lambda term: decide(term, layout.cim_class))
    if isinstance(rest, Truth):
        return Compiled(rest, None, None) if rest.holds else Compiled(rest, _reject, _reject_all)
    writer = _Writer(layout)
    expression = writer.write(rest)
    source = (
        f"def predicate(i):\n v = i.values\n return {expression}\n"
        f"def batch_filter(batch):\n return [i for i in batch for v in [i.values] if {expression}]\n"
    )
    names: dict[str, object] = {"__builtins__": {}, "len": len, **writer.names}
    exec(compile(source, "<WQL condition>", "exec"), names)  # noqa: S102 - slot numbers and operators only
    predicate = cast("Predicate", names["predicate"])
    return Compiled(rest, predicate, cast("BatchFilter", names["batch_filter"]))


def decide(term: Term, cim_class: ClassDefinition) -> Condition:
    """Return the truth of a term that all instances of a class share, or the term itself."""
    if isinstance(term, IsaTest) and term.name == THIS:
        return Truth(cim_class.is_a(term.class_name))
    if not isinstance(term, ValueTest | NullTest) or term.name not in _FACTS_OF_THE_CLASS | {"__GENUS"}:
        return term
    value = WBEM_GENUS_INSTANCE if term.name == "__GENUS" else class_system_property(cim_class, term.name)
    if isinstance(term, NullTest):
        return Truth((value is None) is not term.negated)
    return Truth(value_test(term.kind, term.operator, term.constant)(value))


def _reject(_instance: Instance) -> bool:
    return False


def _reject_all(_batch: Sequence[Instance]) -> list[Instance]:
    return []


class _Writer:
    """Writes one condition as a Python expression over `i`, an instance, and `v`, its values.

    Attributes:
        names: What the generated names stand for.
    """

    def __init__(self, layout: ClassLayout) -> None:
        self._layout = layout
        self.names: dict[str, object] = {}

    def write(self, condition: Condition) -> str:
        """Return the source of a condition.

        One pair of parentheses a level: the parser of Python allows no more than 200.
        """
        match condition:
            case Truth(holds):
                return str(holds)
            case Inverse(operand):
                return f"not {self.write(operand)}"
            case AllOf(operands):
                return f"({' and '.join(map(self.write, operands))})"
            case AnyOf(operands):
                return f"({' or '.join(map(self.write, operands))})"
            case ValueTest():
                return self._value_test(condition)
            case NullTest(name, negated):
                return f"({self._access(name)} is {'not ' if negated else ''}None)"
            case _:
                return self._call(condition)

    def _call(self, term: IsaTest | InsideTest | PairTest) -> str:
        match term:
            case IsaTest(name, class_name):
                return f"{self._bound(_isa_test(class_name))}({self._access(name)})"
            case InsideTest(name):
                test = EmbeddedTest(term, _predicate_of)
                return f"{self._bound(test)}({self._access(name)})"
            case PairTest():
                return f"{self._bound(pair_test(term))}(i)"

    def _value_test(self, test: ValueTest) -> str:
        access = self._access(test.name)
        if test.kind in _COMPARED_IN_PLACE:
            return self._number_test(access, test)
        if test.kind is Kind.TEXT and test.operator is not Operator.LIKE:
            return self._text_test(access, test)
        return f"{self._bound(value_test(test.kind, test.operator, test.constant))}({access})"

    def _number_test(self, access: str, test: ValueTest) -> str:
        relation, constant = _PYTHON[test.operator], self._bound(test.constant)
        if _WITH_NONE.get(test.operator) is null_result(test.operator):
            return f"{access} {relation} {constant}"
        return _guarded(access, f"x {relation} {constant}", test.operator)

    def _text_test(self, access: str, test: ValueTest) -> str:
        folded = fold_text(str(test.constant))
        constant = self._bound(folded)
        if test.operator is Operator.EQUAL and folded.isascii():
            # Nothing that str.upper makes longer has an ASCII fold, so the length settles it.
            same = f"len(x) == {len(folded)} and x.upper() == {constant}"
            return _guarded(access, same, test.operator)
        fold = self._bound(fold_text)
        return _guarded(access, f"{fold}(x) {_PYTHON[test.operator]} {constant}", test.operator)

    def _access(self, name: str) -> str:
        slot = self._layout.slots.get(name.lower())
        if slot is None and name.startswith("__"):
            return f"i[{self._bound(name)}]"
        return f"v[{self._layout.slot(name)}]"

    def _bound(self, value: object) -> str:
        name = f"c{len(self.names)}"
        self.names[name] = value
        return name


def _guarded(access: str, test: str, operator: Operator) -> str:
    """Return a test of `x`, the value accessed, that gives the agreed answer for NULL."""
    if null_result(operator):
        return f"((x := {access}) is None or {test})"
    return f"((x := {access}) is not None and {test})"


def _predicate_of(condition: Condition, layout: ClassLayout) -> Predicate:
    predicate = compile_condition(condition, layout).predicate
    return predicate or (lambda _: True)


def _isa_test(class_name: str) -> Callable[[CimValue], bool]:
    return lambda value: isinstance(value, CimObject) and value.is_a(class_name)
