# SPDX-License-Identifier: Apache-2.0
"""A small schema, providers' requests and a clock that stands still, for the tests of the provider floor."""

from collections.abc import Mapping
from typing import Any

from openwmi.model.instance import Instance
from openwmi.provider import CallContext, CimClass, CimDatetime, Ref, Request, key, prop, uint8, uint16, uint32
from openwmi.provider.request import ProviderServices
from openwmi.security import Identity

CALLER = Identity("kermit", 1000, 1000, frozenset({1000}))


class Clock:
    """A clock that goes on when told to."""

    def __init__(self, now: float = 100.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Acme_Animal(CimClass, namespace="root/acme", abstract=True):
    """Lives."""

    Name: str = key(description="What it is called.")
    Age: uint8 | None = prop(units="years")


class Acme_Water(CimClass, namespace="root/acme"):
    Celsius: float = prop()


class Acme_Pond(CimClass, namespace="root/acme"):
    Name: str = key()
    Water: Acme_Water | None = prop()
    Samples: list[Acme_Water] | None = prop()


class Acme_Frog(Acme_Animal):
    """A frog."""

    Weight: uint32 | None = prop(units="g", write=True)
    Colour: str | None = prop(write=True, default="green")
    Born: CimDatetime | None = prop()
    Tags: list[str] | None = prop(write=True)
    Home: Ref[Acme_Pond] | None = prop(write=True)
    State: uint16 | None = prop(values={0: "Asleep", 2: "Awake"})


def new_call(values: Mapping[str, Any] | None = None, **options: Any) -> CallContext:
    """Return the context of a call by CALLER."""
    return CallContext(CALLER, values=values or {}, **options)


def new_request(call: CallContext | None = None, services: ProviderServices | None = None, **options: Any) -> Request:
    """Return a request by CALLER."""
    return Request(call or new_call(), services=services, **options)


def as_client_sends(template: CimClass) -> Instance:
    """Return the same values as a plain instance of a class definition of its own, as a door makes it."""
    plain = Instance(template.__cim_layout__, list(template.values), template.local)
    plain.extra = template.extra
    return plain
