# SPDX-License-Identifier: Apache-2.0
"""ClassSource: what a source of classes looks like."""

from openwmi.model.cimclass import ClassDefinition
from openwmi.model.classsource import ClassSource
from openwmi.model.names import NameMap
from tests.unit.model.declaring import define, key


class Shelf:
    """The least that is a ClassSource."""

    def __init__(self, *classes: ClassDefinition) -> None:
        self._classes = NameMap((c.name, c) for c in classes)

    def find_class(self, name: str) -> ClassDefinition | None:
        return self._classes.get(name)

    def subclasses(self, name: str) -> list[str]:
        return [c.name for c in self._classes.values() if c.is_a(name) and c.name.lower() != name.lower()]

    def class_names(self):
        return iter(self._classes)


def test_a_source_is_what_has_the_three_methods():
    base = define("A", key())
    source: ClassSource = Shelf(base, define("B", parent=base))
    assert source.find_class("a") is base
    assert source.find_class("x") is None
    assert list(source.subclasses("A")) == ["B"]
    assert list(source.class_names()) == ["A", "B"]
