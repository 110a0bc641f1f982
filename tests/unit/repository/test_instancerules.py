# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re

import pytest

from openwmi.errors import (
    IllegalNullError,
    IllegalOperationError,
    InvalidClassError,
    InvalidOperationError,
    InvalidParameterError,
    InvalidPropertyError,
    NoKeyError,
    TypeMismatchError,
    ValueOutOfRangeError,
    WbemError,
)
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.derive import derive
from openwmi.model.instance import Instance
from openwmi.model.layout import ClassLayout
from openwmi.repository.instancerules import keep_key_spelling, merge_instance, prepare_instance
from tests.unit.repository.declare import declare, key, prop

BASE = derive(declare("T_Base", None, key(), prop("Text", "string", default="base")), None)
NAMED = derive(declare("T_Named", None, key("Name", "string"), prop("Text", "string")), None)


def prepare(cim_class: ClassDefinition, **values: object) -> Instance:
    instance = Instance(cim_class.layout, cim_class.layout.defaults.copy())
    for name, value in values.items():
        instance[name] = value
    return prepare_instance(instance, cim_class, {"T_Base": BASE, "T_Named": NAMED}.get)


def define(*properties, words=(), name: str = "T") -> ClassDefinition:
    return derive(declare(name, None, *properties, words=words), None)


@pytest.mark.parametrize(
    ("cim_class", "values", "error"),
    [
        (define(key(), words=["abstract"]), {"Id": 1}, IllegalOperationError),
        (define(key(), words=["dynamic", ("provider", "Frogs")]), {"Id": 1}, InvalidOperationError),
        (define(prop("Text", "string")), {}, NoKeyError),
        (BASE, {}, IllegalNullError),
        (define(key("A", "string"), key("B", "string")), {"A": "x"}, IllegalNullError),
        (define(key("When", "datetime")), {}, IllegalNullError),
        (define(key(), prop("Need", "uint8", "not_null")), {"Id": 1}, IllegalNullError),
        (define(key(), prop("Need", "uint8", "indexed")), {"Id": 1, "Need": None}, IllegalNullError),
        (NAMED, {"Name": "a\tb"}, InvalidParameterError),
        (define(key("C", "char16")), {"C": 7}, InvalidParameterError),
    ],
)
def test_refusals(cim_class: ClassDefinition, values: dict[str, object], error: type[WbemError]):
    with pytest.raises(error) as caught:
        prepare(cim_class, **values)
    assert caught.value.next_step
    assert caught.value.where


@pytest.mark.parametrize(
    ("cim_class", "values"),
    [
        (define(words=["singleton"]), {}),
        (define(key("Id", "uint8")), {"Id": 7}),
        (define(key("C", "char16")), {"C": "\N{SPACE}"}),
        (define(key(), prop("Need", "uint8", "not_null", default=3)), {"Id": 1}),
        (define(key(), prop("Need", "uint8", ("not_null", False))), {"Id": 1}),
        (define(key(), prop("Text", "string")), {"Id": 1, "Text": "a\tb"}),
    ],
)
def test_what_may_be_stored(cim_class: ClassDefinition, values: dict[str, object]):
    assert prepare(cim_class, **values).is_a(cim_class.name)


def test_a_single_string_key_is_made_up():
    first, second = prepare(NAMED)["Name"], prepare(NAMED, Name=None)["Name"]
    shape = r"\{[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}\}"
    assert re.fullmatch(shape, str(first))
    assert first != second


def test_keys_never_follow_a_default():
    cim_class = define(key("Id"), prop("Name", "string", "key", default="x"))
    assert prepare(cim_class, Id=1).local == 0b11


def test_values_are_coerced_again():
    raw = Instance(BASE.layout, ["7", "t"], 0b11)
    assert prepare_instance(raw, BASE, None)["Id"] == 7
    with pytest.raises(ValueOutOfRangeError):
        prepare_instance(Instance(BASE.layout, [2**40, None], 0b11), BASE, None)


def test_a_stale_definition_is_fitted_by_name():
    stale = derive(declare("T_BASE", None, prop("text", "string", default="stale"), key("ID", "string")), None)
    instance = stale.spawn_instance()
    instance["Id"] = "7"
    fitted = prepare_instance(instance, BASE, None)
    assert (fitted.layout, fitted["Id"], fitted["Text"]) == (BASE.layout, 7, "base")
    assert not fitted.is_local("Text")
    more = derive(declare("T_Base", None, key(), prop("More", "uint8")), None).spawn_instance()
    more["Id"], more["More"] = 1, 1
    with pytest.raises(InvalidPropertyError, match=r"T_Base.*More"):
        prepare_instance(more, BASE, None)


def test_a_projection_lacks_what_it_does_not_select():
    layout: ClassLayout = BASE.layout.project(["Id"])
    assert prepare_instance(Instance(layout, [3], 1), BASE, None)["Text"] == "base"


HOLDER: ClassDeclaration = declare("T_Holder", None, key(), prop("One", "object:T_Base"), prop("Any", "object[]"))


def test_embedded_objects():
    holder = derive(HOLDER, None)
    base, foreign = BASE.spawn_instance(), define(key(), name="T_Foreign").spawn_instance()
    assert prepare(holder, Id=1, One=base, Any=[foreign, NAMED])["One"] is base
    lookalike = derive(declare("T_Named", "T_Base"), BASE).spawn_instance()
    with pytest.raises(TypeMismatchError):
        prepare(holder, Id=1, One=lookalike)
    missing = derive(declare("T_Gone", "T_Base"), BASE).spawn_instance()
    with pytest.raises(InvalidClassError, match="T_Gone"):
        prepare(holder, Id=1, One=missing)


def test_merge():
    stored, new = prepare(BASE, Id=1, Text="old"), prepare(BASE, Id=1)
    assert merge_instance(stored, new, ["TEXT"])["Text"] == "base"
    assert merge_instance(stored, new, [])["Text"] == "old"
    assert merge_instance(None, prepare(BASE, Id=1, Text="x"), [])["Text"] == "base"
    assert merge_instance(None, new, [])["Id"] == 1
    assert stored["Text"] == "old"
    with pytest.raises(InvalidPropertyError):
        merge_instance(stored, new, ["None"])


def test_key_spelling_is_kept():
    stored, new = prepare(NAMED, Name="Frog"), prepare(NAMED, Name="FROG", Text="x")
    keep_key_spelling(stored, new)
    assert (new["Name"], new["Text"]) == ("Frog", "x")
