# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch import duplicates
from openwmi.dispatch.duplicates import KeyWatch
from openwmi.dispatch.outcome import Outcome
from openwmi.dispatch.plan import Scan
from openwmi.errors import WbemStatus
from openwmi.host.records import ProviderRecord
from tests.corpus_classes import MemoryClasses

RECORD = ProviderRecord("Frogs", "root\\acme", "acme:Frogs")


@pytest.fixture
def classes():
    found = MemoryClasses()
    found.declare("Acme_Animal", "key string Name")
    found.declare("Acme_Cat : Acme_Animal")
    found.declare("Acme_Lion : Acme_Cat")
    found.declare("Acme_Dog : Acme_Animal")
    found.declare("Acme_Pair", "key string A; key uint32 B")
    found.declare("Acme_None", "string Text")
    return found


def new(classes, class_name, **values):
    row = classes[class_name].spawn_instance()
    for name, value in values.items():
        row[name] = value
    return row


def seen(watch, classes, class_name, *keys, record=RECORD):
    rows = [new(classes, class_name, Name=key) for key in keys]
    return [row["Name"] for row in watch.first_seen(Scan(classes[class_name], record), iter(rows))]


def test_case_does_not_matter_and_the_first_counts(classes):
    outcome = Outcome()
    assert seen(KeyWatch(outcome), classes, "Acme_Cat", "Tom", "TOM", "Tim", "tom") == ["Tom", "Tim"]
    assert outcome.status == WbemStatus.WBEM_S_DUPLICATE_OBJECTS
    assert [warning.startswith("provider Frogs gave Acme_Cat.Name=") for warning in outcome.warnings] == [True, True]


def test_a_base_row_of_a_derived_object_is_dropped_silently(classes):
    outcome = Outcome()
    watch = KeyWatch(outcome)
    assert seen(watch, classes, "Acme_Lion", "Leo") == ["Leo"]
    assert seen(watch, classes, "Acme_Cat", "Leo", "Tom") == ["Tom"]
    assert outcome.warnings == []


def test_brothers_are_two_objects_and_each_is_watched(classes):
    outcome = Outcome()
    watch = KeyWatch(outcome)
    assert seen(watch, classes, "Acme_Cat", "Max") == ["Max"]
    assert seen(watch, classes, "Acme_Dog", "Max") == ["Max"]
    assert outcome.warnings == []
    assert seen(watch, classes, "Acme_Dog", "MAX") == []
    assert len(outcome.warnings) == 1


def test_several_keys(classes):
    rows = [new(classes, "Acme_Pair", A=a, B=b) for a, b in (("x", 1), ("x", 2), ("X", 1), ("y", 1))]
    found = KeyWatch(Outcome()).first_seen(Scan(classes["Acme_Pair"], RECORD), iter(rows))
    assert [(row["A"], row["B"]) for row in found] == [("x", 1), ("x", 2), ("y", 1)]


def test_stored_rows_and_rows_without_keys_pass(classes):
    assert seen(KeyWatch(Outcome()), classes, "Acme_Cat", "Tom", "Tom", record=None) == ["Tom", "Tom"]
    rows = [new(classes, "Acme_None", Text="x")] * 2
    assert len(list(KeyWatch(Outcome()).first_seen(Scan(classes["Acme_None"], RECORD), iter(rows)))) == 2


def test_what_is_remembered_has_a_bound(classes, monkeypatch):
    monkeypatch.setattr(duplicates, "MAX_WATCHED_KEYS", 2)
    found = seen(KeyWatch(Outcome()), classes, "Acme_Cat", "a", "b", "c", "c", "a")
    assert found == ["a", "b", "c", "c"]


def test_rows_without_a_key_are_kept_however_many_and_told_once(classes):
    outcome = Outcome()
    assert seen(KeyWatch(outcome), classes, "Acme_Cat", None, "Tom", None) == [None, "Tom", None]
    assert outcome.warnings == ["provider Frogs gave a row that no path can name: key Acme_Cat.Name is NULL"]
    assert outcome.status == WbemStatus.WBEM_S_NO_ERROR
