# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import NotFoundError
from openwmi.model.cimdatetime import CimDatetime
from openwmi.wql.compare import OPERATORS, Kind, value_test
from openwmi.wql.evaluate import Filter, compile_condition, decide
from openwmi.wql.nodes import Operator
from openwmi.wql.terms import THIS, AllOf, AnyOf, Condition, Inverse, IsaTest, NullTest, Truth, ValueTest
from tests.corpus_classes import corpus_classes

CLASSES = corpus_classes()
BASE, DERIVED = CLASSES["T_Base"], CLASSES["T_Derived"]
OPERATOR_NAMES = {operator.value: operator for operator in Operator}

PROPERTIES = [
    ("S32", Kind.INTEGER, [-1, 0, 5, None], 0),
    ("R", Kind.REAL, [-1.5, 0.0, None], 0.0),
    ("Flag", Kind.BOOLEAN, [True, False, None], True),
    ("Name", Kind.TEXT, ["", "cat", "CAT", "cats", "caß", "日本", "ﬁ", None], "Cat"),
    ("Name", Kind.TEXT, ["ß", "ss", "SS", "ﬁ", "FI", "", None], "ss"),
    ("Name", Kind.TEXT, ["ß", "ss", "é", "É", None], "É"),
    ("Name", Kind.TEXT, ["caß", "CAß", "cass", "CASS", None], "Caß"),
    ("Ch", Kind.CHARACTER, [65, 97, 0, None], "a"),
    ("When", Kind.DATETIME, [CimDatetime("20200101000000.000000+000"), None], "20200101010000.000000+060"),
]


@pytest.mark.parametrize(
    ("name", "kind", "values", "constant", "operator"),
    [
        (name, kind, values, constant, operator)
        for name, kind, values, constant in PROPERTIES
        for operator in sorted(OPERATORS[kind], key=lambda operator: operator.value)
    ],
)
def test_what_is_written_in_place_equals_the_function(name, kind, values, constant, operator):
    compiled = compile_condition(ValueTest(name, kind, operator, constant), BASE.layout)
    expected = value_test(kind, operator, constant)
    rows = [CLASSES.new("T_Base", **{name: value}) for value in values]
    assert compiled.predicate is not None
    assert compiled.batch_filter is not None
    assert [compiled.predicate(row) for row in rows] == [expected(value) for value in values]
    assert compiled.batch_filter(rows) == [row for row, value in zip(rows, values, strict=True) if expected(value)]


@pytest.mark.parametrize(
    ("term", "of_base", "of_derived"),
    [
        (ValueTest("__CLASS", Kind.TEXT, Operator.EQUAL, "t_derived"), False, True),
        (ValueTest("__SUPERCLASS", Kind.TEXT, Operator.NOT_EQUAL, "T_Base"), True, False),
        (ValueTest("__DYNASTY", Kind.TEXT, Operator.EQUAL, "T_Base"), True, True),
        (ValueTest("__GENUS", Kind.INTEGER, Operator.EQUAL, 2), True, True),
        (NullTest("__SUPERCLASS", negated=False), True, False),
        (IsaTest(THIS, "T_Derived"), False, True),
    ],
)
def test_what_all_instances_of_a_class_share_is_decided_once(term, of_base, of_derived):
    assert decide(term, BASE) == Truth(of_base)
    assert decide(term, DERIVED) == Truth(of_derived)


@pytest.mark.parametrize(
    "term",
    [
        ValueTest("__RELPATH", Kind.TEXT, Operator.EQUAL, "x"),
        ValueTest("Id", Kind.INTEGER, Operator.EQUAL, 1),
        IsaTest("Emb", "T_Emb"),
    ],
)
def test_what_they_do_not_share_stays(term):
    assert decide(term, BASE) is term


@pytest.mark.parametrize(
    ("name", "operator", "constant", "answer"),
    [
        ("__RELPATH", "=", "t_base.id=5", True),
        ("__PATH", "LIKE", r"\\%\root\test:T_Base.Id=5", True),
        ("__NAMESPACE", "=", "ROOT\\TEST", True),
        ("__SERVER", "<>", "elsewhere", True),
        ("__PROPERTY_COUNT", "=", 14, True),
        ("__PATH", "=", "x", False),
    ],
)
def test_other_system_properties_are_asked_of_the_instance(name, operator, constant, answer):
    kind = Kind.INTEGER if isinstance(constant, int) else Kind.TEXT
    test = ValueTest(name, kind, OPERATOR_NAMES[operator], constant)
    compiled = compile_condition(test, BASE.layout)
    assert compiled.predicate is not None
    assert compiled.predicate(CLASSES.new("T_Base", Id=5)) is answer


def test_connectives():
    a = ValueTest("S32", Kind.INTEGER, Operator.GREATER, 0)
    b = ValueTest("Flag", Kind.BOOLEAN, Operator.EQUAL, True)
    c = NullTest("Name", negated=False)
    for condition, expected in (
        (AllOf((a, AnyOf((b, c)))), lambda x, y, z: x and (y or z)),
        (AnyOf((AllOf((a, b)), Inverse(c))), lambda x, y, z: (x and y) or not z),
        (Inverse(AllOf((a, Inverse(AnyOf((b, c)))))), lambda x, y, z: not (x and not (y or z))),
    ):
        predicate = compile_condition(condition, BASE.layout).predicate
        assert predicate is not None
        for x in (True, False):
            for y in (True, False):
                for z in (True, False):
                    row = CLASSES.new("T_Base", S32=int(x), Flag=y, Name=None if z else "n")
                    assert predicate(row) is expected(x, y, z)


def test_a_hundred_levels_compile():
    condition: Condition = NullTest("Name", negated=False)
    for level in range(100):
        step = ValueTest("S32", Kind.INTEGER, Operator.EQUAL, level)
        condition = Inverse(AllOf((step, condition))) if level % 2 else Inverse(AnyOf((step, condition)))
    assert compile_condition(condition, BASE.layout).predicate is not None


def test_nothing_of_the_query_stands_in_the_source():
    poison = "'); raise SystemExit #"
    test = AllOf(
        (ValueTest("Name", Kind.TEXT, Operator.EQUAL, poison), ValueTest("Name", Kind.TEXT, Operator.LIKE, poison))
    )
    predicate = compile_condition(test, BASE.layout).predicate
    assert predicate is not None
    assert predicate(CLASSES.new("T_Base", Name=poison))


def test_a_layout_without_the_property_is_refused():
    with pytest.raises(NotFoundError):
        compile_condition(NullTest("Name", negated=False), CLASSES["T_Other"].layout)


def test_a_filter_compiles_once_a_class():
    kept = Filter(NullTest("Name", negated=False))
    assert kept.for_class(BASE) is kept.for_class(BASE)
    assert kept.for_class(BASE) is not kept.for_class(DERIVED)
