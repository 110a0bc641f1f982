# SPDX-License-Identifier: Apache-2.0
"""The smallest provider: a class, and something that yields its instances."""

from collections.abc import Iterator

from openwmi.provider import CimClass, InstanceProvider, Request, key, prop, uint32

POND = {"Kermit": 320, "Jeremiah": 410, "Tiana": 280}


class Acme_Frog(CimClass, namespace="root/acme"):
    """A frog in the pond."""

    Name: str = key()
    Weight: uint32 | None = prop(units="g")


class Frogs(InstanceProvider[Acme_Frog]):
    def enumerate(self, request: Request) -> Iterator[Acme_Frog]:
        for name, weight in POND.items():
            yield Acme_Frog(Name=name, Weight=weight)
