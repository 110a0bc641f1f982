# SPDX-License-Identifier: Apache-2.0

import csv
import io

from openwmi.cli.output.csvtext import CsvWriter
from openwmi.cli.output.record import RecordMaker, Selection
from openwmi.cli.output.stream import Stream
from tests.unit.cli.printed import ponds, printed

LINES = [
    "Name,Size,Deep,Tags,Water",
    'Lily,12900000,TRUE,"[""a, b"", ""c""]","{""Celsius"": 4.5, ""Algae"": [""green""]}"',
    '"Reed ""2""",,,,',
]


def test_header_and_lines():
    assert printed(ponds()[:2], "csv", columns=("Name", "Size", "Deep", "Tags", "Water")).splitlines() == LINES


def test_every_record_has_every_column():
    rows = list(csv.DictReader(io.StringIO(printed(ponds(), "csv"))))
    assert [row["Boats"] for row in rows] == ["", "", "7"]


def test_no_rows_print_nothing():
    assert printed([], "csv") == ""


def test_a_property_that_comes_too_late_is_told():
    file, maker = io.StringIO(), RecordMaker(Selection())
    writer = CsvWriter(Stream(file))
    writer.write(maker.record(ponds()[0]))
    writer.flush()
    writer.write(maker.record(ponds()[2]))
    assert writer.finish() == ["not shown, because they came after the columns were settled: Boats"]
    assert len(file.getvalue().splitlines()) == 3
