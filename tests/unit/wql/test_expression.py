# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import InvalidQueryError, QuotaViolationError, UnparsableQueryError
from openwmi.wql.cursor import Cursor
from openwmi.wql.expression import MAX_NESTING_LEVELS, MAX_TERMS, ExpressionParser
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

EQUAL = Operator.EQUAL


def read(text: str, dialect: Dialect = Dialect.DATA) -> Expression:
    cursor = Cursor(text, dialect)
    result = ExpressionParser(cursor).parse()
    cursor.end("the end")
    return result


def one(name: str) -> Comparison:
    return Comparison(PropertyPath((name,)), EQUAL, Constant(1, "1"))


A, B, C = one("a"), one("b"), one("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a=1", A),
        ("((a=1))", A),
        ("a=1 AND b=1 AND c=1", Conjunction((A, B, C))),
        ("a=1 OR b=1 AND c=1", Disjunction((A, Conjunction((B, C))))),
        ("(a=1 OR b=1) AND c=1", Conjunction((Disjunction((A, B)), C))),
        ("NOT a=1 AND b=1", Conjunction((Negation(A), B))),
        ("NOT (a=1 AND b=1)", Negation(Conjunction((A, B)))),
        ("NOT (NOT a=1)", Negation(Negation(A))),
    ],
)
def test_not_binds_tighter_than_and_tighter_than_or(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "operator", "value"),
    [
        ("P = 'x'", EQUAL, "x"),
        ("P <> 5", Operator.NOT_EQUAL, 5),
        ("P != 5", Operator.NOT_EQUAL, 5),
        ("5 < P", Operator.GREATER, 5),
        ("5 >= P", Operator.LESS_OR_EQUAL, 5),
        ("TRUE = P", EQUAL, True),
        ("P = null", EQUAL, None),
        ("P LIKE '%x'", Operator.LIKE, "%x"),
        ("P isa 'C'", Operator.ISA, "C"),
        ("P ISA C", Operator.ISA, "C"),
    ],
)
def test_the_property_ends_up_on_the_left(text, operator, value):
    tree = read(text)
    assert isinstance(tree, Comparison)
    assert isinstance(tree.right, Constant)
    assert (tree.left.text, tree.operator, tree.right.value) == ("P", operator, value)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("P IS NULL", NullCheck(PropertyPath(("P",)))),
        ("P.Q is not null", NullCheck(PropertyPath(("P", "Q")), negated=True)),
        ("P NOT LIKE 'x'", Negation(Comparison(PropertyPath(("P",)), Operator.LIKE, Constant("x")))),
        ("P.Q = R.S", Comparison(PropertyPath(("P", "Q")), EQUAL, PropertyPath(("R", "S")))),
        ("__CLASS = Win32_Disk", Comparison(PropertyPath(("__CLASS",)), EQUAL, Constant("Win32_Disk"))),
        ("P.__class = C", Comparison(PropertyPath(("P", "__class")), EQUAL, Constant("C"))),
        ("P = C", Comparison(PropertyPath(("P",)), EQUAL, PropertyPath(("C",)))),
    ],
)
def test_other_tests(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "name"),
    [("Group = 1", "Group"), ("And = 1", "And"), ("Like LIKE 'x'", "Like"), ("NOT = 1", "NOT"), ("Is IS NULL", "Is")],
)
def test_a_keyword_is_a_property_where_only_a_property_fits(text, name):
    tree = read(text)
    assert isinstance(tree, Comparison | NullCheck)
    assert (tree.left if isinstance(tree, Comparison) else tree.operand).text == name


@pytest.mark.parametrize(
    "text",
    [
        "a", "a =", "= 1", "a == 1", "a = = 1", "a IS 5", "a IS NOT 5", "a IS NOT", "a LIKE 5", "a LIKE b", "a LIKE",
        "a ISA 5", "a ISA NULL", "1 = 1", "'x' LIKE a", "5 IS NULL", "a = 1 b = 1", "a = 1 AND", "a = 1 OR OR b = 1",
        "NOT NOT a = 1", "NOT", "(a = 1", "a = 1)", "()", "a IN (1,2)", "a BETWEEN 1 AND 2", "a NOT = 5", "a. = 1",
        "a = b.", "f(a) = 1", "a => 1", "a = 1 XOR b = 1", "a, b = 1", "*",
    ],
)  # fmt: skip
def test_everything_else_is_refused(text):
    with pytest.raises(InvalidQueryError):
        read(text)
    with pytest.raises(UnparsableQueryError):
        read(text, Dialect.EVENT)


def test_the_number_of_comparisons_is_limited():
    assert read(" OR ".join(["a=1"] * MAX_TERMS)) == Disjunction((A,) * MAX_TERMS)
    with pytest.raises(QuotaViolationError):
        read(" OR ".join(["a=1"] * (MAX_TERMS + 1)))


def test_the_depth_is_limited():
    def nested(levels: int) -> str:
        return "(" * levels + "a=1" + ")" * levels

    assert read(nested(MAX_NESTING_LEVELS)) == A
    assert read(f"{nested(MAX_NESTING_LEVELS)} AND {nested(MAX_NESTING_LEVELS)}") == Conjunction((A, A))
    with pytest.raises(QuotaViolationError):
        read(nested(MAX_NESTING_LEVELS + 1))


def test_positions_point_at_the_operator_and_the_operands():
    tree = read("  Abc >= 'x'")
    assert isinstance(tree, Comparison)
    assert (tree.left.position, tree.position, tree.right.position) == (2, 6, 9)
