# SPDX-License-Identifier: Apache-2.0
"""Methods, embedded objects and an association: ponds, what is in their water, and who swims there."""

from collections.abc import Iterator
from typing import NamedTuple

from openwmi.provider import CimClass, InstanceProvider, Ref, Request, key, method, prop, real32, uint32

DEPTHS_CM = {"Lily": 90, "Reed": 140}
SWIMMERS = {"Kermit": "Lily", "Tiana": "Reed"}


class Acme_Water(CimClass, namespace="root/acme"):
    """What the water of a pond is like; part of an Acme_Pond."""

    Celsius: real32 = prop(units="degrees Celsius")
    Algae: list[str] = prop(default=[])


class Acme_Pond(CimClass, namespace="root/acme"):
    """A pond."""

    Name: str = key()
    Depth: uint32 = prop(units="cm")
    Water: Acme_Water | None = prop()


class Acme_Swimmer(CimClass, namespace="root/acme"):
    """Somebody who swims in a pond."""

    Name: str = key()


class Acme_SwimsIn(CimClass, namespace="root/acme", association=True):
    """Connects a swimmer with the pond."""

    Swimmer: Ref[Acme_Swimmer] = key()
    Pond: Ref[Acme_Pond] = key()


class Filled(NamedTuple):
    """What Fill answers."""

    ReturnValue: uint32
    Depth: uint32


class Ponds(InstanceProvider[Acme_Pond]):
    def enumerate(self, request: Request) -> Iterator[Acme_Pond]:
        for name, depth in DEPTHS_CM.items():
            yield Acme_Pond(Name=name, Depth=depth, Water=Acme_Water(Celsius=18.5, Algae=["green"]))

    @method(values={0: "OK", 1: "No such pond"})
    def Fill(self, pond: Acme_Pond, Litres: uint32) -> Filled:
        """Pours water into the pond; a hundred litres raise it by one centimetre."""
        if pond.Name not in DEPTHS_CM:
            return Filled(ReturnValue=1, Depth=0)
        DEPTHS_CM[pond.Name] += Litres // 100
        return Filled(ReturnValue=0, Depth=DEPTHS_CM[pond.Name])

    @method(static=True)
    def Dig(self, Name: str, Depth: uint32 = 100) -> uint32:
        """Makes a new pond."""
        if Name in DEPTHS_CM:
            raise FileExistsError(f"there is a pond {Name}")
        DEPTHS_CM[Name] = Depth
        return 0


class Swimmers(InstanceProvider[Acme_Swimmer]):
    def enumerate(self, request: Request) -> Iterator[Acme_Swimmer]:
        for name in SWIMMERS:
            yield Acme_Swimmer(Name=name)


class Swims(InstanceProvider[Acme_SwimsIn]):
    def enumerate(self, request: Request) -> Iterator[Acme_SwimsIn]:
        for swimmer, pond in SWIMMERS.items():
            yield Acme_SwimsIn(Swimmer=Ref.to(Acme_Swimmer, Name=swimmer), Pond=Ref.to(Acme_Pond, Name=pond))
