# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.wql.compare import Kind
from openwmi.wql.nodes import Operator
from openwmi.wql.normalize import conjuncts, equalities, join_all, join_any, negate, restrictions, simplify
from openwmi.wql.terms import AllOf, AnyOf, Inverse, IsaTest, NullTest, Truth, ValueTest

TRUE, FALSE = Truth(True), Truth(False)
A = IsaTest("A", "x")
B = IsaTest("B", "x")
C = IsaTest("C", "x")


def equal(name, constant, kind=Kind.INTEGER):
    return ValueTest(name, kind, Operator.EQUAL, constant)


@pytest.mark.parametrize(
    ("condition", "simpler"),
    [
        (TRUE, TRUE),
        (AllOf((A, TRUE)), A),
        (AllOf((A, FALSE)), FALSE),
        (AllOf((TRUE, TRUE)), TRUE),
        (AnyOf((A, FALSE)), A),
        (AnyOf((A, TRUE)), TRUE),
        (AnyOf((FALSE, FALSE)), FALSE),
        (AllOf((A, AllOf((B, C)))), AllOf((A, B, C))),
        (AnyOf((AnyOf((A, B)), C)), AnyOf((A, B, C))),
        (AllOf((A, AnyOf((B, C)))), AllOf((A, AnyOf((B, C))))),
        (Inverse(Inverse(A)), A),
        (Inverse(FALSE), TRUE),
        (Inverse(AllOf((A, FALSE))), TRUE),
        (Inverse(NullTest("A", negated=False)), NullTest("A", negated=True)),
        (Inverse(A), Inverse(A)),
    ],
)
def test_simpler_and_equal(condition, simpler):
    assert simplify(condition) == simpler


def test_terms_may_be_decided_on_the_way():
    assert simplify(AllOf((A, Inverse(B))), lambda term: FALSE if term == B else term) == A


def test_joining_nothing_gives_the_neutral_element():
    assert join_all([]) == TRUE
    assert join_any([]) == FALSE
    assert negate(negate(A)) == A


def test_conjuncts_are_what_must_hold_together():
    assert conjuncts(AllOf((A, B))) == (A, B)
    assert conjuncts(AnyOf((A, B))) == (AnyOf((A, B)),)


def test_equalities_are_those_joined_by_and():
    condition = AllOf((equal("Id", 1), equal("Id", 2), AnyOf((equal("X", 1), equal("Y", 1))), A))
    assert equalities(condition) == {"Id": 1}
    assert equalities(equal("When", "20200101000000.000000+000", Kind.DATETIME)) == {}
    assert equalities(equal("Ch", "A", Kind.CHARACTER)) == {}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (equal("Id", 1), {"id": (1,)}),
        (A, {}),
        (Inverse(equal("Id", 1)), {}),
        (ValueTest("Id", Kind.INTEGER, Operator.LESS, 1), {}),
        (AllOf((equal("Id", 1), equal("X", 2), A)), {"id": (1,), "x": (2,)}),
        (AnyOf((equal("Id", 1), equal("Id", 2), equal("Id", 1))), {"id": (1, 2)}),
        (AnyOf((equal("Id", 1), A)), {}),
        (AnyOf((AllOf((equal("Id", 1), equal("X", 1))), equal("Id", 2))), {"id": (1, 2)}),
        (AllOf((AnyOf((equal("Id", 1), equal("Id", 2))), equal("ID", 2))), {"id": (2,)}),
        (AllOf((equal("Id", 1), equal("Id", 2))), {"id": ()}),
        (AllOf((equal("N", "a", Kind.TEXT), equal("N", "A", Kind.TEXT))), {"n": ("a",)}),
        (AnyOf((equal("N", "a", Kind.TEXT), equal("N", "A", Kind.TEXT))), {"n": ("A",)}),
        (AllOf((equal("R", "T.Id=1", Kind.REFERENCE), equal("R", "T=1", Kind.REFERENCE))), {"r": ("T.Id=1",)}),
    ],
)
def test_restrictions(condition, expected):
    assert restrictions(condition) == expected
