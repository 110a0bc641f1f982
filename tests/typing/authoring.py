# SPDX-License-Identifier: Apache-2.0
"""What type checkers know about a provider's file, and the mistakes they find in it.

Each `type: ignore` marks a mistake. One that is not found makes the comment an unused one, which is an error.
"""

from collections.abc import AsyncIterator, Iterator
from typing import NamedTuple, assert_type

from openwmi.provider import (
    CimClass,
    CimDatetime,
    InstanceProvider,
    Ref,
    Request,
    key,
    method,
    prop,
    real32,
    uint32,
)


class Acme_Water(CimClass, namespace="root/acme"):
    Celsius: real32 = prop()


class Acme_Pond(CimClass, namespace="root/acme"):
    Name: str = key()
    Water: Acme_Water | None = prop()


class Acme_Frog(CimClass, namespace="root/acme", qualifiers={"Version": "1"}):
    Name: str = key()
    Weight: uint32 | None = prop(units="g", write=True)
    Age: uint32
    Colour: str | None = "green"
    Born: CimDatetime | None = prop()
    Tags: list[str] = prop(default=[])
    Home: Ref[Acme_Pond] | None = prop()


class Acme_Toad(Acme_Frog):
    Warts: uint32 | None = prop()


class Acme_Wrong(CimClass, namespace="root/acme"):
    Name: str = key(units="g")  # type: ignore[call-arg]
    Size: uint32 = "big"  # type: ignore[assignment]


frog = Acme_Frog(Name="Kermit", Age=3, Weight=None)
assert_type(frog.Name, str)
assert_type(frog.Weight, int | None)
assert_type(frog.Home, Ref[Acme_Pond] | None)
assert_type(frog.ref(), Ref[Acme_Frog])
assert_type(frog.clone(), Acme_Frog)
frog.Weight = 5
frog.Home = Ref.to(Acme_Pond, Name="Lily")
Acme_Toad(Name="Bufo", Age=3, Warts=7)

Acme_Frog("Kermit", 3)  # type: ignore[call-arg]
Acme_Frog(Age=3)  # type: ignore[call-arg]
Acme_Frog(Name="Kermit")  # type: ignore[call-arg]
Acme_Frog(Name="Kermit", Age=3, Wieght=5)  # type: ignore[call-arg]
Acme_Frog(Name="Kermit", Age="three")  # type: ignore[arg-type]
Acme_Toad(Name="Bufo", Age=3, Warts="many")  # type: ignore[arg-type]
Acme_Pond(Name="Lily", Water=frog)  # type: ignore[arg-type]
frog.Weight = "heavy"  # type: ignore[assignment]
frog.Wieght = 5  # type: ignore[attr-defined]
frog.Home = Ref.to(Acme_Toad, Name="Bufo")  # type: ignore[arg-type]


class Weighed(NamedTuple):
    ReturnValue: uint32
    Weight: uint32


class Frogs(InstanceProvider[Acme_Frog], hosting="NetworkServiceHost", unload_after_s=30):
    def get(self, key: Acme_Frog, request: Request) -> Acme_Frog | None:
        assert_type(request.remaining_s(), float | None)
        return None

    def enumerate(self, request: Request) -> Iterator[Acme_Frog]:
        yield frog
        yield Acme_Pond(Name="Lily")  # type: ignore[misc]

    def update(self, frog: Acme_Frog, changed: frozenset[str], request: Request) -> None: ...

    @method
    def Weigh(self, frog: Acme_Frog, Scale: str) -> Weighed:
        return Weighed(0, frog.Weight or 0)

    @method(static=True, names="Count")  # type: ignore[call-overload]
    def Count(self) -> uint32:
        return 0


assert_type(Frogs().Weigh(frog, "kitchen"), Weighed)
Frogs().Weigh(frog, 5)  # type: ignore[arg-type]


class AsyncFrogs(InstanceProvider[Acme_Frog]):
    async def get(self, key: Acme_Frog, request: Request) -> Acme_Frog | None:
        return key

    async def enumerate(self, request: Request) -> AsyncIterator[Acme_Frog]:
        yield frog

    async def query(self, query: str, request: Request) -> list[Acme_Frog]:
        return [frog]

    async def delete(self, key: Acme_Frog, request: Request) -> None: ...


class WrongFrogs(InstanceProvider[Acme_Frog], hostings="x"):  # type: ignore[call-arg]
    def get(self, key: Acme_Pond, request: Request) -> Acme_Frog | None:  # type: ignore[override]
        return None

    def delete(self, request: Request) -> None: ...  # type: ignore[override]


class Strings(InstanceProvider[str]):  # type: ignore[type-var]
    pass
