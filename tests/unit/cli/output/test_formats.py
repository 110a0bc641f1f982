# SPDX-License-Identifier: Apache-2.0

import io

import pytest

from openwmi.cli.output.formats import FOR_PEOPLE, FORMATS, SINGLE, make_writer
from openwmi.cli.output.stream import Stream


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_print_nothing(name, single):
    assert make_writer(name, Stream(io.StringIO()), single=single).finish() == []


def test_the_tables_speak_of_the_same_formats():
    assert set(SINGLE) < set(FORMATS)
    assert set(FORMATS) >= FOR_PEOPLE
