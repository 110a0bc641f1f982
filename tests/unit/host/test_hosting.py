# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import InvalidProviderRegistrationError
from openwmi.host.hosting import Hosting, Place, hosting_of
from openwmi.host.records import ProviderRecord

LONG = "g" * 255


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("WmiCore", Hosting(Place.CORE)),
        ("WmiCoreOrSelfHost", Hosting(Place.CORE)),
        ("NetworkServiceHostOrSelfHost", Hosting(Place.CORE)),
        ("SelfHost", Hosting(Place.OWN)),
        ("LocalSystemHost", Hosting(Place.SHARED, "localsystem")),
        ("LocalSystemHost:Pond", Hosting(Place.SHARED, "localsystem", "pond")),
        ("LocalSystemHostOrSelfHost", Hosting(Place.SHARED, "localsystem")),
        ("LocalSystemHostOrSelfHost:Pond", Hosting(Place.SHARED, "localsystem", "pond")),
        ("NetworkServiceHost", Hosting(Place.SHARED, "networkservice")),
        ("NetworkServiceHost:Pond", Hosting(Place.SHARED, "networkservice", "pond")),
        ("NetworkServiceHostOrSelfHost:Pond", Hosting(Place.SHARED, "networkservice", "pond")),
        ("LocalServiceHost", Hosting(Place.SHARED, "localservice")),
        (f"LocalServiceHost:{LONG}", Hosting(Place.SHARED, "localservice", LONG)),
        ("Decoupled:Noncom", Hosting(Place.DECOUPLED)),
        ("Decoupled:Com", Hosting(Place.DECOUPLED)),
        ("Decoupled:Com:FoldIdentity(TRUE)", Hosting(Place.DECOUPLED)),
        ("Decoupled:Com:FoldIdentity(FALSE)", Hosting(Place.DECOUPLED)),
    ],
)
@pytest.mark.parametrize("spelled", [str, str.upper, str.lower])
def test_every_model_names_a_place(model, expected, spelled):
    assert hosting_of(ProviderRecord("Frogs", "root", "a:B", hosting_model=spelled(model))) == expected


@pytest.mark.parametrize(
    "model",
    ["", " ", "Core", "SelfHost:Pond", "WmiCore:Pond", "LocalServiceHost:", f"LocalServiceHost:{LONG}g",
     "LocalServiceHost:a:b", "LocalServiceHostOrSelfHost", "Decoupled", "Decoupled:Com:FoldIdentity(MAYBE)"],
)  # fmt: skip
def test_other_texts_are_refused(model):
    with pytest.raises(InvalidProviderRegistrationError, match="provider Frogs"):
        hosting_of(ProviderRecord("Frogs", "root", "a:B", hosting_model=model))
