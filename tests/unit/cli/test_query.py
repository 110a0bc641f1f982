# SPDX-License-Identifier: Apache-2.0

import json

import pytest

from openwmi.cli.query import class_in


def test_a_table(openwmi):
    told = openwmi("query", "SELECT Name, Weight FROM Acme_Toad WHERE Name = 'second'")
    assert (told.code, told.err) == (0, "")
    assert told.out == "Name      Weight\nsecond  20.0 KiB\n"


def test_json_with_system_properties(openwmi):
    (row,) = json.loads(openwmi("query", "SELECT Size FROM Acme_Pond WHERE Name='Lily'", "-o", "json", "--system").out)
    assert row["__PATH"].endswith('root\\acme:Acme_Pond.Name="Lily"')
    assert list(row)[-1] == "Size"


def test_system_properties_that_are_selected(openwmi):
    told = openwmi("query", "SELECT __CLASS, Name FROM Acme_Pond WHERE Name='Loch'", "-o", "jsonl")
    assert told.out == '{"__CLASS": "Acme_Lake", "Name": "Loch"}\n'


def test_no_rows(openwmi):
    told = openwmi("query", "SELECT * FROM Acme_Pond WHERE Name='Dry'")
    assert (told.code, told.out, told.err) == (0, "", "")


def test_classes(openwmi):
    told = openwmi("query", "SELECT * FROM meta_class WHERE __CLASS = 'Acme_Lake'")
    assert told.out.splitlines()[1].split() == ["Acme_Lake", "Acme_Pond", "root\\acme"]


def test_explain_asks_nobody(openwmi):
    told = openwmi("query", "--explain", "SELECT * FROM Acme_Wreck")
    assert told.code == 0
    assert "provider swamp|Wrecks" in told.out


@pytest.mark.parametrize("output", ["table", "json"])
def test_a_deadline_leaves_the_rows_before_it(openwmi, output):
    told = openwmi("query", "SELECT * FROM Acme_Snail", "--deadline", "600ms", "-o", output)
    assert told.code == 4
    assert "quick" in told.out
    assert told.err.startswith("partial: 1 row, WBEM_E_TIMED_OUT 0x80041069: ")
    if output == "json":
        assert json.loads(told.out) == [{"Name": "quick"}]


def test_a_failing_provider_leaves_the_rows_before_it(openwmi):
    told = openwmi("query", "SELECT * FROM Acme_Wreck", "-o", "json")
    assert told.code == 5
    assert json.loads(told.out) == [{"Name": "afloat"}]
    assert told.err.startswith("partial: 1 row, WBEM_E_PROVIDER_FAILURE 0x80041004: ")
    assert "sunk" in told.err


def test_a_wrong_query_is_marked(openwmi):
    told = openwmi("query", "SELECT * FORM Acme_Pond")
    assert (told.code, told.out) == (2, "")
    assert told.err.splitlines()[1:3] == ["  SELECT * FORM Acme_Pond", "           ^"]


def test_a_misspelled_class_gets_a_suggestion(openwmi):
    told = openwmi("query", "SELECT * FROM Acme_Pnd")
    assert told.code == 1
    assert "next: did you mean Acme_Pond?" in told.err


@pytest.mark.parametrize(
    ("wql", "name"),
    [("SELECT * FROM Acme_Pond", "Acme_Pond"), ("SELECT * FORM x", ""), ("REFERENCES OF {A.B=1}", "")],
)
def test_class_in(wql, name):
    assert class_in(wql) == name
