# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import InvalidClassError, InvalidObjectPathError, InvalidQueryError, NotFoundError
from openwmi.wql.bind import BoundQuery, bind
from openwmi.wql.bound import BoundAssociation, BoundSchema, BoundSelect
from openwmi.wql.bound_event import BoundEvent
from openwmi.wql.nodes import Dialect
from openwmi.wql.parser import parse
from tests.corpus_classes import corpus_classes

CLASSES = corpus_classes()


def bound(text: str, dialect: Dialect = Dialect.DATA) -> BoundQuery:
    return bind(parse(text, dialect), CLASSES)


@pytest.mark.parametrize(
    ("text", "dialect", "kind"),
    [
        ("SELECT * FROM t_base", Dialect.DATA, BoundSelect),
        ("SELECT * FROM META_CLASS", Dialect.DATA, BoundSchema),
        ("ASSOCIATORS OF {T_Base=1}", Dialect.DATA, BoundAssociation),
        ("SELECT * FROM T_Event", Dialect.EVENT, BoundEvent),
    ],
)
def test_each_statement_has_its_bound_form(text, dialect, kind):
    assert type(bound(text, dialect)) is kind


@pytest.mark.parametrize("text", ["SELECT * FROM T_Base", "SELECT * FROM T_Base WHERE U8 <> 1000"])
def test_a_condition_that_always_holds_is_none(text):
    query = bound(text)
    assert isinstance(query, BoundSelect)
    assert query.where is None


def test_an_association_query_has_its_path_read():
    query = bound("REFERENCES OF {T_Base.Id=1} WHERE Role = Left")
    assert isinstance(query, BoundAssociation)
    assert (str(query.path), query.options.role) == ("T_Base.Id=1", "Left")
    assert query.text == 'REFERENCES OF {T_Base.Id=1} WHERE Role = "Left"'


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ASSOCIATORS OF {}", InvalidObjectPathError),
        ("ASSOCIATORS OF {T_Base.Id 1}", InvalidObjectPathError),
        ("ASSOCIATORS OF {T_Base.Id=" + "9" * 6000 + "}", InvalidObjectPathError),
        ("ASSOCIATORS OF {T_Base}", InvalidObjectPathError),
        (r"ASSOCIATORS OF {root\cimv2}", InvalidObjectPathError),
        (r"ASSOCIATORS OF {root\cimv2} WHERE SchemaOnly", InvalidObjectPathError),
        ("ASSOCIATORS OF {T_Base.Id=1} WHERE SchemaOnly", InvalidObjectPathError),
        ("ASSOCIATORS OF {T_Nothing.Id=1}", InvalidClassError),
        ("REFERENCES OF {T_Nothing} WHERE SchemaOnly", InvalidClassError),
        ("ASSOCIATORS OF {T_Base} WHERE SchemaOnly ClassDefsOnly", InvalidQueryError),
        ("ASSOCIATORS OF {T_Base.Id=1} WHERE ResultClass = T_Other ClassDefsOnly", InvalidQueryError),
        ("SELECT * FROM T_Nothing", InvalidClassError),
    ],
)
def test_what_does_not_fit(text, kind):
    with pytest.raises(kind):
        bound(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASSOCIATORS OF {T_Single=@}",
        "ASSOCIATORS OF {T_Base} WHERE SchemaOnly ResultClass = T_Other",
        r"ASSOCIATORS OF {\\.\root\elsewhere:T_Nothing.Id=1}",
    ],
)
def test_what_does_fit(text):
    assert bound(text).text


def test_an_unknown_event_class_is_not_found():
    with pytest.raises(NotFoundError):
        bound("SELECT * FROM T_Nothing", Dialect.EVENT)
