# SPDX-License-Identifier: Apache-2.0
from datetime import UTC

import pytest

from openwmi.errors import NotFoundError
from openwmi.wql.bind import bind
from openwmi.wql.bound import BoundSchema, BoundSelect
from openwmi.wql.nodes import Dialect
from openwmi.wql.parser import parse
from tests.corpus_classes import corpus_classes, corpus_instances

CLASSES = corpus_classes()
BASE, DERIVED = CLASSES["T_Base"], CLASSES["T_Derived"]


def select(where: str = "", columns: str = "*", class_name: str = "T_Base") -> BoundSelect:
    text = " ".join(("SELECT", columns, "FROM", class_name, f"WHERE {where}" if where else ""))
    query = bind(parse(text, Dialect.DATA), CLASSES, zone=UTC)
    assert isinstance(query, BoundSelect)
    return query


def test_no_condition_needs_no_function():
    query = select()
    assert query.predicate(BASE) is None
    assert query.batch_filter(BASE) is None
    assert not query.never


def test_functions_are_made_once_a_class():
    query = select("Id = 1")
    assert query.predicate(BASE) is query.predicate(BASE)
    assert query.batch_filter(DERIVED) is not query.batch_filter(BASE)


def test_a_batch_keeps_its_order():
    batch = corpus_instances(CLASSES)[:2]
    keep = select("Id >= 1").batch_filter(BASE)
    assert keep is not None
    assert keep(batch[::-1]) == batch[::-1]
    assert keep([]) == []


@pytest.mark.parametrize(
    ("where", "never"),
    [
        ("U8 = 256", True),
        ("Id = 1 AND Id = 2", True),
        ("Name = 'a' AND Name = 'A'", False),
        ("Flag = TRUE AND Flag = 0", True),
        ("Obj ISA 'T_Nothing'", True),
        ("Id = 1", False),
        ("", False),
    ],
)
def test_never(where, never):
    assert select(where).never is never


def test_the_class_alone_may_decide():
    query = select("__CLASS = 'T_Derived' AND Id > 0")
    assert query.never_in(BASE)
    assert not query.never_in(DERIVED)
    reject, keep = query.predicate(BASE), query.batch_filter(BASE)
    assert reject is not None
    assert keep is not None
    batch = corpus_instances(CLASSES)[:2]
    assert not reject(batch[0])
    assert keep(batch) == []


def test_another_class_lacks_the_property():
    with pytest.raises(NotFoundError):
        select("Id = 1").predicate(CLASSES["T_Other"])


@pytest.mark.parametrize(
    ("columns", "where", "needed"),
    [
        ("*", "Id = 1", None),
        ("name", "", {"Name"}),
        ("Name, Emb.P1", "S32 > 1 OR Emb.P2 = 2 OR R IS NULL", {"Name", "S32", "Emb", "R"}),
        ("__CLASS", "", set()),
        ("__PATH", "", {"Id"}),
        ("Name", "__RELPATH LIKE '%1'", {"Name", "Id"}),
        ("Name", "__CLASS = 'T_Base' OR S32 = 1", {"Name"}),
        ("Name", "U8 = 256 AND Id = 1", {"Name"}),
        ("Name", "__SERVER = 'x'", {"Name"}),
    ],
)
def test_needed_properties(columns, where, needed):
    assert select(where, columns).needed_properties(BASE) == needed


@pytest.mark.parametrize(
    ("where", "equalities", "restrictions"),
    [
        ("", {}, {}),
        ("id = '1' AND Name = 'cat' AND Flag = 'true'", {"Id": 1, "Name": "cat", "Flag": True},
         {"id": (1,), "name": ("cat",), "flag": (True,)}),
        ("Id = 1 OR Id = 2", {}, {"id": (1, 2)}),
        ("(Id = 1 OR Id = 2) AND Name <> 'x'", {}, {"id": (1, 2)}),
        ("Id = 1 OR Name = 'x'", {}, {}),
        ("NOT Id = 1", {}, {}),
        ("When = '1/1/2020' AND Ch = 'a'", {}, {}),
        ("__CLASS = 'T_Base'", {"__CLASS": "T_Base"}, {"__class": ("T_Base",)}),
        ("Id = NULL", {}, {}),
    ],
)  # fmt: skip
def test_what_the_query_asks_of_single_properties(where, equalities, restrictions):
    query = select(where)
    assert query.key_equalities() == equalities
    assert query.restrictions() == restrictions


@pytest.mark.parametrize(
    ("where", "simplified"),
    [
        ("", ""),
        ("Id = 1", " WHERE Id = 1"),
        ("Id = 1 AND Name LIKE 'x' AND 'b' = Name AND Arr IS NULL", ' WHERE Id = 1 AND Name = "b"'),
        ("Id = 1 OR Id = 2", ""),
        ("Name = NULL AND __CLASS = 'x' AND Emb.P2 = 1 AND Id > 1 AND NOT Id = 3", ""),
    ],
)
def test_texts_for_a_provider(where, simplified):
    query = select(where, "Id, Name")
    assert query.text_for("T_Derived") == query.text.replace("T_Base", "T_Derived")
    assert query.simplified_text_for("T_Derived") == "SELECT Id, Name FROM T_Derived" + simplified


@pytest.mark.parametrize(
    ("where", "matching", "names"),
    [
        ("", {"T_Emb", "T_EmbSub"}, None),
        ("WHERE __CLASS = 't_emb' OR __CLASS = T_EmbSub", {"T_Emb", "T_EmbSub"}, ("t_emb", "T_EmbSub")),
        ("WHERE __THIS ISA 'T_Emb' AND __SUPERCLASS IS NOT NULL", {"T_EmbSub"}, None),
        ("WHERE __THIS ISA 'T_Nothing'", set(), None),
        ("WHERE __DYNASTY = 'T_Emb' AND NOT __SUPERCLASS = 'T_Emb'", {"T_Emb"}, None),
    ],
)
def test_schema_queries_choose_classes(where, matching, names):
    query = bind(parse(" ".join(("SELECT * FROM", "META_CLASS", where)), Dialect.DATA), CLASSES)
    assert isinstance(query, BoundSchema)
    assert {name for name in ("T_Emb", "T_EmbSub") if query.matches(CLASSES[name])} == matching
    assert query.class_names() == names
    assert query.text.startswith("SELECT * FROM META_CLASS")
