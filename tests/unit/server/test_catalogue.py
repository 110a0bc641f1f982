# SPDX-License-Identifier: Apache-2.0

import sys
from types import ModuleType

import pytest

from openwmi.errors import ProviderLoadFailureError
from openwmi.provider.loading import load_provider_class
from openwmi.server.catalogue import CATALOGUE_MODULE, shipped_providers


@pytest.mark.parametrize("clsid", [clsid for clsids in shipped_providers("linux").values() for clsid in clsids])
def test_every_shipped_provider_loads(clsid):
    assert load_provider_class(clsid).__name__ == clsid.rpartition(":")[2]


def test_every_provider_is_listed_once_for_a_namespace():
    shipped = shipped_providers("linux")
    assert "root\\cimv2" in {namespace.lower() for namespace in shipped}
    for clsids in shipped.values():
        assert len(clsids) == len(set(clsids)) > 0


def test_a_platform_nobody_reads_has_none():
    assert shipped_providers("plan9") == {}


def test_a_catalogue_that_lists_nothing_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, CATALOGUE_MODULE, ModuleType(CATALOGUE_MODULE))
    with pytest.raises(ProviderLoadFailureError, match="lists no providers"):
        shipped_providers()
