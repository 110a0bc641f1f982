# SPDX-License-Identifier: Apache-2.0
from openwmi.model.names import NameMap
from openwmi.mof.nodes import ClassItem, DeleteClassItem, MofUnit, NamespacePragma
from openwmi.mof.parser import parse_mof
from openwmi.mof.source import SourceText


def test_lines_follow_from_tokens():
    source = SourceText("a\nb\nc", "x.mof")
    item = DeleteClassItem(source, 1, 2, None, 1, "X", True)
    assert (item.first_line, item.last_line) == (2, 3)
    assert item.text == "b\nc"


def test_a_unit_counts_its_objects():
    source = SourceText("", "x.mof")
    items = [NamespacePragma(source, 0, 0, "root", 0), DeleteClassItem(source, 0, 0, "root", 1, "X", True)]
    assert MofUnit("x.mof", items, NameMap()).object_count == 1


def test_a_class_item_shows_its_declaration_and_what_waits():
    (item,) = parse_mof("class X { object o = instance of Y {}; };").items
    assert isinstance(item, ClassItem)
    assert item.declaration is item.node.declaration
    assert item.node.deferred[0].type == item.declaration.properties["o"].type
