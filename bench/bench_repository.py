# SPDX-License-Identifier: Apache-2.0
"""What the repository costs, and three layouts of an instance's row: docs/decisions/0003-instance-rows.md."""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count, groupby, repeat
from pathlib import Path
from typing import Protocol

from bench.report import Result
from bench.timing import best_of, seconds_of
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import TypeSpec
from openwmi.model.declaration import ClassDeclaration, PropertyDeclaration
from openwmi.model.derive import derive
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import Qualifier
from openwmi.model.values import CimValue
from openwmi.repository import Repository

INSTANCES = 10_000
PUTS = 100
CALLS = 1_000
PAGE_ROWS = 256
REFERENCE = "positions"
NAMESPACE = "root\\cimv2"

FRESH_LIMIT_MS = 300
OPEN_LIMIT_MS = 10
ENUMERATE_LIMIT_US = 15

TYPES = (
    "uint32",
    "string",
    "string",
    "boolean",
    "uint64",
    "real64",
    "string",
    "sint32",
    "uint16[]",
    "string",
    "string",
    "uint8",
)


def declaration() -> ClassDeclaration:
    """Return a class of twelve properties, the first of them the key."""
    declared = [
        PropertyDeclaration(
            f"Property{number}", TypeSpec.from_text(text.removesuffix("[]"), is_array=text.endswith("[]"))
        )
        for number, text in enumerate(TYPES)
    ]
    declared[0].qualifiers["key"] = Qualifier("key")
    return ClassDeclaration("Measured", properties=NameMap((p.name, p) for p in declared))


def instances_of(cim_class: ClassDefinition) -> Iterator[Instance]:
    """Yield INSTANCES instances; ten of the twelve properties are set."""
    layout = cim_class.layout
    local = layout.all_local & ~(0b11 << 10)
    for number in range(INSTANCES):
        text = f"instance number {number}"
        values: list[CimValue] = [number, text, "Running", True, number * 10**9, number / 7, text, -5, [1, 2, 3], "x"]
        yield Instance(layout, [*values, None, None], local)


class Layout(Protocol):
    """One way to keep instances in tables."""

    tables: str

    def write(self, connection: sqlite3.Connection, row_id: int, instance: Instance) -> None:
        """Store one instance."""

    def read(self, connection: sqlite3.Connection, cim_class: ClassDefinition) -> Iterator[Instance]:
        """Yield all instances."""


class PropertyRows:
    """One table row a property."""

    tables = """
        CREATE TABLE instance (id INTEGER PRIMARY KEY);
        CREATE TABLE property (
            instance_id INTEGER, name TEXT, value TEXT, PRIMARY KEY (instance_id, name)
        ) WITHOUT ROWID;
    """

    def write(self, connection: sqlite3.Connection, row_id: int, instance: Instance) -> None:
        """Store one instance."""
        connection.execute("INSERT INTO instance VALUES (?)", (row_id,))
        rows = [
            (row_id, name, json.dumps(value))
            for slot, (name, value) in enumerate(zip(instance.layout.slots, instance.values, strict=True))
            if instance.local >> slot & 1
        ]
        connection.executemany("INSERT INTO property VALUES (?, ?, ?)", rows)

    def read(self, connection: sqlite3.Connection, cim_class: ClassDefinition) -> Iterator[Instance]:
        """Yield all instances."""
        layout = cim_class.layout
        rows = connection.execute("SELECT instance_id, name, value FROM property ORDER BY instance_id")
        for _, properties in groupby(rows, key=lambda row: row[0]):
            instance = Instance(layout, layout.defaults.copy())
            for _, name, value in properties:
                slot = layout.slots[name]
                instance.values[slot] = json.loads(value)
                instance.local |= 1 << slot
            yield instance


class NamedValues:
    """One JSON object an instance: folded name -> value, for what is set."""

    tables = "CREATE TABLE instance (id INTEGER PRIMARY KEY, row TEXT);"

    def write(self, connection: sqlite3.Connection, row_id: int, instance: Instance) -> None:
        """Store one instance."""
        local = {
            name: value
            for slot, (name, value) in enumerate(zip(instance.layout.slots, instance.values, strict=True))
            if instance.local >> slot & 1
        }
        text = json.dumps(local, separators=(",", ":"))
        connection.execute("INSERT INTO instance VALUES (?, ?)", (row_id, text))

    def read(self, connection: sqlite3.Connection, cim_class: ClassDefinition) -> Iterator[Instance]:
        """Yield all instances."""
        layout = cim_class.layout
        cursor = connection.execute("SELECT row FROM instance ORDER BY id")
        while rows := cursor.fetchmany(PAGE_ROWS):
            for local in json.loads(f"[{','.join([row for (row,) in rows])}]"):
                instance = Instance(layout, layout.defaults.copy())
                for name, value in local.items():
                    slot = layout.slots[name]
                    instance.values[slot] = value
                    instance.local |= 1 << slot
                yield instance


