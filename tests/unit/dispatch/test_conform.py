# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

import pytest

from openwmi.dispatch.conform import Conformance, projector
from openwmi.errors import InvalidObjectError, QuotaViolationError
from openwmi.host.records import ProviderRecord
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from tests.corpus_classes import MemoryClasses

HEAD, BODY = "Acme_Frog", "key string Name; uint32 Weight; string Tags[]; T_Base Home"


class View:
    def __init__(self, classes):
        self.classes = classes


RECORD = ProviderRecord("Frogs", "root\\acme", "acme:Frogs")


@pytest.fixture
def classes():
    found = MemoryClasses()
    found.declare("T_Base", "key uint32 Id")
    found.declare(HEAD, BODY)
    found.declare("Acme_Toad : Acme_Frog", "uint32 Warts")
    found.declare("Acme_Other", "key string Name")
    return found


def conformance(classes, asked=HEAD):
    view: Any = View(classes)
    return Conformance(view, classes[asked], RECORD)


def foreign(head=HEAD, body=BODY, **values):
    other = MemoryClasses()
    other.declare("T_Base", "key uint32 Id")
    if ":" in head:
        other.declare(HEAD, BODY)
    instance = other.declare(head, body).spawn_instance()
    for name, value in values.items():
        instance[name] = value
    return instance


def test_a_row_is_copied_into_the_namespaces_layout(classes):
    given = foreign(Name="Kermit", Weight=3, Tags=["a"])
    row = conformance(classes)(given)
    assert row.layout is classes[HEAD].layout
    assert (row["Name"], row["Weight"], row["Tags"], row["Home"]) == ("Kermit", 3, ["a"], None)
    row["Tags"].append("b")
    assert given["Tags"] == ["a"]
    assert row.is_local("Weight")
    assert not row.is_local("Home")


def test_rows_of_another_order_are_matched_by_name(classes):
    row = conformance(classes)(foreign(HEAD, "uint32 weight; string Extra; key string NAME", NAME="x", weight=7))
    assert (row["Name"], row["Weight"], row["Tags"]) == ("x", 7, None)
    assert "Extra" not in row


def test_what_hangs_on_a_row_is_copied(classes):
    for given in (foreign(Name="x"), foreign(HEAD, "key string Name", Name="x")):
        given.extras.path = ObjectPath("Elsewhere")
        row = conformance(classes)(given)
        assert row.extra is not given.extra
        assert row.extra.path == ObjectPath("Elsewhere")


def test_rows_of_a_subclass_are_of_that_subclass(classes):
    row = conformance(classes)(foreign("Acme_Toad : Acme_Frog", "uint32 Warts", Name="Bufo", Warts=9))
    assert (row.class_name, row["Warts"]) == ("Acme_Toad", 9)


@pytest.mark.parametrize(
    ("asked", "given", "text"),
    [
        (HEAD, None, "a NoneType"),
        (HEAD, {"Name": "x"}, "a dict"),
        (HEAD, foreign("Acme_Other", "key string Name"), "an instance of Acme_Other"),
        (HEAD, foreign("Acme_Unknown", "key string Name"), "an instance of Acme_Unknown"),
        ("Acme_Toad", foreign(), "an instance of Acme_Frog"),
    ],
)
def test_anything_else_names_the_provider(classes, asked, given, text):
    with pytest.raises(InvalidObjectError, match=f"provider Frogs was asked for {asked} and gave {text}"):
        conformance(classes, asked)(given)
    with pytest.raises(InvalidObjectError):
        list(conformance(classes, asked).rows([given]))


def test_many_rows_at_once(classes):
    given = [foreign(Name=name) for name in "abc"]
    assert [row["Name"] for row in conformance(classes).rows(given)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("columns", "values"),
    [((), []), (("Weight",), [3]), (("Weight", "Name"), [3, "x"]), (("name", "TAGS"), ["x", None])],
)
def test_projection(classes, columns, values):
    layout = classes[HEAD].layout
    row = classes[HEAD].spawn_instance()
    row["Name"], row["Weight"] = "x", 3
    cut = projector(layout, columns)(row)
    assert cut.values == values
    assert [cut.is_local(name) for name in columns] == [row.is_local(name) for name in columns]
    whole = Instance(layout, list(row.values), layout.all_local)
    assert projector(layout, columns)(whole).local == (1 << len(columns)) - 1


@pytest.mark.parametrize("levels", [65, 5000])
def test_objects_embedded_too_deep_are_refused_by_name(classes, levels):
    classes.declare("Acme_Box", "key uint32 Id; object Inner; object Loop")
    box = innermost = classes["Acme_Box"].spawn_instance()
    for _ in range(levels):
        box, inner = classes["Acme_Box"].spawn_instance(), box
        box["Inner"] = inner
    with pytest.raises(QuotaViolationError, match=r"provider Frogs gave too much: .* more than 64 levels deep"):
        conformance(classes, "Acme_Box")(box)
    assert conformance(classes, "Acme_Box")(innermost)["Id"] is None
    innermost["Loop"] = innermost
    with pytest.raises(QuotaViolationError, match="provider Frogs"):
        conformance(classes, "Acme_Box")(innermost)
