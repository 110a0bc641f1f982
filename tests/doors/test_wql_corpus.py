# SPDX-License-Identifier: Apache-2.0
"""Every row of the WQL corpus, asked through the public API of a core with a real repository."""

import pytest

from openwmi.errors import WbemError
from openwmi.model.cimclass import ClassDefinition
from tests.corpus import LABELS, CorpusRow, corpus_rows

ASSOCIATION_ENDS = {"T_Other o1": 'T_Other.Key="o1"', "T_Other O2": 'T_Other.Key="O2"'} | {
    "T_Base 1": "T_Base.Id=1",
    "T_Derived 3": "T_Derived.Id=3",
    "a1": LABELS["a1"],
    "a2": LABELS["a2"],
}
T_CLASSES = {
    "T_Emb",
    "T_EmbSub",
    "T_Base",
    "T_Derived",
    "T_Other",
    "T_Assoc",
    "T_Assoc2",
    "T_Single",
    "T_Dynamic",
    "T_Event",
}


def by_number(row: CorpusRow) -> str:
    return f"{row.number} {row.query}"


def answer(door, row):
    with door.objects(row.query) as rows:
        return list(rows)


def paths_of(objects):
    return sorted(str(each["__RELPATH"]) for each in objects)


def names_of(objects):
    return [each.name for each in objects if isinstance(each, ClassDefinition)]


@pytest.mark.parametrize("row", [row for row in corpus_rows("data", "schema", "assoc") if row.symbols], ids=by_number)
def test_a_wrong_query_gives_its_code(corpus_door, row):
    with pytest.raises(WbemError) as caught:
        answer(corpus_door, row)
    assert caught.value.symbol in row.symbols


@pytest.mark.parametrize("row", [row for row in corpus_rows("data") if not row.symbols], ids=by_number)
def test_a_data_query_gives_its_rows(corpus_door, row):
    found = answer(corpus_door, row)
    if row.number in PROJECTIONS:
        PROJECTIONS[row.number](found)
        assert len(found) == len(row.paths)
    else:
        assert paths_of(found) == row.paths


def keys_selected(found):
    assert {each["__RELPATH"] for each in found} == {LABELS[label] for label in "1234"}
    assert all(each["__PATH"] is None for each in found)
    assert all(sorted(each.layout.names) == ["Id", "Name"] for each in found)


def path_selected(found):
    assert {each["__PATH"].partition(":")[2] for each in found} == {LABELS[label] for label in "1234"}


def array_selected(found):
    assert sorted(str(each["Arr"]) for each in found) == ["None", "None", "None", "['a', 'b']"]


def derived_selected(found):
    assert sorted(each["Extra"] for each in found) == ["e", "f"]


PROJECTIONS = {"6": keys_selected, "8": path_selected, "9": array_selected, "11": derived_selected}


@pytest.mark.parametrize("row", list(corpus_rows("schema")), ids=by_number)
def test_a_schema_query_gives_its_classes(corpus_door, row):
    if row.symbols:
        with pytest.raises(WbemError):
            answer(corpus_door, row)
        return
    names = names_of(answer(corpus_door, row))
    every = [each.name for each in corpus_door.classes()]
    roots = [each.name for each in corpus_door.classes() if each.superclass is None]
    expected = {
        "143": ["T_Base"],
        "144": ["T_Base", "T_Derived"],
        "146": roots,
        "148": [name for name in every if name in T_CLASSES],
        "149": [name for name in every if name.upper() >= "T" and name not in {"T_Base", "T_Derived"}],
    }
    assert sorted(names) == sorted(expected[row.number])


@pytest.mark.parametrize("row", [row for row in corpus_rows("assoc") if not row.symbols], ids=by_number)
def test_an_association_query_gives_its_ends(corpus_door, row):
    found = answer(corpus_door, row)
    word, _, rest = row.expect.partition(" ")
    if word == "class":
        assert names_of(found) == [rest]
    elif word == "classes":
        assert names_of(found) == ["T_Assoc", "T_Assoc2"]
    else:
        expected = [] if row.expect == "none" else [ASSOCIATION_ENDS[end] for end in row.expect.split(", ")]
        assert paths_of(found) == sorted(expected)


@pytest.mark.parametrize("row", list(corpus_rows("event")), ids=by_number)
def test_an_event_query_is_prepared(corpus_door, row):
    services = corpus_door.services
    if not row.symbols:
        assert services.prepare_notification_query("WQL", row.query).text
        return
    with pytest.raises(WbemError) as caught:
        services.prepare_notification_query("WQL", row.query)
    assert caught.value.symbol in row.symbols


def test_every_row_is_asked():
    assert {row.kind for row in corpus_rows()} == {"data", "schema", "assoc", "event"}
    assert len(list(corpus_rows())) == 126
