# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.registrations import provider_path, read_record
from openwmi.host.records import DEFAULT_HOSTING_MODEL
from tests.fakes.sites import NS, code_of

PROVIDER = 'instance of __Win32Provider as $P { Name = "Frogs"; %s };'
INSTANCES = "instance of __InstanceProviderRegistration { Provider = $P; %s };"
METHODS = "instance of __MethodProviderRegistration { Provider = $P; };"


def record(site, provider='CLSID = "acme:Frogs";', *roles):
    site.mof(PROVIDER % provider + "".join(roles))
    return read_record(site.core.repository, NS, "frogs")


def test_defaults(site):
    found = record(site)
    assert (found.clsid, found.hosting_model, found.enabled) == ("acme:Frogs", DEFAULT_HOSTING_MODEL, True)
    assert (found.per_user, found.per_locale, found.reentrancy) == (False, False, 0)
    assert (found.instance, found.has_methods) == (None, False)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ('HostingModel = "SelfHost";', "hosting_model", "SelfHost"),
        ("Enabled = FALSE;", "enabled", False),
        ("Enabled = TRUE;", "enabled", True),
        ("PerUserInitialization = TRUE;", "per_user", True),
        ("PerLocaleInitialization = TRUE;", "per_locale", True),
        ("InitializationReentrancy = 2;", "reentrancy", 2),
    ],
)
def test_what_is_read_of_the_provider(site, text, name, value):
    assert getattr(record(site, f'CLSID = "a:b"; {text}'), name) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (False, True, False, False, frozenset())),
        ("SupportsGet = TRUE; SupportsPut = TRUE; SupportsDelete = TRUE;", (True, True, True, True, frozenset())),
        ("SupportsEnumeration = FALSE;", (False, False, False, False, frozenset())),
        ('QuerySupportLevels = {"WQL:UnarySelect", "x"};',
         (False, True, False, False, frozenset({"wql:unaryselect", "x"}))),
    ],
)  # fmt: skip
def test_the_instance_role(site, text, expected):
    role = record(site, 'CLSID = "a:b";', INSTANCES % text).instance
    assert role is not None
    found = (role.supports_get, role.supports_enumeration, role.supports_put, role.supports_delete)
    assert (*found, role.query_support_levels) == expected


def test_both_roles(site):
    found = record(site, 'CLSID = "a:b";', INSTANCES % "", METHODS)
    assert found.instance is not None
    assert found.has_methods


@pytest.mark.parametrize("text", ["", 'CLSID = "";'])
def test_no_clsid(site, text):
    assert code_of(lambda: record(site, text)) == "WBEM_E_INVALID_PROVIDER_REGISTRATION"


def test_no_provider(site):
    assert code_of(lambda: read_record(site.core.repository, NS, "nobody")) == "WBEM_E_PROVIDER_NOT_FOUND"
    assert provider_path('a"b').relpath == '__Win32Provider.Name="a\\"b"'
