# SPDX-License-Identifier: Apache-2.0

from openwmi.cli.output.columns import MAX_NAMED, ColumnSet, merged
from openwmi.cli.output.record import Field, Record

A, B, C = Field("A"), Field("B"), Field("C")
AB, CB = (A, B), (C, Field("b"))


def test_columns_come_in_order_of_appearance_and_once():
    assert merged([Record(AB, [1, 2]), Record(CB, [3, 4])]) == (A, B, C)


def test_records_of_one_class_need_no_merging():
    assert merged([Record(AB, [1, 2]), Record(AB, [3, 4])]) is AB


def test_without_records_there_are_no_columns():
    assert merged([]) == ()


def test_values_go_to_their_columns():
    columns = ColumnSet([Record(AB, [1, 2]), Record(CB, [3, 4])])
    assert columns.values(Record(CB, [3, 4])) == [None, 4, 3]
    assert list(columns.pairs(Record(AB, [1, 2]))) == [(1, A), (2, B), (None, C)]


def test_a_property_that_comes_too_late_is_told():
    columns = ColumnSet([Record(AB, [1, 2])])
    assert columns.remarks() == []
    assert columns.values(Record(CB, [3, 4])) == [None, 4]
    assert columns.remarks() == ["not shown, because they came after the columns were settled: C"]


def test_many_of_them_are_counted():
    columns = ColumnSet([Record((A,), [1])])
    late = tuple(Field(f"L{number}") for number in range(MAX_NAMED + 2))
    columns.values(Record(late, [0] * len(late)))
    assert columns.remarks()[0].endswith("L9 and 2 more")
