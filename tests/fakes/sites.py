# SPDX-License-Identifier: Apache-2.0
"""A core on a folder of its own, and providers written by the test that needs them."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.flags import WBEM_FLAG_FORWARD_ONLY
from openwmi.model.instance import Instance
from openwmi.mof.compiler import compile_unit
from openwmi.mof.parser import parse_mof
from openwmi.repository import Repository
from openwmi.server import Core
from openwmi.services.enumerators import EnumWbemClassObject
from openwmi.services.wbemservices import WbemServices

NS = "root\\acme"
PATIENCE_S = 20.0

JOURNAL: list[tuple[Any, ...]] = []
"""What providers noted, in order; empty at the start of each test."""

HEADER = """
import threading
from typing import NamedTuple
from openwmi.errors import *
from openwmi.provider import *
from tests.fakes.sites import note
"""

FROG = """
class Acme_Frog(CimClass, namespace="root/acme"):
    Name: str = key()
    Weight: uint32 | None = prop(write=True)
    Colour: str | None = prop(write=True, default="green")
"""


def note(*entry: object) -> None:
    """Write something down; providers of tests call this."""
    JOURNAL.append(entry)


def noted(what: str) -> list[tuple[Any, ...]]:
    """Return the entries that begin with `what`."""
    return [entry for entry in JOURNAL if entry[0] == what]


def calls_noted() -> list[object]:
    """Return the first word of every entry, in order."""
    return [entry[0] for entry in JOURNAL]


def provider_text(body: str, *, name: str = "Frogs", served: str = "Acme_Frog", keywords: str = "") -> str:
    """Return a provider class: the text of its functions, under its head."""
    functions = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    return f"class {name}(InstanceProvider[{served}]{keywords}):\n{functions}\n"


class Site:
    """A core without the shipped classes, with the namespace `root/acme`.

    Attributes:
        core: The core.
        folder: Where it lives, and the provider files of the test.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.core = Core(folder, Repository.open(folder / "repository"))
        self.core.repository.create_namespace(NS)

    def write(self, text: str, name: str = "acme") -> Path:
        """Write a provider file and return its path."""
        path = self.folder / f"{name}.py"
        path.write_text(HEADER + textwrap.dedent(text))
        return path

    def provide(self, text: str, name: str = "acme") -> Path:
        """Write a provider file and install what it defines."""
        path = self.write(text, name)
        self.core.install_provider(path)
        return path

    def frogs(self, body: str, keywords: str = "") -> None:
        """Install a provider `acme|Frogs` of Acme_Frog with these functions."""
        self.provide(FROG + provider_text(body, keywords=keywords))

    def mof(self, text: str, namespace: str = NS) -> None:
        """Compile MOF into a namespace."""
        compile_unit(parse_mof(text), self.core.mof_target(), namespace=namespace)

    def services(self, namespace: str = NS) -> WbemServices:
        """Return the services of a namespace."""
        return self.core.connect(namespace)

    def rows(self, wql: str, flags: int = 0, namespace: str = NS) -> list[Any]:
        """Return the rows of a query."""
        with self.services(namespace).exec_query("WQL", wql, flags | WBEM_FLAG_FORWARD_ONLY) as found:
            return list(found)

    def names(self, wql: str, flags: int = 0) -> list[object]:
        """Return the property Name of the rows of a query, sorted."""
        return sorted(row["Name"] for row in self.rows(wql, flags))

    def new(self, class_name: str, namespace: str = NS, **values: Any) -> Instance:
        """Return a new instance that is stored nowhere yet."""
        instance = self.services(namespace).get_class(class_name).spawn_instance()
        for name, value in values.items():
            instance[name] = value
        return instance

    def put(self, class_name: str, **values: Any) -> str:
        """Store an instance and return its path."""
        return self.services().put_instance(self.new(class_name, **values))

    def change_registration(self, class_name: str, **values: object) -> None:
        """Set properties of the only registration instance of a class, as an administrator may."""
        repository = self.core.repository
        (batch,) = repository.enumerate_instances(NS, class_name)
        (instance,) = batch
        for name, value in values.items():
            instance[name] = value
        repository.put_instance(NS, instance)

    def close(self) -> None:
        """Close the core."""
        self.core.close()


def code_of(call: Callable[[], object]) -> str:
    """Return the symbol of the error that a call raises, or WBEM_S_NO_ERROR."""
    try:
        result = call()
        if isinstance(result, EnumWbemClassObject):
            list(result)
    except WbemError as error:
        return error.symbol
    return "WBEM_S_NO_ERROR"


def drain(found: EnumWbemClassObject) -> tuple[list[Any], WbemError | None]:
    """Return the rows there are, and the error after them."""
    rows: list[Any] = []
    try:
        rows.extend(found)
    except WbemError as error:
        return rows, error
    return rows, None


def eventually(condition: Callable[[], bool]) -> bool:
    """Return whether something becomes true within PATIENCE_S seconds."""
    until = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.002)
    return True


def symbol(status: int) -> str:
    """Return the name of a status."""
    return WbemStatus(status).name


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A core on a folder of the test's own."""
    JOURNAL.clear()
    made = Site(tmp_path)
    yield made
    made.close()
