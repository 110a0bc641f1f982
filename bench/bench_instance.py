# SPDX-License-Identifier: Apache-2.0
"""What one instance of 20 properties costs: time and memory, against the shape one would write first."""

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass

from bench.report import Result
from bench.timing import best_of
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.declaration import ClassDeclaration, PropertyDeclaration
from openwmi.model.derive import derive
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap
from openwmi.model.qualifier import Qualifier
from openwmi.model.values import CimValue

PROPERTIES = 20
ROUNDS = 20_000
CREATE_LIMIT_US = 1.0
SIZE_LIMIT_OCTETS = 400

_NAMES = [f"Property{number}" for number in range(PROPERTIES)]
_DECLARED = [PropertyDeclaration(name, TypeSpec(CimType.CIM_UINT64)) for name in _NAMES]
_DECLARED[0].qualifiers["key"] = Qualifier("key")
CIM_CLASS = derive(ClassDeclaration("Measured", properties=NameMap((p.name, p) for p in _DECLARED)), None)
# Shared by all rows, so that only the instances are weighed.
VALUES: list[CimValue] = [1_000_000 + number for number in range(PROPERTIES)]


@dataclass(slots=True)
class PropertyObject:
    """A property as an object of its own: what an instance would hold without a shared layout."""

    name: str
    type: TypeSpec
    value: CimValue
    is_local: bool


def instance_of_row() -> Instance:
    """Return an instance that owns a new row."""
    return Instance(CIM_CLASS.layout, VALUES.copy(), CIM_CLASS.layout.all_local)


def dictionary_of_objects() -> dict[str, PropertyObject]:
    """Return the same contents as a dictionary of property objects."""
    types = CIM_CLASS.layout.types
    return {
        name.lower(): PropertyObject(name, spec, value, True)
        for name, spec, value in zip(_NAMES, types, VALUES, strict=True)
    }


def run() -> list[Result]:
    """Measure creation, size and access."""
    instance = instance_of_row()
    return [
        Result("instance: create from a row", call_us(instance_of_row), "us", CREATE_LIMIT_US),
        Result(
            "instance: create as objects", call_us(dictionary_of_objects), "us", ratio_to="instance: create from a row"
        ),
        Result("instance: spawn at defaults", call_us(CIM_CLASS.spawn_instance), "us"),
        Result("instance: size", size_octets(instance_of_row), "octets", SIZE_LIMIT_OCTETS),
        Result("instance: size as objects", size_octets(dictionary_of_objects), "octets", ratio_to="instance: size"),
        Result("instance: read a property", call_us(lambda: instance["property7"]), "us"),
        Result("instance: set a property", call_us(lambda: instance.__setitem__("property7", 7)), "us"),
        Result("instance: clone", call_us(instance.clone), "us"),
    ]


def call_us(function: Callable[[], object]) -> float:
    """Return how long one call takes, in microseconds."""

    def calls() -> None:
        for _ in range(ROUNDS):
            function()

    return best_of(calls) / ROUNDS * 1e6


def size_octets(make: Callable[[], object]) -> float:
    """Return what one object adds to memory, in octets, without the values it shares with others."""
    kept: list[object] = [None] * ROUNDS
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for number in range(ROUNDS):
            kept[number] = make()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return (after - before) / ROUNDS
