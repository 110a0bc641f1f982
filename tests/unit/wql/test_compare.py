# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.cimtype import CimType
from openwmi.model.values import CimScalar
from openwmi.wql.compare import KINDS, OPERATORS, Kind, null_result, value_test, values_hold
from openwmi.wql.nodes import Operator

OPERATOR = {operator.value: operator for operator in Operator}
NOON = CimDatetime("20200101120000.000000+000")
NOON_IN_PARIS = CimDatetime("20200101130000.000000+060")
LATER = CimDatetime("20210101120000.000000+000")
OPEN = CimDatetime("20200101120000.000000+***")
NO_SUCH_DAY = CimDatetime("20200231120000.000000+000")
DAY = CimDatetime("00000001000000.000000:000")
TWO_DAYS = CimDatetime("00000002000000.000000:000")


@pytest.mark.parametrize(
    ("kind", "value", "operator", "constant"),
    [
        (Kind.INTEGER, 5, "=", 5),
        (Kind.INTEGER, 5, "<>", 6),
        (Kind.INTEGER, 2**63, ">", 2**63 - 1),
        (Kind.INTEGER, 5, "<", float("inf")),
        (Kind.REAL, 1.5, ">=", 1.5),
        (Kind.BOOLEAN, True, "=", True),
        (Kind.TEXT, "cat", "=", "CAT"),
        (Kind.TEXT, "straße", "=", "STRAßE"),
        (Kind.TEXT, "c_t", ">", "cat"),
        (Kind.TEXT, "cat", "<", "dog"),
        (Kind.TEXT, " a", "<>", "a"),
        (Kind.TEXT, "cat", "LIKE", "C%"),
        (Kind.CHARACTER, 65, "=", "a"),
        (Kind.CHARACTER, 65, "LIKE", "[a-c]"),
        (Kind.CHARACTER, 65, "<>", "65"),
        (Kind.DATETIME, NOON, "=", NOON_IN_PARIS),
        (Kind.DATETIME, NOON, "<", LATER),
        (Kind.DATETIME, OPEN, "=", OPEN),
        (Kind.DATETIME, OPEN, "<>", NOON),
        (Kind.DATETIME, NOON, "<>", OPEN),
        (Kind.DATETIME, DAY, "<", TWO_DAYS),
        (Kind.DATETIME, DAY, "<>", NOON),
        (Kind.DATETIME, NO_SUCH_DAY, "=", NO_SUCH_DAY),
        (Kind.REFERENCE, "T.Id=1", "=", "t=1"),
        (Kind.REFERENCE, "T.Id=1", "<>", "T.Id=2"),
    ],
)
def test_comparisons_that_hold(kind, value, operator, constant):
    assert value_test(kind, OPERATOR[operator], constant)(value)


@pytest.mark.parametrize(
    ("kind", "value", "operator", "constant"),
    [
        (Kind.INTEGER, 5, "<", 5),
        (Kind.TEXT, "STRASSE", "=", "straße"),
        (Kind.TEXT, "a ", "=", "a"),
        (Kind.TEXT, "cat", "LIKE", "a%"),
        (Kind.CHARACTER, 66, "=", "A"),
        (Kind.DATETIME, OPEN, "<", LATER),
        (Kind.DATETIME, OPEN, "=", NOON),
        (Kind.DATETIME, DAY, "<", NOON),
        (Kind.DATETIME, NOON, ">", DAY),
        (Kind.REFERENCE, "T.Id=1", "<>", "T=1"),
    ],
)
def test_comparisons_that_do_not_hold(kind, value, operator, constant):
    assert not value_test(kind, OPERATOR[operator], constant)(value)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.OBJECT])
def test_null_differs_from_everything_and_is_otherwise_nothing(kind):
    constants: dict[Kind, CimScalar] = {Kind.DATETIME: NOON, Kind.REAL: 1.0, Kind.INTEGER: 1, Kind.BOOLEAN: True}
    constant = constants.get(kind, "x")
    answers = {operator: value_test(kind, operator, constant)(None) for operator in OPERATORS[kind]}
    assert answers == {operator: operator is Operator.NOT_EQUAL for operator in OPERATORS[kind]}


def test_two_nulls_are_equal():
    assert [operator for operator in Operator if null_result(operator, both=True)] == [Operator.EQUAL]


@pytest.mark.parametrize(
    ("left", "operator", "right", "answer"),
    [
        (1, "<", 2.5, True),
        (1, "<>", 1, False),
        ("a", "=", "A", True),
        (NOON, "=", NOON_IN_PARIS, True),
        (NOON, "<", LATER, True),
        (DAY, "<", TWO_DAYS, True),
        (NOON, "=", OPEN, False),
        (OPEN, "=", OPEN, True),
        (None, "<>", 1, True),
        (1, "=", None, False),
        (None, "=", None, True),
        (None, "<>", None, False),
        ("1", "=", 1, False),
        ("1", "<>", 1, False),
        ([1], "=", [1], False),
    ],
)
def test_two_properties_compare_by_their_values(left, operator, right, answer):
    assert values_hold(OPERATOR[operator], left, right) is answer


def test_every_type_has_a_kind():
    assert set(CimType) - set(KINDS) == {CimType.CIM_EMPTY, CimType.CIM_ILLEGAL}
