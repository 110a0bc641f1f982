# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.wql.bind import bind
from openwmi.wql.bound import BoundSelect
from openwmi.wql.embedded import MISSING, read_path
from openwmi.wql.nodes import Dialect
from openwmi.wql.parser import parse
from tests.corpus_classes import corpus_classes

CLASSES = corpus_classes()
CLASSES.declare("T_Wide : T_Emb", "string Only; T_Emb Inner; sint32 Numbers[]")
CLASSES.declare("T_Text", "string P2")
BASE = CLASSES["T_Base"]
new = CLASSES.new


def holds(where: str, **values: object) -> bool:
    query = bind(parse(" ".join(("SELECT * FROM T_Base", "WHERE", where)), Dialect.DATA), CLASSES)
    assert isinstance(query, BoundSelect)
    predicate = query.predicate(BASE)
    assert predicate is not None
    return predicate(new("T_Base", Id=1, **values))


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("Obj.P2 = 7", True),
        ("Obj.p2 = '7'", True),
        ("Obj.P2 > 7", False),
        ("Obj.P1 LIKE 'X%'", True),
        ("Obj.P1 IS NULL", False),
        ("Obj.Only IS NULL", True),
        ("Obj.Inner.P2 = 8", True),
        ("Obj.Inner.P1 IS NULL", True),
        ("Obj.Inner ISA 'T_Emb'", True),
        ("Obj.Inner ISA 'T_Wide'", False),
        ("Obj.__CLASS = 't_wide'", True),
        ("Obj.__SUPERCLASS = 'T_Emb'", True),
        ("Obj.P2 = 5000000000", False),
        ("Obj.P2 <> 5000000000", True),
    ],
)
def test_the_class_of_the_object_decides(where, answer):
    obj = new("T_Wide", P1="xyz", P2=7, Inner=new("T_Emb", P2=8))
    assert holds(where, Obj=obj) is answer


@pytest.mark.parametrize(
    "where",
    [
        "Obj.Nothing = 1", "Obj.Nothing <> 1", "Obj.Nothing IS NULL", "Obj.Nothing IS NOT NULL", "Obj.P1.x = 1",
        "Obj.P2 = 'x'", "Obj.P2 LIKE '7'", "Obj.Numbers = 1", "Obj.Inner.Nothing = 1",
    ],
)  # fmt: skip
def test_what_the_object_cannot_answer_does_not_hold(where):
    assert not holds(where, Obj=new("T_Wide", P1="x", P2=7, Inner=new("T_Emb")))


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("Obj.P2 = 7", False),
        ("Obj.P2 <> 7", True),
        ("Obj.P2 IS NULL", True),
        ("Obj.P2 IS NOT NULL", False),
        ("Obj.P2 = NULL", True),
        ("Obj.P2 <> NULL", False),
        ("Obj.P1 LIKE '%'", False),
    ],
)
def test_a_null_object_has_null_properties(where, answer):
    assert holds(where) is answer


def test_one_condition_serves_objects_of_several_classes():
    query = bind(parse("SELECT * FROM T_Base WHERE Obj.P2 = 7", Dialect.DATA), CLASSES)
    assert isinstance(query, BoundSelect)
    keep = query.batch_filter(BASE)
    assert keep is not None
    objects = [new("T_Emb", P2=7), new("T_Text", P2="7"), new("T_Other"), new("T_EmbSub", P2=8), None, CLASSES["T_Emb"]]
    rows = [new("T_Base", Id=i, Obj=obj) for i, obj in enumerate(objects)]
    assert [row["Id"] for row in keep(rows)] == [0, 1]


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("Obj.__CLASS = 'T_EmbSub'", True),
        ("Obj.__GENUS = 1", True),
        ("Obj ISA 'T_Emb'", True),
        ("Obj.P1 IS NULL", True),
        ("Obj.Nothing = 1", False),
    ],
)
def test_the_object_may_be_a_class(where, answer):
    assert holds(where, Obj=CLASSES["T_EmbSub"]) is answer


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("Id",), 1),
        (("Name",), None),
        (("Emb", "P2"), 7),
        (("emb", "__class"), "T_Emb"),
        (("Name", "x"), None),
        (("Nothing",), MISSING),
        (("Emb", "Nothing"), MISSING),
        (("Id", "x"), MISSING),
        (("Obj", "__CLASS"), "T_Emb"),
        (("Obj", "P1"), None),
        (("Obj", "Nothing"), MISSING),
    ],
)
def test_paths_end_in_a_value_or_miss(path, value):
    row = new("T_Base", Id=1, Emb=new("T_Emb", P2=7), Obj=CLASSES["T_Emb"])
    assert read_path(row, path) == value
