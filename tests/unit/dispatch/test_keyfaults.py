# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.keyfaults import KeyFaults, key_readers
from openwmi.dispatch.outcome import Outcome
from openwmi.dispatch.plan import Scan
from openwmi.host.records import ProviderRecord
from tests.corpus_classes import MemoryClasses

FROGS = ProviderRecord("Frogs", "root\\acme", "acme:Frogs")
TOADS = ProviderRecord("Toads", "root\\acme", "acme:Toads")


@pytest.fixture
def classes():
    found = MemoryClasses()
    found.declare("Acme_Frog", "key string Name")
    found.declare("Acme_Pair", "key string A; key uint32 B")
    found.declare("Acme_Letter", "key char16 Letter")
    found.declare("Acme_Number", "key uint32 Number")
    return found


def checked(classes, class_name, **values):
    row = classes[class_name].spawn_instance()
    for name, value in values.items():
        row[name] = value
    outcome = Outcome()
    key_of, _ = key_readers(classes[class_name])
    found = key_of(row.values) is None and KeyFaults(outcome).has_fault(row, Scan(classes[class_name], FROGS))
    assert bool(outcome.warnings) == found
    return outcome.warnings[0] if found else ""


@pytest.mark.parametrize(
    ("class_name", "values", "expected"),
    [
        ("Acme_Frog", {"Name": None}, "key Acme_Frog.Name is NULL"),
        ("Acme_Frog", {"Name": "Fr\ned"}, "key Acme_Frog.Name has a control character"),
        ("Acme_Frog", {"Name": "x" * 9000}, "characters"),
        ("Acme_Frog", {"Name": '"' * 5000}, "characters"),
        ("Acme_Pair", {"A": "x", "B": None}, "key Acme_Pair.B is NULL"),
        ("Acme_Pair", {"A": "\0", "B": 1}, "key Acme_Pair.A has a control character"),
        ("Acme_Letter", {"Letter": 9}, "key Acme_Letter.Letter has a control character"),
        ("Acme_Number", {"Number": None}, "key Acme_Number.Number is NULL"),
    ],
)
def test_keys_that_no_path_can_hold(classes, class_name, values, expected):
    found = checked(classes, class_name, **values)
    assert found.startswith("provider Frogs gave a row that no path can name: ")
    assert expected in found


@pytest.mark.parametrize(
    ("class_name", "values"),
    [
        ("Acme_Frog", {"Name": ""}),
        ("Acme_Frog", {"Name": "no\u00a0break and \x7f"}),
        ("Acme_Frog", {"Name": "x" * 4000}),
        ("Acme_Pair", {"A": "x", "B": 0}),
        ("Acme_Letter", {"Letter": 65}),
        ("Acme_Number", {"Number": 9}),
    ],
)
def test_keys_that_are_fine(classes, class_name, values):
    assert checked(classes, class_name, **values) == ""


def test_each_provider_is_told_of_once(classes):
    outcome = Outcome()
    faults = KeyFaults(outcome)
    row = classes["Acme_Frog"].spawn_instance()
    for record in (FROGS, TOADS, FROGS):
        assert faults.has_fault(row, Scan(classes["Acme_Frog"], record))
    assert [text.split()[1] for text in outcome.warnings] == ["Frogs", "Toads"]


@pytest.mark.parametrize(
    ("class_name", "values", "key"),
    [
        ("Acme_Frog", {"Name": "Fréd"}, ("Acme_Frog", "FRÉD")),
        ("Acme_Pair", {"A": "x", "B": 2}, ("Acme_Pair", "X", 2)),
        ("Acme_Number", {"Number": 9}, ("Acme_Number", 9)),
    ],
)
def test_both_readers_agree_on_plain_keys(classes, class_name, values, key):
    row = classes[class_name].spawn_instance()
    for name, value in values.items():
        row[name] = value
    assert [read(row.values) for read in key_readers(classes[class_name])] == [key, key]
