# SPDX-License-Identifier: Apache-2.0
"""WQL: a condition over many rows against a loop written by hand, and the price of preparing a query."""

from collections.abc import Iterator, Sequence
from typing import Final, Protocol, cast

from bench.report import Result
from bench.timing import best_of
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import TypeSpec
from openwmi.model.declaration import ClassDeclaration, PropertyDeclaration
from openwmi.model.derive import derive
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap
from openwmi.wql import BoundSelect, Dialect, SelectStatement, bind, parse

ROWS = 100_000
RATIO_LIMIT = 2.0
QUERY = "SELECT * FROM Bench_Row WHERE Size > 500 AND Name = 'name 7' AND Enabled = TRUE"
PREPARATIONS = 200

_TYPES = {"Id": "uint32", "Name": "string", "Size": "uint64", "Enabled": "boolean", "Note": "string"}
_NAME: Final = 1
_SIZE: Final = 2
_ENABLED: Final = 3


class BenchRow(Protocol):
    """An instance of the class measured, as the loop written by hand sees it."""

    values: tuple[int, str | None, int | None, bool | None, str]


class OneClass:
    """A namespace with a single class."""

    def __init__(self, cim_class: ClassDefinition) -> None:
        self._class = cim_class

    def find_class(self, name: str) -> ClassDefinition | None:
        """Return the class if it has that name."""
        return self._class if name.lower() == self._class.name.lower() else None

    def subclasses(self, _name: str) -> Sequence[str]:
        """Return no names."""
        return ()

    def class_names(self) -> Iterator[str]:
        """Yield the one name."""
        yield self._class.name


def bench_class() -> ClassDefinition:
    """Return the class of the rows."""
    properties = [PropertyDeclaration(name, TypeSpec.from_text(word)) for name, word in _TYPES.items()]
    return derive(ClassDeclaration("Bench_Row", properties=NameMap((p.name, p) for p in properties)), None)


def rows_of(cim_class: ClassDefinition) -> list[Instance]:
    """Return ROWS instances; one of twelve satisfies the condition."""
    layout = cim_class.layout
    return [
        Instance(layout, [i, f"NAME {i % 10}" if i % 3 else None, i % 1000, i % 2 == 1, "note"], layout.all_local)
        for i in range(ROWS)
    ]


def by_hand(rows: Sequence[Instance]) -> list[Instance]:
    """Return what the query returns, the way somebody would write it who knows the class."""
    kept: list[BenchRow] = []
    for row in cast("Sequence[BenchRow]", rows):
        values = row.values
        size, name = values[_SIZE], values[_NAME]
        if size is not None and size > 500 and name is not None and name.upper() == "NAME 7" and values[_ENABLED]:
            kept.append(row)
    return cast("list[Instance]", kept)


def prepare(classes: OneClass) -> BoundSelect:
    """Return the query, parsed and bound."""
    statement = parse(QUERY, Dialect.DATA)
    assert isinstance(statement, SelectStatement)
    return bind(statement, classes)


def run() -> list[Result]:
    """Measure the condition over ROWS rows, and preparing it."""
    cim_class = bench_class()
    classes, rows = OneClass(cim_class), rows_of(cim_class)
    keep = prepare(classes).batch_filter(cim_class)
    assert keep is not None
    assert keep(rows) == by_hand(rows)
    hand_s = best_of(lambda: by_hand(rows))
    filter_s = best_of(lambda: keep(rows))
    prepare_s = best_of(lambda: [prepare(classes) for _ in range(PREPARATIONS)])
    compile_s = best_of(lambda: [prepare(classes).batch_filter(cim_class) for _ in range(PREPARATIONS)])
    return [
        Result("WQL condition by hand, per row", hand_s / ROWS * 1e9, "ns"),
        Result(
            "WQL condition compiled, per row",
            filter_s / ROWS * 1e9,
            "ns",
            ratio_to="WQL condition by hand, per row",
        ),
        Result("WQL condition compiled / by hand", filter_s / hand_s, "ratio", limit=RATIO_LIMIT),
        Result("WQL parse and bind", prepare_s / PREPARATIONS * 1e6, "us"),
        Result("WQL parse, bind and compile", compile_s / PREPARATIONS * 1e6, "us"),
    ]
