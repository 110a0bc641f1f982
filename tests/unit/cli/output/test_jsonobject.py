# SPDX-License-Identifier: Apache-2.0

import io

from openwmi.cli.output.formats import make_writer
from openwmi.cli.output.record import RecordMaker, Selection
from openwmi.cli.output.stream import Stream
from tests.unit.cli.printed import ponds


def test_one_object_is_no_array():
    file = io.StringIO()
    writer = make_writer("json", Stream(file), single=True)
    writer.write(RecordMaker(Selection(("Name", "Size"))).record(ponds()[0]))
    assert writer.finish() == []
    assert file.getvalue() == '{\n  "Name": "Lily",\n  "Size": 12900000\n}\n'
