# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.mof.nodes import (
    AliasUse,
    ArrayLiteral,
    BooleanLiteral,
    CharLiteral,
    ClassNode,
    InstanceNode,
    IntegerLiteral,
    NullLiteral,
    RealLiteral,
    TextLiteral,
)
from tests.unit.mof.parsed import assigned, instances_of


def value_of(text):
    (item,) = instances_of(f"instance of X {{ P = {text}; }}; class K as $K {{}};")
    return assigned(item, "P")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", IntegerLiteral(5, "5", False, 6)),
        ("0x1F", IntegerLiteral(31, "0x1F", True, 6)),
        ("-2.5", RealLiteral(-2.5, "-2.5", 6)),
        ('"a" "b"', TextLiteral("ab", 6)),
        ("'x'", CharLiteral(120, 6)),
        ("true", BooleanLiteral(True, 6)),
        ("FALSE", BooleanLiteral(False, 6)),
        ("null", NullLiteral(6)),
        ("$K", AliasUse("K", 6)),
        ("{}", ArrayLiteral([], 6)),
        ('{"a", "b"}', ArrayLiteral([TextLiteral("a", 6), TextLiteral("b", 6)], 6)),
        ("{1, TRUE}", ArrayLiteral([IntegerLiteral(1, "1", False, 7), BooleanLiteral(True, 9)], 6)),
    ],
)
def test_values(text, value):
    assert value_of(text) == value


def test_embedded_objects():
    instance = value_of("instance of Y { a = 1; }")
    assert isinstance(instance, InstanceNode)
    assert instance.class_name == "Y"
    cim_class = value_of("class Y { uint8 a; }")
    assert isinstance(cim_class, ClassNode)
    assert cim_class.declaration.name == "Y"


def test_embedded_objects_in_arrays_may_keep_their_semicolon():
    array = value_of("{instance of Y{x=1;}; , instance of Y{x=2;}, class Z; }")
    assert isinstance(array, ArrayLiteral)
    assert len(array.elements) == 3
