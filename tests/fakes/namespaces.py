# SPDX-License-Identifier: Apache-2.0
"""A namespace in memory for providers to call back into: the classes of ponds.py, and some frogs."""

from collections.abc import Iterable, Iterator
from typing import Any

from openwmi.errors import InvalidClassError, NotFoundError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.provider import Request
from tests.fakes.ponds import Acme_Animal, Acme_Frog, Acme_Pond, Acme_Water, new_request

CLASSES = {kind.__name__.lower(): kind.__cim_class__ for kind in (Acme_Animal, Acme_Frog, Acme_Pond, Acme_Water)}


class Namespace:
    """Answers what a provider asks, and remembers it.

    Attributes:
        asked: Operation and arguments of each call.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self._frogs = {name: frog(Name=name, Weight=weight) for name, weight in (("Kermit", 320), ("Tiana", 280))}

    def get_class(self, class_name: str) -> ClassDefinition:
        self.asked.append(("get_class", class_name))
        if class_name.lower() not in CLASSES:
            raise InvalidClassError(f"no class {class_name}")
        return CLASSES[class_name.lower()]

    def get(self, path: str | ObjectPath, *, properties: Iterable[str] | None = None) -> Instance:
        wanted = None if properties is None else list(properties)
        self.asked.append(("get", str(path), wanted))
        name = ObjectPath.parse(str(path)).key("Name")
        if name not in self._frogs:
            raise NotFoundError(f"no {path}")
        return self._frogs[str(name)]

    def query(self, wql: str) -> Iterator[Instance]:
        self.asked.append(("query", wql))
        return iter(self._frogs.values())

    def instances(self, class_name: str) -> Iterator[Instance]:
        self.asked.append(("instances", class_name))
        return iter(self._frogs.values())

    def put(self, instance: Instance, *, flags: int = 0) -> ObjectPath:
        self.asked.append(("put", instance.relpath, flags))
        path = instance.path
        assert path is not None
        return path.relative()

    def delete(self, path: str | ObjectPath) -> None:
        self.asked.append(("delete", str(path)))

    def call(self, path: str | ObjectPath, method: str, /, **parameters: Any) -> Instance:
        self.asked.append(("call", str(path), method, parameters))
        return frog(Name="out")


def blank(kind: str = "Acme_Frog") -> Instance:
    """Return a plain instance with every property at its default."""
    layout = CLASSES[kind.lower()].layout
    return Instance(layout, layout.new_row())


def frog(**values: Any) -> Instance:
    """Return a plain Acme_Frog."""
    made = blank()
    for name, value in values.items():
        made[name] = value
    return made


def asking(namespace: Namespace | None = None, **options: Any) -> Request:
    """Return a request about Acme_Frog whose provider can call back."""
    return new_request(services=namespace or Namespace(), class_name="Acme_Frog", **options)
