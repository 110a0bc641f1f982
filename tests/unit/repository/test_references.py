# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.model.derive import derive
from openwmi.model.objectpath import ObjectPath
from openwmi.repository.references import CLASS_KEYS, loose_keys, parse_reference, reference_rows
from tests.unit.repository.declare import declare, key, prop


def loose(text: str) -> bytes:
    return loose_keys(ObjectPath.parse(text))


@pytest.mark.parametrize(
    "spellings",
    [
        [
            "T.Id=1",
            "t.ID=1",
            "T=1",
            'T="1"',
            "T='0x1'",
            "T=0x01",
            "\\\\host\\root\\x:Other.Id=1",
            'T.Id="01"',
            "T=TRUE",
        ],
        ['T.A="x",B=2', "t.b=2,A='X'", '\\\\.\\root\\cimv2:T.B="2",a="x"'],
        ['T.Name="ä"', 'T.Name="Ä"'],
        ["T=65", "T='A'", 'T="a"', "T=97"],
        ["T=@", "t=@"],
        ["T", "\\\\.\\root:t"],
        ['T.R="X.Id=1"', "T.R=\"\\\\\\\\.\\\\root\\\\cimv2:x.id='1'\"", 'T="x=0x1"'],
    ],
)
def test_spellings_of_one_object_are_equal(spellings: list[str]):
    assert len({loose(text) for text in spellings}) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [("T.Id=1", "T.Id=2"), ('T="a"', 'T="b"'), ("T=@", "T"), ('T.A="x",B="y"', 'T.A="x"'), ("T=5", 'T="five"')],
)
def test_other_objects_differ(left: str, right: str):
    assert loose(left) != loose(right)


def test_a_class_has_no_keys():
    assert loose("T") == CLASS_KEYS


def test_keys_with_lone_surrogates_and_deep_nesting_do_no_harm():
    text = "x"
    for _ in range(12):
        text = str(ObjectPath("T", (("R", text),)))
        if len(text) > 4000:
            break
    assert loose(text)
    assert loose('T="\ud800"')


@pytest.mark.parametrize("value", ["", "no path at all", "root\\cimv2", 7, None])
def test_values_that_name_no_object(value: object):
    assert parse_reference(value) is None


def test_rows_of_an_instance():
    cim_class = derive(
        declare(
            "T",
            None,
            key(),
            prop("One", "ref:X"),
            prop("Many", "ref:X[]"),
            prop("Text", "string"),
            prop("Free", "ref:X"),
        ),
        None,
    )
    instance = cim_class.spawn_instance()
    instance["One"] = "X.Id=1"
    instance["Many"] = ["\\\\.\\Root\\Other:Y=@", "no sense", "Z"]
    instance["Text"] = "X.Id=1"
    assert list(reference_rows(instance, "Root\\cimv2")) == [
        ("one", 0, "root\\cimv2", b"1", "x"),
        ("many", 0, "root\\other", b"@", "y"),
        ("many", 2, "root\\cimv2", b"", "z"),
    ]
