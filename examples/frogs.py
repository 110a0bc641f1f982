# SPDX-License-Identifier: Apache-2.0
"""Frogs that can be created, weighed and deleted; a JSON file remembers them."""

import json
from collections.abc import Iterator
from pathlib import Path

from openwmi.provider import CimClass, InstanceProvider, Request, key, prop, uint32

POND = Path.home() / ".acme-pond.json"


class Acme_Frog(CimClass, namespace="root/acme"):
    """A frog in the pond."""

    Name: str = key()
    Weight: uint32 | None = prop(units="g", write=True)


def frogs() -> dict[str, int | None]:
    return json.loads(POND.read_text()) if POND.exists() else {}


class Frogs(InstanceProvider[Acme_Frog], serialized=True):
    def enumerate(self, request: Request) -> Iterator[Acme_Frog]:
        for name, weight in frogs().items():
            yield Acme_Frog(Name=name, Weight=weight)

    def create(self, new: Acme_Frog, request: Request) -> None:
        POND.write_text(json.dumps(frogs() | {new.Name: new.Weight}))

    def update(self, frog: Acme_Frog, changed: frozenset[str], request: Request) -> None:
        self.create(frog, request)

    def delete(self, key: Acme_Frog, request: Request) -> None:
        if key.Name not in frogs():
            raise FileNotFoundError(f"there is no frog {key.Name}")
        POND.write_text(json.dumps({name: g for name, g in frogs().items() if name != key.Name}))
