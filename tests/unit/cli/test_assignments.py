# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, datetime
from typing import Any

import click
import pytest

from openwmi.cli.assignments import read_assignments, read_value
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.values import coerce
from tests.unit.cli.printed import POND_MOF, Objects

STRING = TypeSpec(CimType.CIM_STRING)
UINT32 = TypeSpec(CimType.CIM_UINT32)
STRINGS = TypeSpec(CimType.CIM_STRING, is_array=True)
NUMBERS = TypeSpec(CimType.CIM_UINT32, is_array=True)
BOOLEAN = TypeSpec(CimType.CIM_BOOLEAN)
DATETIME = TypeSpec(CimType.CIM_DATETIME)
WATER = TypeSpec(CimType.CIM_OBJECT, class_name="Acme_Water")
TYPES = {"Name": STRING, "Size": UINT32, "Tags": STRINGS, "Water": WATER}


def spawn(name):
    return Objects(POND_MOF).definition(name).spawn_instance()


def read_object(text, spec) -> Any:
    return read_value(text, spec, spawn)


def read(*texts):
    return read_assignments(texts, TYPES, "class Acme_Pond", spawn)


@pytest.mark.parametrize(
    ("text", "spec", "value"),
    [
        ("plain", STRING, "plain"),
        ("", STRING, ""),
        ("a=b", STRING, "a=b"),
        ('"NULL"', STRING, "NULL"),
        ('"', STRING, '"'),
        ("null", STRING, None),
        ("NULL", STRINGS, None),
        ("7", UINT32, 7),
        ("0x10", UINT32, 16),
        ("true", BOOLEAN, True),
        ("[]", STRINGS, []),
        ('["a", "b"]', STRINGS, ["a", "b"]),
        ("a,b", STRINGS, ["a,b"]),
        ("[1, 2]", NUMBERS, [1, 2]),
        ("3", NUMBERS, [3]),
        ("20261120163005.000000+000", DATETIME, "20261120163005.000000+000"),
        ("2026-11-20T16:30:05+00:00", DATETIME, "20261120163005.000000+000"),
        ("2026-11-20T16:30:05Z", DATETIME, "20261120163005.000000+000"),
    ],
)
def test_values_are_read_by_their_type(text, spec, value):
    assert coerce(read_value(text, spec, spawn), spec, "P") == value


def test_a_time_without_offset_is_local():
    assert read_value("2026-11-20 16:30", DATETIME, spawn) == datetime(2026, 11, 20, 16, 30).astimezone()
    assert read_value("2026-11-20T16:30Z", DATETIME, spawn) == datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(("text", "spec"), [("0xZZ", UINT32), ("2026-99-99", DATETIME)])
def test_what_does_not_fit_is_left_to_the_model(text, spec):
    assert read_value(text, spec, spawn) == text


def test_embedded_objects_are_json():
    water = read_object('{"Celsius": 4.5, "Algae": ["green"]}', WATER)
    assert (water.class_name, water["Celsius"], water["Algae"]) == ("Acme_Water", 4.5, ["green"])


def test_an_untyped_object_names_its_class():
    untyped = TypeSpec(CimType.CIM_OBJECT)
    pond = read_object('{"__CLASS": "Acme_Pond", "Name": "x", "Water": {"Celsius": 1}}', untyped)
    assert pond["Water"]["Celsius"] == 1.0
    with pytest.raises(click.UsageError, match="needs its class"):
        read_value("{}", untyped, spawn)


def test_arrays_of_objects():
    waters = TypeSpec(CimType.CIM_OBJECT, is_array=True, class_name="Acme_Water")
    assert [water["Celsius"] for water in read_object('[{"Celsius": 1}, {"Celsius": 2}]', waters)] == [1.0, 2.0]


@pytest.mark.parametrize(("text", "spec"), [("{", WATER), ("[1,", NUMBERS)])
def test_broken_json_is_refused(text, spec):
    with pytest.raises(click.UsageError, match="not JSON"):
        read_value(text, spec, spawn)


def test_names_are_spelled_as_declared_and_arrays_may_come_in_parts():
    assert read("name=x", "TAGS=a", "tags=b") == {"Name": "x", "Tags": ["a", "b"]}


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["Name"], "no assignment"),
        (["Nam=x"], "class Acme_Pond has no Nam; did you mean Name"),
        (["Zebra=x"], "class Acme_Pond has no Zebra; it has Name, Size, Tags, Water"),
        (["Name=x", "name=y"], "Name is given twice"),
        (["Tags=NULL", "Tags=a"], "Tags is given twice"),
    ],
)
def test_wrong_assignments_are_refused(texts, message):
    with pytest.raises(click.UsageError, match=message):
        read(*texts)
