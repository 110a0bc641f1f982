# SPDX-License-Identifier: Apache-2.0
from datetime import UTC

import pytest

from openwmi.errors import InvalidQueryError, WbemError
from openwmi.wql.bind_terms import bind_condition
from openwmi.wql.compare import Kind
from openwmi.wql.cursor import Cursor
from openwmi.wql.expression import ExpressionParser
from openwmi.wql.nodes import Dialect, Operator
from openwmi.wql.terms import Condition, InsideTest, IsaTest, NullTest, PairTest, Scope, Truth, ValueTest, names_of
from tests.corpus_classes import corpus_classes

CLASSES = corpus_classes()
TRUE, FALSE = Truth(True), Truth(False)


def bound(text: str, class_name: str = "T_Base", dialect: Dialect = Dialect.DATA) -> Condition:
    expression = ExpressionParser(Cursor(text, dialect)).parse()
    cim_class = CLASSES.find_class(class_name) if class_name else None
    return bind_condition(expression, cim_class, Scope(dialect, CLASSES, UTC))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("id = 1", ValueTest("Id", Kind.INTEGER, Operator.EQUAL, 1)),
        ("name LIKE 'a%'", ValueTest("Name", Kind.TEXT, Operator.LIKE, "a%")),
        ("Flag <> 'false'", ValueTest("Flag", Kind.BOOLEAN, Operator.NOT_EQUAL, False)),
        ("R < 2", ValueTest("R", Kind.REAL, Operator.LESS, 2.0)),
        (
            "When >= '1/1/2020'",
            ValueTest("When", Kind.DATETIME, Operator.GREATER_OR_EQUAL, "20200101000000.000000+000"),
        ),
        ("Ch = 'a'", ValueTest("Ch", Kind.CHARACTER, Operator.EQUAL, "a")),
        ("__class = T_Derived", ValueTest("__CLASS", Kind.TEXT, Operator.EQUAL, "T_Derived")),
        ("__Genus = 2", ValueTest("__GENUS", Kind.INTEGER, Operator.EQUAL, 2)),
        ("Name = NULL", NullTest("Name", negated=False)),
        ("Name <> NULL", NullTest("Name", negated=True)),
        ("NOT Name IS NULL", NullTest("Name", negated=True)),
        ("Arr IS NOT NULL", NullTest("Arr", negated=True)),
        ("__DERIVATION IS NULL", NullTest("__DERIVATION", negated=False)),
        ("emb ISA t_emb", IsaTest("Emb", "t_emb")),
        ("Emb ISA 'T_Nothing'", FALSE),
        ("__this ISA 'T_Derived'", IsaTest("__THIS", "T_Derived")),
    ],
)
def test_terms(text, condition):
    assert bound(text) == condition


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("U8 = 256", FALSE),
        ("U8 = -1", FALSE),
        ("U8 <> 256", TRUE),
        ("U8 < 256", NullTest("U8", negated=True)),
        ("U8 <= 1e999", NullTest("U8", negated=True)),
        ("U8 > 256", FALSE),
        ("U8 >= -1", NullTest("U8", negated=True)),
        ("U8 > -1", NullTest("U8", negated=True)),
        ("U8 < -1", FALSE),
        ("NOT U8 = 256", TRUE),
        ("U8 = 256 OR U8 < 256", NullTest("U8", negated=True)),
        ("U8 = 256 AND Id = 1", FALSE),
        ("U8 = 255", ValueTest("U8", Kind.INTEGER, Operator.EQUAL, 255)),
    ],
)
def test_constants_out_of_range_fold_and_leave_null_to_the_null_rule(text, condition):
    assert bound(text) == condition


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Nothing = 1", "no property Nothing"),
        ("Extra = 'x'", "no property Extra"),
        ("__NOTHING = 1", "no property __NOTHING"),
        ("S32 = 'abc'", "'abc' is compared with S32"),
        ("S32 = 1.5", "1.5 is compared with S32"),
        ("When = TRUE", "TRUE is compared with When"),
        ("When < '20200101000000.000000+***'", "open fields"),
        ("S32 < NULL", "before NULL"),
        ("S32 LIKE '1%'", "LIKE after S32"),
        ("Flag < TRUE", "< after Flag"),
        ("Name ISA 'T_Emb'", "ISA after Name"),
        ("Emb = 'x'", "= after Emb"),
        ("Arr = 'a'", "Arr is an array"),
        ("Arr ISA 'T_Emb'", "Arr is an array"),
        ("__DERIVATION = 'x'", "__DERIVATION is an array"),
        ("__RELPATH < 'x'", "< after __RELPATH"),
        ("Name = cat", "another property"),
        ("S32 = U8", "another property"),
        ("Emb.P2 = Emb.P2", "another property"),
        ("Name.x = 1", "no object"),
        ("Emb.P2 = 'x'", "'x' is compared with P2"),
        ("Emb.P2 LIKE 'x'", "LIKE after P2"),
        ("Emb.__CLASS ISA 'T'", "ISA after __CLASS"),
        ("__THIS = 'x'", "__THIS without ISA"),
        ("__THIS IS NULL", "__THIS without ISA"),
    ],
)
def test_what_does_not_fit_is_an_invalid_query(text, says):
    with pytest.raises(InvalidQueryError, match=says) as caught:
        bound(text)
    assert caught.value.position is not None


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("Severity LIKE '1'", "WBEM_E_INVALID_OPERATOR"),
        ("Severity < NULL", "WBEM_E_INVALID_OPERATOR"),
        ("Severity = 'x'", "WBEM_E_INVALID_QUERY"),
        ("Nothing = 1", "WBEM_E_INVALID_QUERY"),
        ("Source.x = 1", "WBEM_E_PROPERTY_NOT_AN_OBJECT"),
        ("Payload ISA 'T_Nothing'", "WBEM_E_INVALID_CLASS"),
        ("Source = Severity", "WBEM_E_INVALID_QUERY"),
        ("Payload.P1 = Source", "WBEM_E_INVALID_QUERY"),
    ],
)
def test_events_have_codes_of_their_own(text, symbol):
    with pytest.raises(WbemError) as caught:
        bound(text, "T_Event", Dialect.EVENT)
    assert caught.value.symbol == symbol


def test_two_embedded_properties_compare_in_event_queries():
    condition = bound("targetinstance.A <> previousinstance.B", "__InstanceModificationEvent", Dialect.EVENT)
    assert condition == PairTest(("TargetInstance", "A"), Operator.NOT_EQUAL, ("PreviousInstance", "B"))


@pytest.mark.parametrize("text", ["Emb.Nothing = 1", "Emb.P2 = 7", "Obj.a.b.c LIKE 'x'", "Obj.P IS NULL"])
def test_the_inside_of_objects_is_left_for_later(text):
    assert isinstance(bound(text), InsideTest)


@pytest.mark.parametrize("text", ["__CLASS = 'X'", "__SUPERCLASS IS NULL", "__DYNASTY LIKE 'T%'", "__THIS ISA 'X'"])
def test_schema_queries_know_four_columns(text):
    assert list(names_of(bound(text, ""))) == [text.split()[0]]


@pytest.mark.parametrize("text", ["Name = 'x'", "__PATH = 'x'", "__GENUS = 1", "__THIS = 'X'"])
def test_and_no_others(text):
    with pytest.raises(InvalidQueryError):
        bound(text, "")


def test_a_long_constant_is_shown_short():
    with pytest.raises(InvalidQueryError) as caught:
        bound(f"S32 = '{'x' * 5000}'")
    assert len(caught.value.message) < 120
