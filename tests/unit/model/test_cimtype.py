# SPDX-License-Identifier: Apache-2.0
"""CIM types: numbers, words, ranges."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.cimtype import INTEGER_RANGES, PRIMITIVES, CimType, TypeSpec
from tests.unit.model.declaring import refused, type_of

NUMBERS = {
    "sint8": 16,
    "uint8": 17,
    "sint16": 2,
    "uint16": 18,
    "sint32": 3,
    "uint32": 19,
    "sint64": 20,
    "uint64": 21,
    "real32": 4,
    "real64": 5,
    "boolean": 11,
    "string": 8,
    "datetime": 101,
    "ref": 102,
    "char16": 103,
    "object": 13,
}
INTEGERS = ["sint8", "uint8", "sint16", "uint16", "sint32", "uint32", "sint64", "uint64"]


@pytest.mark.parametrize(("word", "number"), NUMBERS.items())
def test_numbers(word, number):
    spec = TypeSpec.from_text(word)
    assert (spec.code, spec.text, str(spec)) == (number, word, word)


@pytest.mark.parametrize(("word", "number"), NUMBERS.items())
def test_the_array_bit_is_not_part_of_the_text(word, number):
    spec = TypeSpec.from_text(word, is_array=True)
    assert (spec.code, spec.text, str(spec)) == (0x2000 | number, word, f"{word}[]")
    assert spec.element == TypeSpec.from_text(word)


def test_special_numbers():
    assert (CimType.CIM_EMPTY, CimType.CIM_ILLEGAL) == (0, 0xFFF)


def test_primitives_are_the_mof_words():
    assert set(PRIMITIVES) == set(NUMBERS) - {"ref"}


@pytest.mark.parametrize(
    ("text", "cimtype", "class_name", "printed"),
    [
        ("REF:Win32_Process", CimType.CIM_REFERENCE, "Win32_Process", "ref:Win32_Process"),
        ("ref:", CimType.CIM_REFERENCE, None, "ref"),
        ("object:__Trustee", CimType.CIM_OBJECT, "__Trustee", "object:__Trustee"),
        ("Object", CimType.CIM_OBJECT, None, "object"),
        ("UInt32", CimType.CIM_UINT32, None, "uint32"),
    ],
)
def test_from_text(text, cimtype, class_name, printed):
    spec = TypeSpec.from_text(text)
    assert (spec.cimtype, spec.class_name, spec.text) == (cimtype, class_name, printed)


@pytest.mark.parametrize("text", ["", "int", "byte", "uint32:A", "string:A", ":A", " uint32", "uint32[]"])
def test_texts_that_are_no_type(text):
    with refused(WbemStatus.WBEM_E_INVALID_CIM_TYPE):
        TypeSpec.from_text(text)


@pytest.mark.parametrize("cimtype", [CimType.CIM_EMPTY, CimType.CIM_ILLEGAL])
def test_types_without_values(cimtype):
    with refused(WbemStatus.WBEM_E_INVALID_CIM_TYPE):
        TypeSpec(cimtype)


def test_only_references_and_objects_name_a_class():
    with refused(WbemStatus.WBEM_E_INVALID_CIM_TYPE):
        TypeSpec(CimType.CIM_STRING, class_name="A")


@pytest.mark.parametrize("word", NUMBERS)
def test_integers(word):
    assert type_of(word).is_integer is (word in INTEGERS)


@pytest.mark.parametrize("word", NUMBERS)
def test_types_of_keys(word):
    assert type_of(word).may_be_key is (word not in {"real32", "real64", "object"})
    assert not type_of(f"{word}[]").may_be_key


@pytest.mark.parametrize("word", INTEGERS)
def test_ranges(word):
    bits = int(word[4:])
    expected = (0, 2**bits - 1) if word[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    assert INTEGER_RANGES[PRIMITIVES[word]] == expected


def test_char16_is_one_utf16_unit():
    assert INTEGER_RANGES[CimType.CIM_CHAR16] == (0, 65535)
