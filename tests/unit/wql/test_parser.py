# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import InvalidParameterError, InvalidQueryError, UnparsableQueryError
from openwmi.wql.nodes import AssociationStatement, Dialect, EventStatement, SchemaStatement, SelectStatement
from openwmi.wql.parser import parse


@pytest.mark.parametrize(
    ("text", "dialect", "kind"),
    [
        ("SELECT * FROM C", Dialect.DATA, SelectStatement),
        ("SELECT A FROM C WHERE A = 1", Dialect.DATA, SelectStatement),
        ("SELECT * FROM Meta_Class WHERE __THIS ISA 'C'", Dialect.DATA, SchemaStatement),
        ("ASSOCIATORS OF {C.K=1}", Dialect.DATA, AssociationStatement),
        ("references of {C.K=1}", Dialect.DATA, AssociationStatement),
        ("SELECT * FROM E", Dialect.EVENT, EventStatement),
        ("SELECT * FROM meta_class", Dialect.EVENT, EventStatement),
    ],
)
def test_the_first_word_and_the_dialect_decide_the_statement(text, dialect, kind):
    assert type(parse(text, dialect)) is kind


@pytest.mark.parametrize(
    "text",
    [
        "FROM C", "SELECT * FROM C C2", "SELECT * FROM C, D", "SELECT * FROM C WHERE", "SELECT * FROM C GROUP BY A",
        "SELECT * FROM C WHERE A = 1 ORDER BY A", "SELECT A FROM meta_class", "UPDATE C SET A = 1", "'SELECT'", " ",
        "SELECT * FROM C HAVING A > 1", "{C}", "SELECT * FROM root:C",
    ],
)  # fmt: skip
def test_other_texts_are_invalid_queries(text):
    with pytest.raises(InvalidQueryError):
        parse(text, Dialect.DATA)


@pytest.mark.parametrize("text", ["ASSOCIATORS OF {C.K=1}", "REFERENCES OF {C.K=1}", "FROM E", " "])
def test_events_come_from_select_only(text):
    with pytest.raises(UnparsableQueryError):
        parse(text, Dialect.EVENT)


@pytest.mark.parametrize("dialect", Dialect)
def test_an_empty_text_is_an_invalid_parameter(dialect):
    with pytest.raises(InvalidParameterError):
        parse("", dialect)
