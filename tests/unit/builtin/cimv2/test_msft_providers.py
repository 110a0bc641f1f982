# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.cimv2.msft_providers import COUNTERS, LoadedProviders, MSFT_Providers, hosting, loaded_provider
from openwmi.provider.activity import ProviderFigures
from tests.unit.builtin.asking import rows

FIGURES = ProviderFigures(
    "Frogs", "root\\acme", "LocalServiceHost:Pond", 7, True, {"GetObject": 2, "ExecQuery": 5, "Initialize": 1}, 0,
    0, 0, 0.0, 0.0, 0.0, 0, "", (),
)  # fmt: skip


def test_every_operation_has_a_counter_of_the_class():
    assert set(COUNTERS.values()) <= set(MSFT_Providers.__cim_class__.properties)


def test_counters_and_keys():
    found = loaded_provider(FIGURES)
    assert (found.Provider, found.Namespace, found.HostProcessIdentifier) == ("Frogs", "root\\acme", 7)
    assert found.HostingGroup == "Pond"
    assert (found.ProviderOperation_GetObjectAsync, found.ProviderOperation_ExecQueryAsync) == (2, 5)
    assert found.ProviderOperation_PutInstanceAsync == 0


@pytest.mark.parametrize(
    ("model", "group"),
    [
        ("WmiCore", ""),
        ("NetworkServiceHostOrSelfHost", ""),
        ("networkservicehost:a", "a"),
        ("Decoupled:Com:FoldIdentity(TRUE)", "FoldIdentity(TRUE)"),
        ("nonsense", ""),
    ],
)
def test_hosting_models(model, group):
    assert hosting(model)[1] == group


def test_hosting_specifications_differ():
    assert len({hosting(model)[0] for model in ("WmiCore", "SelfHost", "Decoupled:Com", "LocalSystemHost")}) == 4


def test_the_core_is_asked(monkeypatch, make_request):
    assert rows(LoadedProviders(), make_request()) == []
    monkeypatch.setattr("openwmi.builtin.cimv2.msft_providers.figures_of", lambda request: [FIGURES])
    (found,) = rows(LoadedProviders(), make_request())
    assert found.Provider == "Frogs"
