# SPDX-License-Identifier: Apache-2.0
"""Every row of the corpus, as far as parsing, binding and evaluating go."""

from datetime import UTC

import pytest

from openwmi.errors import WbemError
from openwmi.model.instance import Instance
from openwmi.wql import BoundQuery, BoundSchema, BoundSelect, bind, parse, render
from tests.corpus import CorpusRow, corpus_rows
from tests.corpus_classes import MemoryClasses, corpus_classes, corpus_instances

# What the words of the schema rows mean for the classes of corpus_classes.
ALL_T = [
    "T_Emb", "T_EmbSub", "T_Base", "T_Derived", "T_Other", "T_Assoc", "T_Assoc2", "T_Single", "T_Dynamic", "T_Event",
]  # fmt: skip
CLASSES_EXPECTED = {
    "143": ["T_Base"],
    "144": ["T_Base", "T_Derived"],
    "146": ["__SystemClass", "T_Emb", "T_Base", "T_Other", "T_Assoc", "T_Single", "T_Dynamic"],
    "148": ALL_T,
    # An underscore sorts after every capital letter, so the system classes are not below "T".
    "149": [
        "__SystemClass", "__NAMESPACE", "__IndicationRelated", "__Event", "__ExtrinsicEvent", "__TimerEvent",
        "__NamespaceOperationEvent", "__ClassOperationEvent", "__InstanceOperationEvent", "__InstanceCreationEvent",
        "__InstanceDeletionEvent", "__InstanceModificationEvent",
        *(name for name in ALL_T if name not in {"T_Base", "T_Derived"}),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def classes() -> MemoryClasses:
    return corpus_classes()


@pytest.fixture(scope="module")
def instances(classes: MemoryClasses) -> list[Instance]:
    return corpus_instances(classes)


def prepare(row: CorpusRow, classes: MemoryClasses) -> BoundQuery:
    return bind(parse(row.query, row.dialect), classes, zone=UTC)


def by_label(row: CorpusRow) -> str:
    return f"{row.number} {row.query}"


def run(query: BoundSelect, instances: list[Instance]) -> list[str]:
    found = [each for each in instances if each.is_a(query.cim_class.name)]
    kept = [each for each in found if (test := query.predicate(each.cim_class)) is None or test(each)]
    return sorted(str(each.relpath) for each in kept)


def run_in_batches(query: BoundSelect, instances: list[Instance]) -> list[str]:
    kept: list[Instance] = []
    for cim_class in {each.cim_class for each in instances if each.is_a(query.cim_class.name)}:
        batch = [each for each in instances if each.cim_class is cim_class]
        keep = query.batch_filter(cim_class)
        kept += batch if keep is None else keep(batch)
    return sorted(str(each.relpath) for each in kept)


@pytest.mark.parametrize("row", [row for row in corpus_rows() if row.symbols], ids=by_label)
def test_the_error_is_the_expected_one(row, classes):
    with pytest.raises(WbemError) as caught:
        prepare(row, classes)
    assert caught.value.symbol in row.symbols
    assert caught.value.message


@pytest.mark.parametrize("row", [row for row in corpus_rows("data") if not row.symbols], ids=by_label)
def test_the_condition_keeps_the_expected_rows(row, classes, instances):
    query = prepare(row, classes)
    assert isinstance(query, BoundSelect)
    assert run(query, instances) == row.paths
    assert run_in_batches(query, instances) == row.paths


@pytest.mark.parametrize("row", [row for row in corpus_rows("schema") if not row.symbols], ids=by_label)
def test_the_condition_keeps_the_expected_classes(row, classes):
    query = prepare(row, classes)
    assert isinstance(query, BoundSchema)
    assert [name for name in classes.class_names() if query.matches(classes[name])] == CLASSES_EXPECTED[row.number]


@pytest.mark.parametrize("row", [row for row in corpus_rows("assoc", "event") if not row.symbols], ids=by_label)
def test_the_query_is_accepted(row, classes):
    assert prepare(row, classes).text


@pytest.mark.parametrize("row", [row for row in corpus_rows() if not row.symbols], ids=by_label)
def test_the_rendered_query_is_the_same_query(row):
    statement = parse(row.query, row.dialect)
    assert parse(render(statement), row.dialect) == statement


def test_the_corpus_is_read_whole():
    assert len(list(corpus_rows())) == 126
    assert {row.kind for row in corpus_rows()} == {"data", "schema", "assoc", "event"}
