# SPDX-License-Identifier: Apache-2.0
"""A namespace with stored objects and a provider, and a connection to it."""

from collections.abc import Iterator

import pytest

from openwmi.client import Connection
from tests.fakes.sites import NS, Site, site

__all__ = ["site"]

SCHEMA = r"""
class Acme_Pond {
    [key] string Name;
    uint64 Size;
    datetime Dug;
    datetime Drained;
    string Tags[];
    object Water;
    string path;
};
class Acme_Lake : Acme_Pond { uint32 Boats; };
class Acme_Water { real32 Celsius; datetime Taken; };
[Association] class Acme_Near { [key] Acme_Pond ref One; [key] Acme_Pond ref Other; uint32 Metres; };
class Acme_Tool {
    [key] string Name;
    [static, implemented] uint32 Add([in] uint32 Left, [in] uint32 Right, [out] uint32 Sum);
    void Rest();
};
instance of Acme_Pond as $Lily {
    Name = "Lily"; Size = 12; Dug = "20240229123000.000000+060"; Drained = "00000003040506.000000:000";
    Tags = {"deep", "cold"}; Water = instance of Acme_Water { Celsius = 4.5; Taken = "20260101000000.000000+000"; };
    path = "behind the mill";
};
instance of Acme_Lake as $Loch { Name = "Loch"; Boats = 7; };
instance of Acme_Near { One = $Lily; Other = $Loch; Metres = 900; };
"""

PROVIDERS = """
class Acme_Toad(CimClass, namespace="root/acme"):
    Name: str = key()
    Weight: uint32 | None = prop(write=True)

class Weighed(NamedTuple):
    ReturnValue: uint32
    Grams: uint32

class Toads(InstanceProvider[Acme_Toad]):
    def enumerate(self, request):
        yield Acme_Toad(Name="first", Weight=1)
        yield Acme_Toad(Name="second", Weight=2)
        if request.values_for("Name") is None and request.query_text and "Weight > 0" in request.query_text:
            raise RuntimeError("the toads are gone")

    def update(self, toad, changed, request):
        note("update", toad.Name, toad.Weight, changed)

    def delete(self, key, request):
        note("delete", key.Name)

    @method
    def Weigh(self, key: Acme_Toad, Times: uint32, request: Request) -> Weighed:
        return Weighed(0, 10 * Times)

    @method
    def Jump(self, key: Acme_Toad, request: Request) -> None:
        note("jump", key.Name)
"""


@pytest.fixture
def connection(site: Site) -> Iterator[Connection]:
    site.mof(SCHEMA)
    site.provide(PROVIDERS, "toads")
    with Connection(site.services(NS)) as opened:
        yield opened
