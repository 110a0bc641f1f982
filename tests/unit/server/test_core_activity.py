# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.model.objectpath import ObjectPath
from openwmi.server.core import CACHE_CONTROL, clear_after_s

BODY = """
def enumerate(self, request):
    yield Acme_Frog(Name="Kermit")
    yield Acme_Frog(Name="Robin")

def get(self, key, request):
    raise RuntimeError("no single frogs")
"""


def test_activity_is_seen_by_wql(site):
    site.frogs(BODY)
    with_activity = [
        "openwmi.builtin.cimv2.msft_providers:LoadedProviders",
        "openwmi.builtin.cimv2.openwmi_provideractivity:ProviderActivities",
    ]
    for clsid in with_activity:
        site.core.install_provider(clsid)
    assert site.names("SELECT Name FROM Acme_Frog") == ["Kermit", "Robin"]
    with pytest.raises(Exception, match="no single frogs"):
        site.services().get_object('Acme_Frog.Name="Kermit"')
    where = "WHERE Provider = 'acme|Frogs'"
    (found,) = site.rows(f"SELECT * FROM OpenWMI_ProviderActivity {where}", namespace="root\\cimv2")
    assert (found["Calls"], found["Rows"], found["Errors"]) == (2, 2, 1)
    assert "no single frogs" in found["LastError"]
    assert "GetObject" in found["LastError"]
    (loaded,) = site.rows(f"SELECT * FROM MSFT_Providers {where}", namespace="root\\cimv2")
    assert loaded["ProviderOperation_CreateInstanceEnumAsync"] == 1
    assert loaded["ProviderOperation_GetObjectAsync"] == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00000000000500.000000:000", 300.0),
        ("00000000000002.500000:000", 2.5),
        (None, 300.0),
        ("00000000000000.000000:000", 300.0),
    ],
)
def test_the_time_of_idleness_is_that_of_the_cache_control(site, text, expected):
    control = site.core.repository.get_instance("root", ObjectPath(CACHE_CONTROL, None, is_singleton=True))
    control["ClearAfter"] = text
    site.core.repository.put_instance("root", control)
    assert clear_after_s(site.core.repository) == expected
