# SPDX-License-Identifier: Apache-2.0
"""Row codec: instances as rows of numbered layouts, each layout told once per direction of a channel."""

from __future__ import annotations

from typing import Final, cast

from openwmi.errors import ProviderFailureError
from openwmi.host.messages import Layout, LayoutProperty, WireRow
from openwmi.model.cimclass import ClassDefinition, Property
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.instance import Instance
from openwmi.model.layout import ClassLayout
from openwmi.model.names import NameMap
from openwmi.model.qualifier import Qualifier
from openwmi.model.values import CimValue

MAX_LAYOUTS: Final = 4096
"""Layouts of one direction of a channel; more than that is a fault of whoever makes them."""

MAX_PROPERTIES: Final = 4096


class LayoutWriter:
    """Numbers the layouts that leave through a channel.

    Attributes:
        new: Layouts that the other side does not know yet, in the order to tell them.
    """

    def __init__(self) -> None:
        self.new: list[Layout] = []
        self._numbers: dict[ClassLayout, int] = {}

    def row_of(self, instance: Instance) -> WireRow:
        """Return an instance as a row.

        Raises:
            ProviderFailureError: Too many layouts.
        """
        layout = instance.layout
        number = self._numbers.get(layout)
        if number is None:
            number = self._number(layout)
        local = instance.local
        mask = None if local == layout.all_local else local.to_bytes((len(layout.names) + 7) // 8, "little")
        return number, mask, cast("list[object]", instance.values)

    def _number(self, layout: ClassLayout) -> int:
        if len(self._numbers) >= MAX_LAYOUTS:
            raise ProviderFailureError(
                f"more than {MAX_LAYOUTS} different layouts, the last of class {layout.cim_class.name}",
                next_step="let the provider use the same classes in every request",
            )
        number = self._numbers[layout] = len(self._numbers)
        self.new.append(_description(layout, number))
        return number


class LayoutReader:
    """Knows the layouts that arrive through a channel."""

    def __init__(self) -> None:
        self._layouts: list[ClassLayout] = []

    def add(self, told: Layout) -> None:
        """Remember a layout.

        Raises:
            ValueError: It is out of order, too large or one too many.
        """
        if told.number != len(self._layouts) or told.number >= MAX_LAYOUTS or len(told.properties) > MAX_PROPERTIES:
            raise ValueError(f"layout {told.number} of class {told.class_name[:64]} is not expected")
        self._layouts.append(_class_of(told).layout)

    def instance(self, row: WireRow) -> Instance:
        """Return the instance of a row.

        Raises:
            ValueError: The row does not fit its layout.
        """
        number, mask, values = row
        if not 0 <= number < len(self._layouts):
            raise ValueError(f"layout {number} was not told")
        layout = self._layouts[number]
        if len(values) != len(layout.names):
            raise ValueError(f"a row of {len(values)} values for {layout.cim_class.name}")
        local = layout.all_local if mask is None else int.from_bytes(mask, "little") & layout.all_local
        return Instance(layout, cast("list[CimValue]", values), local)


def _description(layout: ClassLayout, number: int) -> Layout:
    cim_class = layout.cim_class
    keys = set(cim_class.key_names)
    return Layout(
        number,
        cim_class.name,
        list(cim_class.derivation),
        cim_class.namespace,
        cim_class.server,
        cim_class.is_singleton,
        [
            LayoutProperty(name, int(spec.cimtype), spec.is_array, name in keys, spec.class_name, default)
            for name, spec, default in zip(layout.names, layout.types, layout.defaults, strict=True)
        ],
    )


def _class_of(told: Layout) -> ClassDefinition:
    """Return a class that says what a row needs: its properties, keys and the names of its ancestors."""
    parent: ClassDefinition | None = None
    for name in reversed(told.ancestors):
        parent = _bare_class(name, parent, told, NameMap())
    return _bare_class(told.class_name, parent, told, NameMap((p.name, _property(p, told)) for p in told.properties))


def _bare_class(
    name: str, parent: ClassDefinition | None, told: Layout, properties: NameMap[Property]
) -> ClassDefinition:
    singleton = [("singleton", Qualifier("singleton"))] if told.is_singleton else []
    return ClassDefinition(
        ClassDeclaration(name, parent.name if parent else None),
        parent,
        qualifiers=NameMap(singleton),
        properties=properties,
        methods=NameMap(),
        namespace=told.namespace,
        server=told.server,
    )


def _property(told: LayoutProperty, layout: Layout) -> Property:
    spec = TypeSpec(CimType(told.cimtype), is_array=told.is_array, class_name=told.class_name)
    key = [("key", Qualifier("key"))] if told.is_key else []
    return Property(told.name, spec, cast("CimValue", told.default), NameMap(key), layout.class_name, True)
