# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import InvalidClassError, InvalidQueryError, NotFoundError, WbemError
from openwmi.wql.columns import bind_columns, find_from_class
from openwmi.wql.nodes import Dialect, EventStatement, PropertyPath, SelectStatement
from openwmi.wql.terms import Scope
from tests.corpus_classes import corpus_classes

CLASSES = corpus_classes()
DATA, EVENT = Scope(Dialect.DATA, CLASSES), Scope(Dialect.EVENT, CLASSES)


def bound(*columns: str, scope: Scope = DATA) -> tuple[str, ...] | None:
    return bind_columns(tuple(PropertyPath(tuple(c.split("."))) for c in columns), CLASSES["T_Derived"], scope)


def test_columns_have_the_spelling_of_the_class_and_appear_once():
    assert bound("NAME", "id", "Name", "__path", "EXTRA") == ("Name", "Id", "__PATH", "Extra")
    assert bind_columns(None, CLASSES["T_Base"], DATA) is None


def test_an_inner_property_selects_its_object():
    assert bound("emb.P1", "Emb.P2", "Emb.*", "Obj.Anything") == ("Emb", "Obj")


def test_unknown_columns_are_refused():
    for name in ("Nothing", "__THIS", "__NOTHING"):
        with pytest.raises(InvalidQueryError, match=name):
            bound(name)


@pytest.mark.parametrize("column", ["Name.x", "Arr.x", "__PATH.x", "__DERIVATION.x"])
def test_a_dot_follows_objects_only(column):
    with pytest.raises(InvalidQueryError):
        bound(column)
    with pytest.raises(WbemError) as caught:
        bound(column, scope=EVENT)
    assert caught.value.symbol == "WBEM_E_PROPERTY_NOT_AN_OBJECT"


def test_the_from_class_is_found_in_any_case_or_missed_as_the_dialect_says():
    assert find_from_class(SelectStatement(None, "t_base"), DATA).name == "T_Base"
    with pytest.raises(InvalidClassError, match="T_Nothing"):
        find_from_class(SelectStatement(None, "T_Nothing"), DATA)
    with pytest.raises(NotFoundError, match="T_Nothing"):
        find_from_class(EventStatement(None, "T_Nothing"), EVENT)
