# SPDX-License-Identifier: Apache-2.0
"""Any text becomes a query or one of the documented errors; a rendered query is the same query."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openwmi.errors import (
    InvalidParameterError,
    InvalidQueryError,
    QuotaViolationError,
    UnparsableQueryError,
    WbemError,
)
from openwmi.wql import Dialect, bind, parse, render
from openwmi.wql.nodes import (
    AssociationKind,
    AssociationOptions,
    AssociationStatement,
    Comparison,
    Conjunction,
    Constant,
    Disjunction,
    EventStatement,
    Grouping,
    Negation,
    NullCheck,
    Operator,
    PropertyPath,
    SchemaStatement,
    SelectStatement,
)
from tests.corpus_classes import corpus_classes

CLASSES = corpus_classes()
ERRORS = {
    Dialect.DATA: (InvalidQueryError, QuotaViolationError, InvalidParameterError),
    Dialect.EVENT: (UnparsableQueryError, QuotaViolationError, InvalidParameterError),
}

# Words in orders that no grammar thought of reach much deeper than random characters do.
WORDS = [
    "SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "IS", "NULL", "LIKE", "ISA", "TRUE", "FALSE", "WITHIN",
    "GROUP", "BY", "HAVING", "ASSOCIATORS", "REFERENCES", "OF", "{T_Base.Id=1}", "{", "}", "(", ")", ",", ".",
    "*", "=", "<>", "!=", "<", ">", "<=", ">=", "'x'", '"%a%"', "'", '"', "\\", "5", "-1.5", "0x1F", "1e999",
    "Id", "Name", "Emb", "Emb.P2", "When", "Arr", "Flag", "Obj", "T_Base", "T_Event", "META_CLASS", "__CLASS",
    "__PATH", "__THIS", "TargetInstance", "T_Dynamic", "__InstanceCreationEvent", "NumberOfEvents",
    "AssocClass", "Role", "ClassDefsOnly", "SchemaOnly", "\t", ";", "é",
]  # fmt: skip
soups = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
selects = st.builds("SELECT * FROM {} WHERE {}".format, st.sampled_from(["T_Base", "T_Event", "META_CLASS"]), soups)
texts = st.one_of(st.text(max_size=80), soups, selects)


@given(texts, st.sampled_from(Dialect))
@example("SELECT * FROM T_Base WHERE " + "(" * 16000, Dialect.DATA)
@example("'" + "\\" * 16000, Dialect.DATA)
@example("{" + '"' * 16000, Dialect.EVENT)
@example("SELECT * FROM T_Base WHERE Id = " + "9" * 16000, Dialect.DATA)
@example("SELECT * FROM T_Base WHERE Id = 1e" + "9" * 16000, Dialect.DATA)
@example("SELECT * FROM T_Base WHERE NOT " + "a." * 8000, Dialect.EVENT)
@example("a" * 0x4001, Dialect.DATA)
def test_any_text_becomes_a_query_or_a_documented_error(text, dialect):
    statement = error = None
    try:
        statement = parse(text, dialect)
    except ERRORS[dialect] as caught:
        error = caught
    if error is not None:
        assert error.message
        position = getattr(error, "position", 0)
        assert position is not None
        assert 0 <= position <= len(text)
    else:
        assert statement is not None
        assert parse(render(statement), dialect) == statement


@given(texts, st.sampled_from(Dialect))
@example("SELECT * FROM T_Base WHERE Emb" + ".Emb" * 63 + " = 1", Dialect.DATA)
@example("ASSOCIATORS OF {T_Base.Id=" + "9" * 7000 + "}", Dialect.DATA)
def test_any_query_is_bound_or_refused_with_a_code(text, dialect):
    try:
        statement = parse(text, dialect)
        bound = bind(statement, CLASSES)
    except WbemError:
        return
    assert bound.text == render(statement)


names = st.from_regex(r"(__)?[A-Za-z][A-Za-z0-9_]{0,6}", fullmatch=True).filter(
    lambda name: name.upper() not in {"NULL", "TRUE", "FALSE", "NOT", "FROM", "WHERE", "META_CLASS"}
)
properties = st.lists(names, min_size=1, max_size=3).map(lambda parts: PropertyPath(tuple(parts)))
plain_properties = properties.filter(lambda path: not path.parts[-1].startswith("__"))
strings = st.text(max_size=8).map(Constant)
numbers = st.integers(-(10**20), 10**20).map(lambda n: Constant(n, str(n)))
words = st.sampled_from([None, True, False]).map(Constant)
relations = st.sampled_from([operator for operator in Operator if operator not in {Operator.LIKE, Operator.ISA}])
comparisons = st.one_of(
    st.builds(Comparison, properties, relations, st.one_of(strings, numbers, words)),
    st.builds(Comparison, plain_properties, relations, plain_properties.filter(lambda path: len(path.parts) > 1)),
    st.builds(Comparison, properties, st.sampled_from([Operator.LIKE, Operator.ISA]), strings),
    st.builds(NullCheck, properties, st.booleans()),
)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        inner.map(Negation),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: Conjunction(tuple(each))),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: Disjunction(tuple(each))),
    ),
    max_leaves=8,
)
columns = st.none() | st.lists(properties, min_size=1, max_size=3).map(tuple)
counts = st.builds(
    Comparison,
    st.just(PropertyPath(("NumberOfEvents",))),
    relations,
    st.integers(0, 1000).map(lambda n: Constant(n, str(n))),
)
groupings = st.builds(
    Grouping,
    st.none() | st.integers(0, 0xFFFFFFFF),
    st.just(()) | st.lists(properties, min_size=1, max_size=2).map(tuple),
    having=st.none() | counts,
)
options = st.builds(
    AssociationOptions,
    st.none() | names,
    st.booleans(),
    st.booleans(),
    *[st.none() | names] * 5,
    st.booleans(),
)
data_statements = st.one_of(
    st.builds(SelectStatement, columns, names, st.none() | conditions),
    st.builds(SchemaStatement, st.none() | conditions),
    st.builds(
        AssociationStatement, st.just(AssociationKind.ASSOCIATORS), names.map(lambda name: f'{name}.K="}}"'), options
    ),
)
event_statements = st.builds(
    EventStatement, columns, names, st.none() | st.floats(0.001, 4294967), st.none() | conditions, st.none() | groupings
)


@given(data_statements)
def test_a_rendered_data_query_is_the_same_query(statement):
    assert parse(render(statement), Dialect.DATA) == statement


@given(event_statements)
def test_a_rendered_event_query_is_the_same_query(statement):
    assert parse(render(statement), Dialect.EVENT) == statement


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM T_Base WHERE (Id = 1 OR NOT Name LIKE '%a\\\\b%') AND When >= '1/1/2020' AND Emb.P2 <> 0x1F",
        "ASSOCIATORS OF {T_Other.Key=\"o1\"} WHERE AssocClass = T_Assoc Role = 'Left' ClassDefsOnly",
    ],
)
@given(data=st.data())
def test_one_wrong_character_is_no_accident(query, data):
    place = data.draw(st.integers(0, len(query) - 1))
    character = data.draw(st.sampled_from([*"'\"\\{}().,=<>*; a1é\x00", ""]))
    text = query[:place] + character + query[place + 1 :]
    try:
        statement = parse(text, Dialect.DATA)
    except ERRORS[Dialect.DATA]:
        return
    assert parse(render(statement), Dialect.DATA) == statement
