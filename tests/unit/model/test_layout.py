# SPDX-License-Identifier: Apache-2.0
"""ClassLayout: slots, rows and projections."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.layout import MAX_CACHED_PROJECTIONS
from tests.unit.model.declaring import define, key, prop, refused

BASE = define("Base", key("Zed"), prop("beta", "uint8[]", default=[1]), prop("Alpha", "string", default="a"))
LAYOUT = BASE.layout


def test_slots_follow_the_declaration():
    assert LAYOUT.names == ("Zed", "beta", "Alpha")
    assert [LAYOUT.slot(name) for name in ("ZED", "Beta", "alpha")] == [0, 1, 2]
    assert [str(spec) for spec in LAYOUT.types] == ["uint32", "uint8[]", "string"]
    assert LAYOUT.defaults == [None, [1], "a"]
    assert LAYOUT.all_local == 0b111
    assert not LAYOUT.is_projection


def test_a_subclass_extends_the_row_of_its_parent():
    below = define("Below", prop("Gamma"), prop("ALPHA", "string", default="b"), parent=BASE)
    assert below.layout.names == ("Zed", "beta", "Alpha", "Gamma")


def test_names_are_sorted_without_case():
    assert LAYOUT.sorted_names == ("Alpha", "beta", "Zed")


@pytest.mark.parametrize("name", ["", "gamma", "__PATH"])
def test_a_name_that_is_not_there(name):
    with refused(WbemStatus.WBEM_E_NOT_FOUND, match="class Base has no property"):
        LAYOUT.slot(name)


def test_a_new_row_belongs_to_the_caller():
    row = LAYOUT.new_row()
    assert isinstance(row[1], list)
    row[1].append(2)
    assert LAYOUT.defaults[1] == [1]
    assert LAYOUT.new_value(1) == [1]
    assert LAYOUT.new_value(1) is not LAYOUT.defaults[1]


def test_a_copied_row_shares_no_array():
    row = LAYOUT.new_row()
    twin = LAYOUT.copy_row(row)
    assert twin == row
    assert twin[1] is not row[1]


def test_a_copied_row_shares_no_embedded_object():
    inner = define("Inner", prop("p"))
    layout = define("A", prop("o", "object"), prop("list", "object:Inner[]"), prop("c", "object")).layout
    embedded, element = inner.spawn_instance(), inner.spawn_instance()
    first, second, third = layout.copy_row([embedded, [element], inner])
    assert first is not embedded
    assert isinstance(second, list)
    assert second[0] is not element
    assert third is inner


def test_a_projection_has_only_the_selected_properties():
    found = LAYOUT.project(["alpha", "BETA", "Alpha"])
    assert (found.names, found.is_projection, found.cim_class) == (("Alpha", "beta"), True, BASE)
    assert found.defaults == ["a", [1]]
    with refused(WbemStatus.WBEM_E_NOT_FOUND, match="did not select"):
        found.slot("Zed")


def test_projections_are_remembered():
    assert LAYOUT.project(["zed"]) is LAYOUT.project(["ZED"])
    assert LAYOUT.project(["Zed", "Alpha"]) is not LAYOUT.project(["Alpha", "Zed"])


def test_a_projection_of_nothing():
    assert LAYOUT.project([]).names == ()


def test_a_projection_of_what_is_not_there():
    with refused(WbemStatus.WBEM_E_NOT_FOUND):
        LAYOUT.project(["gamma"])


def test_the_memory_of_projections_is_bounded():
    layout = define("Wide", *(prop(f"p{n}") for n in range(MAX_CACHED_PROJECTIONS + 2))).layout
    found = [layout.project([name]) for name in layout.names]
    assert layout.project(["p0"]) is found[0]
    late = layout.names[-1]
    assert layout.project([late]) is not found[-1]
    assert layout.project([late]).names == (late,)
