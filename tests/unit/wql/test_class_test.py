# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.model.cimtype import TypeSpec
from openwmi.model.declaration import ClassDeclaration, PropertyDeclaration
from openwmi.model.derive import derive
from openwmi.model.names import NameMap
from openwmi.wql.class_test import class_test, class_value
from openwmi.wql.compare import Kind
from openwmi.wql.nodes import Operator
from openwmi.wql.terms import THIS, AllOf, AnyOf, Inverse, IsaTest, NullTest, PairTest, Truth, ValueTest
from tests.corpus_classes import corpus_classes

CLASSES = corpus_classes()
FIVE = PropertyDeclaration("A", TypeSpec.from_text("uint32"), default=5, has_default=True)
WITH_DEFAULT = derive(ClassDeclaration("D", properties=NameMap([("A", FIVE)])), None)


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        (Truth(True), True),
        (IsaTest(THIS, "t_base"), True),
        (IsaTest(THIS, "T_Other"), False),
        (IsaTest("Emb", "T_Emb"), False),
        (NullTest("__SUPERCLASS", negated=False), False),
        (NullTest("Name", negated=False), True),
        (ValueTest("__CLASS", Kind.TEXT, Operator.LIKE, "t[_]d%"), True),
        (Inverse(Truth(True)), False),
        (AllOf((Truth(True), NullTest("Name", negated=False))), True),
        (AllOf((Truth(True), Truth(False))), False),
        (AnyOf((Truth(False), Truth(True))), True),
        (AnyOf((Truth(False), Truth(False))), False),
        (PairTest(("Emb", "P1"), Operator.EQUAL, ("Emb", "P1")), False),
    ],
)
def test_conditions_on_a_class(condition, answer):
    assert class_test(condition)(CLASSES["T_Derived"]) is answer


def test_values_of_a_class_are_its_defaults():
    assert class_value(WITH_DEFAULT, "a") == 5
    assert class_value(WITH_DEFAULT, "__class") == "D"
    assert class_test(ValueTest("A", Kind.INTEGER, Operator.GREATER, 4))(WITH_DEFAULT)
