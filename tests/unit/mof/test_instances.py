# SPDX-License-Identifier: Apache-2.0
from openwmi.mof.nodes import IntegerLiteral
from openwmi.mof.parser import parse_mof


def parsed(text):
    (item,) = parse_mof(text).items
    return item


def test_an_instance_keeps_its_values_as_written():
    item = parsed('[Q] Instance Of X as $A { [R("r")] k = 0x10; s = "t"; };')
    assert item.alias == "A"
    assert item.node.class_name == "X"
    assert list(item.node.qualifiers) == ["Q"]
    assert list(item.node.assignments) == ["k", "s"]
    assignment = item.node.assignments["K"]
    assert assignment.qualifiers["r"].value == "r"
    assert isinstance(assignment.value, IntegerLiteral)
    assert assignment.value.text == "0x10"


def test_an_empty_instance():
    assert len(parsed("instance of X {};").node.assignments) == 0


def test_behind_qualifiers_the_value_may_be_missing():
    assignment = parsed('instance of X { [dynamic, provider("P")] s; };').node.assignments["s"]
    assert assignment.value is None
    assert assignment.qualifiers["provider"].value == "P"


def test_an_embedded_instance_may_have_system_classes():
    item = parsed('instance of X { s = instance of __Trustee { Name = "n"; }; };')
    assert item.node.assignments["s"].value.class_name == "__Trustee"
