# SPDX-License-Identifier: Apache-2.0
from openwmi.wql.compare import Kind
from openwmi.wql.nodes import Operator
from openwmi.wql.terms import AllOf, AnyOf, Inverse, IsaTest, NullTest, PairTest, Truth, ValueTest, names_of, terms_of

A = ValueTest("A", Kind.INTEGER, Operator.EQUAL, 1)
B = NullTest("B", negated=False)
C = IsaTest("C", "T_Emb")
D = PairTest(("D", "x"), Operator.EQUAL, ("E", "y"))


def test_terms_come_from_left_to_right():
    condition = AllOf((A, AnyOf((Inverse(B), Truth(True), AllOf((C, D)))), A))
    assert list(terms_of(condition)) == [A, B, C, D, A]
    assert list(terms_of(Truth(False))) == []


def test_names_are_those_read_from_the_object_itself():
    assert list(names_of(AllOf((A, B, C, D)))) == ["A", "B", "C", "D", "E"]
