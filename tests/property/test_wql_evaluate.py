# SPDX-License-Identifier: Apache-2.0
"""Compiled conditions against their meaning, taken word by word from the tree."""

from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from openwmi.model.cimtype import CimType
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.wql.bind_terms import bind_condition
from openwmi.wql.coercion import coerce_constant
from openwmi.wql.compare import KINDS, OPERATORS, Kind, value_test
from openwmi.wql.evaluate import compile_condition
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
from openwmi.wql.normalize import equalities, restrictions
from openwmi.wql.terms import Scope
from tests.corpus_classes import corpus_classes

CLASSES = corpus_classes()
DERIVED = CLASSES["T_Derived"]
SCOPE = Scope(Dialect.DATA, CLASSES, UTC)

TEXTS = ["", "a", "A", "ß", "ss", "ab"]
VALUES: dict[str, list[bool | int | float | str | None]] = {
    "U8": [None, 0, 1, 255],
    "S32": [None, -1, 0, 1],
    "R": [None, -1.5, 0.0, 1.0],
    "Flag": [None, True, False],
    "Name": [None, *TEXTS],
    "Ch": [None, 65, 97],
    "When": [None, "20200101000000.000000+000", "20200101010000.000000+060", "20200101000000.000000+***"],
}
CONSTANTS: dict[Kind, list[bool | int | float | str]] = {
    Kind.INTEGER: [-1, 0, 1, 255, 256, 10**30],
    Kind.REAL: [-1.5, 0, 1],
    Kind.BOOLEAN: [True, False, 1],
    Kind.TEXT: [*TEXTS, "%", "a%", "[^a]%", 1],
    Kind.CHARACTER: ["a", "A", "_"],
    Kind.DATETIME: ["20200101000000.000000+000", "1/1/2020", "20191231230000.000000-060"],
}


def constant(value: str | float) -> Constant:
    return Constant(value, "" if isinstance(value, str | bool) else str(value))


@st.composite
def comparisons(draw: st.DrawFn) -> Expression:
    name = draw(st.sampled_from(sorted(VALUES)))
    kind = KINDS[DERIVED.properties[name].type.cimtype]
    path = PropertyPath((name,))
    if draw(st.integers(0, 5)) == 0:
        return NullCheck(path, draw(st.booleans()))
    operator = draw(st.sampled_from(sorted(OPERATORS[kind], key=lambda each: each.value)))
    values = [value for value in CONSTANTS[kind] if isinstance(value, str) or operator is not Operator.LIKE]
    return Comparison(path, operator, constant(draw(st.sampled_from(values))))


expressions = st.recursive(
    st.one_of(comparisons(), st.sampled_from(["T_Base", "T_Derived"]).map(
        lambda name: Comparison(PropertyPath(("__CLASS",)), Operator.EQUAL, Constant(name))
    )),
    lambda inner: st.one_of(
        inner.map(Negation),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: Conjunction(tuple(each))),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: Disjunction(tuple(each))),
    ),
    max_leaves=8,
)  # fmt: skip
rows = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()}).map(
    lambda values: CLASSES.new("T_Derived", Id=1, **values)
)


def means(expression: Expression, row: Instance) -> bool:
    match expression:
        case Conjunction(operands):
            return all(means(operand, row) for operand in operands)
        case Disjunction(operands):
            return any(means(operand, row) for operand in operands)
        case Negation(operand):
            return not means(operand, row)
        case NullCheck(operand, negated):
            return (row[operand.text] is None) is not negated
        case Comparison(left, operator, Constant() as right):
            spec = DERIVED.properties[left.text].type if left.text in DERIVED.properties else None
            cimtype = spec.cimtype if spec else CimType.CIM_STRING
            return value_test(KINDS[cimtype], operator, coerce_constant(right, cimtype, UTC))(row[left.text])
        case _:
            raise AssertionError(expression)


@given(expressions, st.lists(rows, max_size=6))
def test_the_compiled_condition_means_what_the_tree_says(expression, batch):
    compiled = compile_condition(bind_condition(expression, DERIVED, SCOPE), DERIVED.layout)
    expected = [row for row in batch if means(expression, row)]
    one_by_one = [row for row in batch if compiled.predicate is None or compiled.predicate(row)]
    together = batch if compiled.batch_filter is None else compiled.batch_filter(batch)
    assert one_by_one == expected
    assert together == expected


@given(expressions, rows)
def test_no_row_lies_outside_the_restrictions(expression, row):
    condition = bind_condition(expression, DERIVED, SCOPE)
    if not means(expression, row):
        return
    values = {fold(name): row[name] for name in (*row.names(), "__CLASS")}
    wanted = restrictions(condition) | {fold(name): (value,) for name, value in equalities(condition).items()}
    for name, allowed in wanted.items():
        kind = Kind.TEXT if isinstance(values[name], str) else Kind.REAL
        assert any(value_test(kind, Operator.EQUAL, each)(values[name]) for each in allowed)
