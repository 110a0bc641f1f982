# SPDX-License-Identifier: Apache-2.0

import io

import pytest

from openwmi.cli.output.record import Field, Record
from openwmi.cli.output.stream import Stream
from openwmi.cli.output.table import TableWriter, capped, fit
from openwmi.model.cimtype import CimType, TypeSpec
from tests.unit.cli.printed import ponds, printed

NUMBER = TypeSpec(CimType.CIM_UINT32)
DATETIME = TypeSpec(CimType.CIM_DATETIME)
FIELDS = (Field("Name"), Field("Count", NUMBER), Field("Remark"))


def table(rows, width=None, fields=FIELDS, flush_after=None):
    file = io.StringIO()
    writer = TableWriter(Stream(file, width))
    for number, row in enumerate(rows):
        writer.write(Record(fields, row))
        if number == flush_after:
            writer.flush()
    writer.finish()
    return file.getvalue().splitlines()


def test_numbers_stand_right_and_texts_left():
    assert table([["a", 1, "x"], ["bcd", 1000, None]]) == [
        "Name  Count  Remark",
        "a         1  x",
        "bcd    1000  -",
    ]


def test_a_table_of_ponds():
    assert printed(ponds(), "table", columns=("Name", "Size", "Deep", "Tags")) == (
        "Name          Size  Deep  Tags\n"
        "Lily      12.3 MiB  TRUE  a, b, c\n"
        'Reed "2"         -  -     -\n'
        "Loch             -  -     -\n"
    )


def test_without_a_terminal_nothing_is_cut():
    long = "x" * 500
    assert table([[long, 1, long]])[1] == f"{long}      1  {long}"


def test_on_a_terminal_texts_give_way_and_numbers_stay():
    lines = table([["a" * 30, 1234567890, "b" * 30]], width=40)
    assert lines == [f"{'Name':13}  {'Count':>10}  Remark", f"{'a' * 12}…  1234567890  {'b' * 12}…"]
    assert max(map(len, lines)) <= 40


def test_datetimes_are_never_cut():
    fields = (Field("Name"), Field("When", DATETIME))
    lines = table([["a" * 50, "x" * 19]], width=30, fields=fields)
    assert lines[1].endswith("x" * 19)


def test_a_number_may_cut_its_heading():
    fields = (Field("Name"), Field("AVeryLongHeading", NUMBER))
    assert table([["a" * 8, 1]], width=12, fields=fields) == ["Name      A…", f"{'a' * 8}   1"]


def test_too_many_columns_become_a_list():
    assert table([["abcdefghij", 1, "bcdefghijk"]], width=15) == [
        "Name    abcdefghij",
        "Count   1",
        "Remark  bcdefghijk",
    ]


def test_the_first_rows_decide_and_later_ones_widen_where_there_is_room():
    rows = [["a", 1, "x"], ["abcdefgh", 1, "x"], ["b", 1, "x"], ["y" * 40, 1, "x"]]
    assert table(rows, width=30, flush_after=0) == [
        "Name  Count  Remark",
        "a         1  x",
        "abcdefgh      1  x",
        "b             1  x",
        "yyyyyyy…      1  x",
    ]


def test_nothing_is_printed_before_the_widths_are_settled():
    file = io.StringIO()
    writer = TableWriter(Stream(file))
    writer.write(Record(FIELDS, ["a", 1, "x"]))
    assert file.getvalue() == ""
    writer.flush()
    assert file.getvalue().count("\n") == 2


def test_no_rows_print_nothing():
    assert table([]) == []


def test_styles_show_on_a_terminal_only():
    assert "\x1b[1mName" in printed(ponds(), "table", columns=("Name", "Size"), width=80, styled=True)
    assert "\x1b[2m" in printed(ponds(), "table", columns=("Name", "Size"), width=80, styled=True)
    assert "\x1b" not in printed(ponds(), "table", columns=("Name", "Size"), width=80)


def test_a_property_of_a_later_class_is_told():
    file = io.StringIO()
    writer = TableWriter(Stream(file))
    writer.write(Record(FIELDS[:1], ["a"]))
    writer.flush()
    writer.write(Record(FIELDS[:2], ["b", 1]))
    assert writer.finish() == ["not shown, because they came after the columns were settled: Count"]


@pytest.mark.parametrize(
    ("limit", "widths"),
    [(None, [30, 5, 20]), (59, [30, 5, 20]), (40, [15, 5, 15]), (26, [8, 5, 8]), (24, [8, 4, 8]), (23, None)],
)
def test_fit(limit, widths):
    assert fit(FIELDS, [["a" * 30, "1000", "b" * 20]], limit) == widths


def test_capped_keeps_the_least():
    assert capped([4, 8], [10, 20], 6) == [6, 8]
