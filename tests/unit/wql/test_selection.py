# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import InvalidQueryError, QuotaViolationError
from openwmi.wql.cursor import Cursor
from openwmi.wql.nodes import Dialect
from openwmi.wql.selection import read_from, read_selection


@pytest.mark.parametrize(
    ("text", "columns", "class_name"),
    [
        ("SELECT * FROM C", None, "C"),
        ("select Name, __PATH from c", ["Name", "__PATH"], "c"),
        ("SELECT A.B.C, D.* FROM C", ["A.B.C", "D.*"], "C"),
        ("SELECT Group, Owner FROM C", ["Group", "Owner"], "C"),
        ("SELECT From, Where FROM C", ["From", "Where"], "C"),
        ("SELECT From FROM C", ["From"], "C"),
        ("SELECT Select FROM From", ["Select"], "From"),
    ],
)
def test_keywords_are_names_where_they_cannot_be_keywords(text, columns, class_name):
    cursor = Cursor(text, Dialect.DATA)
    found = read_selection(cursor)
    assert (None if found is None else [column.text for column in found]) == columns
    assert read_from(cursor).text == class_name


@pytest.mark.parametrize(
    "text",
    [
        "SELECT FROM C",
        "SELECT , FROM C",
        "SELECT A, FROM C",
        "SELECT A B FROM C",
        "SELECT A. FROM",
        "SELECT A.*.B FROM C",
        "SELECT *, A FROM C",
        "SELECT NULL FROM C",
        "SELECT A FROM",
        "SELECT A FROM WHERE",
        "SELECT A FROM 'C'",
        "SELECT COUNT(*) FROM C",
        "A FROM C",
    ],
)
def test_everything_else_is_refused(text):
    cursor = Cursor(text, Dialect.DATA)
    with pytest.raises(InvalidQueryError):
        (read_selection(cursor), read_from(cursor))


def test_a_path_reaches_no_deeper_than_objects_nest():
    with pytest.raises(QuotaViolationError):
        read_selection(Cursor("SELECT a" + ".a" * 64 + " FROM C", Dialect.DATA))
