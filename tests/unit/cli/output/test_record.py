# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.cli.output.record import Field, RecordMaker, Selection, value_at
from openwmi.model.cimtype import CimType, TypeSpec
from tests.unit.cli.printed import NS, POND_MOF, Objects, ponds


def record_of(found, columns=None, system=False):
    return RecordMaker(Selection(columns, system)).record(found)


def names(record):
    return [field.name for field in record.fields]


def test_all_columns_are_keys_first_then_as_declared():
    lake = ponds()[2]
    assert names(record_of(lake)) == ["Name", "Size", "Depth", "Dug", "Deep", "Tags", "Water", "Boats"]


def test_selected_columns_keep_their_order_and_take_the_spelling_of_the_class():
    record = record_of(ponds()[0], ("deep", "NAME", "__class"))
    assert names(record) == ["Deep", "Name", "__class"]
    assert record.values == [True, "Lily", "Acme_Pond"]


def test_a_projection_has_its_columns_only():
    pond = ponds()[0]
    projected = type(pond)(pond.layout.project(["Size", "Depth"]), [1, 2])
    assert record_of(projected).values == [1, 2]


def test_system_properties_come_in_front_once():
    record = record_of(ponds()[0], ("Name", "__CLASS"), system=True)
    assert names(record)[0] == "__GENUS"
    assert names(record)[-2:] == ["Name", "__CLASS"]
    assert names(record).count("__CLASS") == 1


def test_fields_know_type_and_units():
    fields = {field.name: field for field in record_of(ponds()[0]).fields}
    assert fields["Size"] == Field("Size", TypeSpec(CimType.CIM_UINT64), "bytes")
    assert fields["Tags"] == Field("Tags", TypeSpec(CimType.CIM_STRING, is_array=True))


@pytest.mark.parametrize(
    ("name", "value"),
    [("Water.Celsius", 4.5), ("Water.Depth", None), ("Depth.More", None), ("Nothing", None), ("Name", "Lily")],
)
def test_values_inside_embedded_objects(name, value):
    assert value_at(ponds()[0], name) == value


def test_a_star_means_the_whole_embedded_object():
    pond = ponds()[0]
    assert value_at(pond, "Water.*") is pond["Water"]


def test_records_of_one_class_share_their_fields():
    first, second, third = ponds()
    maker = RecordMaker(Selection())
    assert maker.record(first).fields is maker.record(second).fields
    assert maker.record(third).fields is not maker.record(first).fields


@pytest.mark.parametrize(
    ("columns", "values"),
    [
        (None, ["Acme_Lake", "Acme_Pond", NS]),
        (("__DYNASTY", "Name", "__CLASS"), ["Acme_Pond", "Acme_Lake"]),
    ],
)
def test_a_class_is_its_system_properties(columns, values):
    assert record_of(Objects(POND_MOF).definition("Acme_Lake"), columns).values == values


def test_a_class_has_all_of_them_when_asked_for():
    assert len(record_of(Objects(POND_MOF).definition("Acme_Lake"), system=True).fields) == 10


def test_nothing_else_is_printed():
    with pytest.raises(TypeError):
        record_of("a text")
