# SPDX-License-Identifier: Apache-2.0

import json
import math

import pytest

from openwmi.cli.output.jsontext import json_value
from tests.unit.cli.printed import POND_MOF, Objects, ponds, printed

ARRAY = """[
{"Size": 12900000, "Name": "Lily"},
{"Size": null, "Name": "Reed \\"2\\""}
]
"""


def test_an_element_a_line_in_the_order_of_the_select_list():
    assert printed(ponds()[:2], "json", columns=("Size", "Name")) == ARRAY


def test_no_rows_are_an_empty_array():
    assert printed([], "json") == "[]\n"


def test_a_whole_object():
    assert json.loads(printed(ponds()[:1], "json")) == [
        {
            "Name": "Lily",
            "Size": 12900000,
            "Depth": 3,
            "Dug": "20261120163005.000000+000",
            "Deep": True,
            "Tags": ["a, b", "c"],
            "Water": {"Celsius": 4.5, "Algae": ["green"]},
        }
    ]


def test_objects_of_subclasses_have_their_own_members():
    assert [len(element) for element in json.loads(printed(ponds(), "json"))] == [7, 7, 8]


def test_system_properties_only_when_asked_for():
    assert json.loads(printed(ponds()[:1], "json", system=True))[0]["__CLASS"] == "Acme_Pond"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ((1 << 64) - 1, (1 << 64) - 1),
        (math.nan, None),
        (-math.inf, None),
        ([1.5, math.nan], [1.5, None]),
        (Objects(POND_MOF).definition("Acme_Water"), "Acme_Water"),
    ],
)
def test_values(value, expected):
    assert json_value(value) == expected
