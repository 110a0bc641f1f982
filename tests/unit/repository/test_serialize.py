# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json

import pytest

from openwmi.errors import InvalidPropertyError, TypeMismatchError, WbemError, WbemStatus
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.derive import derive
from openwmi.model.qualifier import Qualifier, QualifierType
from openwmi.repository.serialize import (
    DAMAGE,
    MAX_STORED_OCTETS,
    decode_declaration,
    decode_qualifier_type,
    dump,
    encode_declaration,
    encode_qualifier_type,
    qualifier_documents,
)
from openwmi.repository.systemclasses import SYSTEM_CLASS_NAMES, system_declaration
from tests.unit.repository.declare import declare, key, method, prop

VALUES = [
    ("sint8", -128),
    ("uint64", 2**64 - 1),
    ("sint64", -(2**63)),
    ("real32", 0.5),
    ("real64", 1e300),
    ("real64", float("inf")),
    ("boolean", True),
    ("string", "a\0\ud800ü\U0001f438"),
    ("char16", 0xFFFF),
    ("datetime", "20200101000000.000000+000"),
    ("datetime", "00000001000000.000000:000"),
    ("ref:T_Base", 'T_Base.Name="a\\\\b"'),
    ("string[]", []),
    ("uint8[]", [0, 255]),
    ("uint32", None),
]


@pytest.mark.parametrize(("type_text", "value"), VALUES)
def test_defaults_come_back(type_text: str, value):
    declared = declare("T", None, prop("P", type_text, default=value), prop("Q", type_text))
    text = encode_declaration(declared)
    again = decode_declaration(text)
    assert text.isascii()
    assert again == declared
    assert encode_declaration(again) == text


@pytest.mark.parametrize("name", SYSTEM_CLASS_NAMES)
def test_system_classes_come_back(name: str):
    declared = system_declaration(name)
    assert declared is not None
    assert decode_declaration(encode_declaration(declared)) == declared


def test_methods_and_qualifiers_come_back():
    declared = declare(
        "T",
        "S",
        words=[("A", 1.5, 0x83), ("B", [True, False]), "C"],
        methods=[method("Go", "object:T", {"X": "uint8[]"}), method("Stop", None)],
    )
    assert decode_declaration(encode_declaration(declared)) == declared


def test_the_origin_of_a_qualifier_is_not_stored():
    assert qualifier_documents([Qualifier("A", 1, 0x23), Qualifier("B", 1, 0x43)]) == [
        {"name": "A", "value": 1, "flavor": 3},
        {"name": "B", "value": 1, "flavor": 3},
    ]


def test_defaults_are_stored_in_the_form_of_their_type():
    declared = declare("T", None, prop("P", "uint32", default="7"))
    assert decode_declaration(encode_declaration(declared)).properties["P"].default == 7
    with pytest.raises(TypeMismatchError, match=r"T\.P"):
        encode_declaration(declare("T", None, prop("P", "uint32", default="seven")))


def test_an_embedded_object_cannot_be_a_default():
    value = derive(declare("T_Base", None, key()), None).spawn_instance()
    with pytest.raises(InvalidPropertyError, match=r"T\.P"):
        encode_declaration(declare("T", None, prop("P", "object", default=value)))


@pytest.mark.parametrize(
    "declared",
    [
        QualifierType("Plain"),
        QualifierType("Full", TypeSpec(CimType.CIM_STRING, is_array=True), ["a"], frozenset({"class", "any"}), 0x12),
    ],
)
def test_qualifier_types_come_back(declared: QualifierType):
    assert decode_qualifier_type(encode_qualifier_type(declared)) == declared


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "7", '{"name": 1}', '{"name":"T","superclass":null,"qualifiers":[7]}']
)
def test_damaged_text_raises_what_is_announced(text: str):
    with pytest.raises(DAMAGE):
        decode_declaration(text)


def test_the_limit_of_one_object():
    fits = "x" * (MAX_STORED_OCTETS - 4)
    assert json.loads(dump([fits], "the list")) == [fits]
    with pytest.raises(WbemError, match="the list takes") as caught:
        dump([fits + "x"], "the list")
    assert caught.value.hresult == WbemStatus.WBEM_E_TOO_MUCH_DATA