class Positions:
    """One JSON array an instance: the values by slot and the local mask. What the repository does."""

    tables = "CREATE TABLE instance (id INTEGER PRIMARY KEY, row TEXT);"

    def write(self, connection: sqlite3.Connection, row_id: int, instance: Instance) -> None:
        """Store one instance."""
        text = json.dumps([*instance.values, instance.local], separators=(",", ":"))
        connection.execute("INSERT INTO instance VALUES (?, ?)", (row_id, text))

    def read(self, connection: sqlite3.Connection, cim_class: ClassDefinition) -> Iterator[Instance]:
        """Yield all instances."""
        layout = cim_class.layout
        cursor = connection.execute("SELECT row FROM instance ORDER BY id")
        while rows := cursor.fetchmany(PAGE_ROWS):
            for values in json.loads(f"[{','.join([row for (row,) in rows])}]"):
                local = values.pop()
                for slot, default in enumerate(layout.defaults):
                    if not local >> slot & 1:
                        values[slot] = default
                yield Instance(layout, values, local)


def run() -> list[Result]:
    """Compare the layouts, then measure the repository."""
    cim_class = derive(declaration(), None)
    layouts: dict[str, Layout] = {
        REFERENCE: Positions(),
        "named values": NamedValues(),
        "property rows": PropertyRows(),
    }
    with tempfile.TemporaryDirectory() as folder:
        results = [
            result
            for name, layout in layouts.items()
            for result in measure_layout(Path(folder) / f"{name}.db", name, layout, cim_class)
        ]
        return results + measure_repository(Path(folder) / "repository")


def measure_layout(path: Path, name: str, layout: Layout, cim_class: ClassDefinition) -> list[Result]:
    """Return time to write, time to read and size of one layout."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(layout.tables)

        def write() -> None:
            connection.execute("BEGIN")
            for row_id, instance in enumerate(instances_of(cim_class)):
                layout.write(connection, row_id, instance)
            connection.execute("COMMIT")

        def read() -> None:
            if sum(1 for _ in layout.read(connection, cim_class)) != INSTANCES:
                raise RuntimeError(f"layout {name} lost instances")

        written_us = seconds_of(write) / INSTANCES * 1e6
        read_us = best_of(read) / INSTANCES * 1e6
    size = path.stat().st_size / INSTANCES
    measured = {"write": (written_us, "us/row"), "read": (read_us, "us/row"), "size": (size, "octets")}
    return [
        Result(
            f"rows as {name}: {what}",
            value,
            unit,
            ratio_to=None if name == REFERENCE else f"rows as {REFERENCE}: {what}",
        )
        for what, (value, unit) in measured.items()
    ]


def measure_repository(folder: Path) -> list[Result]:
    """Return what opening, writing and reading cost."""
    numbers = count()
    fresh_ms = best_of(lambda: Repository.open(folder / str(next(numbers))).close()) * 1e3
    open_ms = best_of(lambda: Repository.open(folder / "0").close()) * 1e3
    with Repository.open(folder / "0") as repository:
        cim_class = repository.put_class(NAMESPACE, declaration())
        instances = list(instances_of(cim_class))
        single_us = seconds_of(lambda: put_each(repository, instances[:PUTS])) / PUTS * 1e6
        grouped_us = seconds_of(lambda: put_all(repository, instances[PUTS:])) / (INSTANCES - PUTS) * 1e6
        row_us = best_of(lambda: drain(repository)) / INSTANCES * 1e6
        path = ObjectPath("Measured", (("Property0", 7),))
        classes = repository.classes(NAMESPACE)
        return [
            Result("repository: open a new one", fresh_ms, "ms", FRESH_LIMIT_MS),
            Result("repository: open", open_ms, "ms", OPEN_LIMIT_MS),
            Result("repository: put, durable", single_us, "us"),
            Result("repository: put in a transaction", grouped_us, "us"),
            Result("repository: enumerate", row_us, "us/row", ENUMERATE_LIMIT_US),
            Result("repository: get", call_us(lambda: repository.get_instance(NAMESPACE, path)), "us"),
            Result("repository: find a class", call_us(lambda: classes.find_class("measured")), "us"),
        ]


def put_all(repository: Repository, instances: list[Instance]) -> None:
    """Put instances in one transaction."""
    with repository.transaction():
        put_each(repository, instances)


def put_each(repository: Repository, instances: list[Instance]) -> None:
    """Put instances one by one."""
    for instance in instances:
        repository.put_instance(NAMESPACE, instance)


def drain(repository: Repository) -> None:
    """Enumerate the class."""
    if sum(map(len, repository.enumerate_instances(NAMESPACE, "Measured"))) != INSTANCES:
        raise RuntimeError("the repository lost instances")


def call_us(function: Callable[[], object]) -> float:
    """Return how long one call takes, in microseconds."""

    def calls() -> None:
        for _ in repeat(None, CALLS):
            function()

    return best_of(calls) / CALLS * 1e6
