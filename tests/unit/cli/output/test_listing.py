# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.cli.output.listing import exact_cell
from openwmi.cli.output.record import Field
from tests.unit.cli.printed import ponds, printed

LIST = r"""Name  Lily
Size  12.3 MiB  (12900000 bytes)

Name  Reed "2"
Size  -
"""


def test_a_list():
    assert printed(ponds()[:2], "list", columns=("Name", "Size")) == LIST


def test_names_are_aligned():
    assert printed(ponds()[:1], "list", columns=("Name", "Depth")) == "Name   Lily\nDepth  3\n"


def test_names_and_nulls_have_a_style():
    text = printed(ponds()[1:2], "list", columns=("Size",), styled=True)
    assert text == "\x1b[36mSize\x1b[0m  \x1b[2m-\x1b[0m\n"


@pytest.mark.parametrize(
    ("value", "units", "text"),
    [
        (16, "bytes", "16 B"),
        (90_000_000, "100 nanoseconds", "9.00 s  (90000000 x 100 nanoseconds)"),
        (5, "percent", "5 %"),
        (None, "bytes", "-"),
        ("5", "bytes", "5"),
    ],
)
def test_a_rounded_number_is_followed_by_itself(value, units, text):
    assert exact_cell(value, Field("P", units=units)) == text
