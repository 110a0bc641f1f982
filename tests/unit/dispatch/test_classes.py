# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.classes import enumerate_classes, every_class
from openwmi.errors import CallCancelledError, InvalidClassError
from tests.fakes.ponds import new_call

MOF = "class Acme_A { [key] uint32 Id; }; class Acme_B : Acme_A { }; class Acme_C : Acme_B { }; class Acme_D { };"


@pytest.fixture
def view(site):
    site.mof(MOF)
    return site.services()._view


def names(found):
    return [cim_class.name for cim_class in found if cim_class.name.startswith("Acme")]


@pytest.mark.parametrize(
    ("superclass", "flags", "expected"),
    [
        (None, 0, ["Acme_A", "Acme_B", "Acme_C", "Acme_D"]),
        ("", 1, ["Acme_A", "Acme_D"]),
        ("acme_a", 0, ["Acme_B", "Acme_C"]),
        ("acme_a", 1, ["Acme_B"]),
        ("Acme_C", 0, []),
    ],
)
def test_what_is_below_a_class(view, superclass, flags, expected):
    assert sorted(names(enumerate_classes(superclass, flags, view, new_call()))) == expected


def test_parents_come_before_children(view):
    assert names(every_class(view, new_call(), "Acme_A")) == ["Acme_B", "Acme_C"]


def test_an_unknown_class_and_a_cancelled_call(view):
    with pytest.raises(InvalidClassError):
        list(enumerate_classes("Acme_X", 0, view, new_call()))
    call = new_call()
    call.cancel()
    with pytest.raises(CallCancelledError):
        list(every_class(view, call))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ('__THIS ISA "Acme_B"', ["Acme_B", "Acme_C"]),
        ('__SUPERCLASS = "Acme_A"', ["Acme_B"]),
        ('__DYNASTY = "Acme_A" AND NOT __CLASS = "Acme_B"', ["Acme_A", "Acme_C"]),
        ('__CLASS LIKE "Acme%" AND __SUPERCLASS IS NULL', ["Acme_A", "Acme_D"]),
        ('__THIS ISA "Nothing"', []),
    ],
)
def test_schema_queries(view, site, where, expected):
    assert sorted(names(site.rows(f"SELECT * FROM meta_class WHERE {where}"))) == expected
