# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import InvalidQueryError, UnparsableQueryError
from openwmi.wql.cursor import Cursor
from openwmi.wql.nodes import Dialect


def test_it_moves_forward_and_stops_at_the_end():
    cursor = Cursor("a b", Dialect.DATA)
    assert (cursor.current.text, cursor.following.text) == ("a", "b")
    assert [cursor.advance().text for _ in range(4)] == ["a", "b", "", ""]


def test_words_are_compared_in_any_case_and_the_end_is_none_of_them():
    cursor = Cursor("select", Dialect.DATA)
    assert cursor.at("FROM", "SELECT")
    assert not cursor.accept("FROM")
    assert cursor.accept("SELECT")
    assert not cursor.at("")


@pytest.mark.parametrize("word", ["null", "TRUE", "False", "'x'", "5", "*"])
def test_constants_are_no_names(word):
    with pytest.raises(InvalidQueryError, match="expected a class name"):
        Cursor(word, Dialect.DATA).name("a class name")


def test_keywords_are_names_where_a_name_is_expected():
    assert Cursor("Group", Dialect.DATA).name("a property name").text == "Group"


@pytest.mark.parametrize(
    ("text", "advice"),
    [("ORDER", "sort"), ("(", "functions"), ("WITHIN", "ExecNotificationQuery"), (",", "ASSOCIATORS OF")],
)
def test_words_of_other_languages_come_with_advice(text, advice):
    with pytest.raises(InvalidQueryError) as caught:
        Cursor(text, Dialect.DATA).end("the end of the query")
    assert advice in caught.value.next_step


def test_the_error_names_what_was_found_and_expected_and_where():
    cursor = Cursor("SELECT x", Dialect.EVENT)
    cursor.expect("SELECT")
    with pytest.raises(UnparsableQueryError) as caught:
        cursor.expect("FROM", "a comma or FROM")
    assert caught.value.message == "found `x`, expected a comma or FROM (character 8)"
    assert caught.value.position == 7
