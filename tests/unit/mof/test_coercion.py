# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import MofError, WbemStatus
from openwmi.model.cimtype import TypeSpec
from openwmi.mof.coercion import Coercion, waits_for_store
from openwmi.mof.source import SourceText
from tests.unit.mof.parsed import assigned, instances_of


def read(type_text, literal):
    text = f"instance of X {{ P = {literal}; }}; class K as $K {{}};"
    (item,) = instances_of(text)
    is_array = type_text.endswith("[]")
    spec = TypeSpec.from_text(type_text.removesuffix("[]"), is_array=is_array)
    return Coercion(SourceText(text, "x.mof")).read(assigned(item, "P"), spec, "X.P")


@pytest.mark.parametrize(
    ("type_text", "literal", "value"),
    [
        ("sint8", "-128", -128),
        ("sint8", "0xFF", -1),
        ("sint16", "0xFFFF", -1),
        ("sint32", "0xffffffff", -1),
        ("sint32", "037777777777", -1),
        ("sint64", "0xFFFFFFFFFFFFFFFF", -1),
        ("sint64", '"-5"', -5),
        ("uint64", '"0x7B"', 123),
        ("uint64", "18446744073709551615", (1 << 64) - 1),
        ("uint32", "0xffffffff", 0xFFFFFFFF),
        ("uint32", "2.5", 2),
        ("uint32", "3.7", 4),
        ("sint32", "-3.7", -4),
        ("uint8", "'A'", 65),
        ("char16", "'A'", 65),
        ("char16", "66", 66),
        ("real32", "0.1", 0.10000000149011612),
        ("real64", "5", 5.0),
        ("real64", '"2.5"', 2.5),
        ("boolean", "TRUE", True),
        ("boolean", '"True"', True),
        ("boolean", '"FALSE"', False),
        ("boolean", "0", False),
        ("boolean", "1", True),
        ("string", '"x"', "x"),
        ("string", "23", "23"),
        ("string", "0x17", "0x17"),
        ("string", "2.50", "2.50"),
        ("datetime", '"20261120120000.000000+060"', "20261120120000.000000+060"),
        ("datetime", '"00000001000000.000000:000"', "00000001000000.000000:000"),
        ("ref:Y", '"Y.k=1"', "Y.k=1"),
        ("uint8[]", '{1, 0x2, "3"}', [1, 2, 3]),
        ("string[]", "{}", []),
        ("string[]", "NULL", None),
        ("uint8", "NULL", None),
    ],
)
def test_conversions(type_text, literal, value):
    result = read(type_text, literal)
    assert result == value
    assert type(result) is type(value) or isinstance(result, str)


@pytest.mark.parametrize(
    ("type_text", "literal", "code"),
    [
        ("uint8", "256", "OUT_OF_RANGE"),
        ("uint8", "-1", "OUT_OF_RANGE"),
        ("sint8", "128", "OUT_OF_RANGE"),
        ("sint8", "0x100", "OUT_OF_RANGE"),
        ("sint64", "9223372036854775808", "OUT_OF_RANGE"),
        ("uint32", "1e999", "OUT_OF_RANGE"),
        ("real32", "1e39", "OUT_OF_RANGE"),
        ("real64", "1e999", "OUT_OF_RANGE"),
        ("char16", "65536", "OUT_OF_RANGE"),
        ("char16", '"A"', "TYPE_MISMATCH"),
        ("uint8", '"five"', "TYPE_MISMATCH"),
        ("uint8", "TRUE", "TYPE_MISMATCH"),
        ("real64", "TRUE", "TYPE_MISMATCH"),
        ("boolean", "2", "TYPE_MISMATCH"),
        ("boolean", '"yes"', "TYPE_MISMATCH"),
        ("string", "TRUE", "TYPE_MISMATCH"),
        ("string", "'A'", "TYPE_MISMATCH"),
        ("datetime", '"today"', "TYPE_MISMATCH"),
        ("datetime", "5", "TYPE_MISMATCH"),
        ("ref:Y", "5", "TYPE_MISMATCH"),
        ("object", "5", "TYPE_MISMATCH"),
        ("object:Y", "class Y {}", "TYPE_MISMATCH"),
        ("string", "instance of Y {}", "TYPE_MISMATCH"),
        ("string", "$K", "UNEXPECTED_ALIAS"),
        ("string", '{"a"}', "UNEXPECTED_ARRAY_INIT"),
        ("string[]", '"a"', "EXPECTED_OPEN_BRACE"),
    ],
)
def test_refusals(type_text, literal, code):
    with pytest.raises(MofError) as caught:
        read(type_text, literal)
    assert caught.value.hresult == WbemStatus[f"WBEMMOF_E_{code}"]
    assert caught.value.column > 1


def test_only_references_and_objects_wait_for_the_store():
    (item,) = instances_of("instance of X { A = $K; B = {instance of Y {}}; C = 5; }; class K as $K {};")
    values = {name: assigned(item, name) for name in "ABC"}
    reference, weak, string = TypeSpec.from_text("ref"), TypeSpec.from_text("object"), TypeSpec.from_text("string")
    assert waits_for_store(values["A"], reference)
    assert waits_for_store(values["B"], weak)
    assert not waits_for_store(values["A"], string)
    assert not waits_for_store(values["C"], reference)
