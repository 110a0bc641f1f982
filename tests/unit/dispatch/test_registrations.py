# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.registrations import provider_path, read_record
from openwmi.errors import InvalidProviderRegistrationError
from openwmi.host.records import DEFAULT_HOSTING_MODEL, PropertyRole
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


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Version = 2; ImpersonationLevel = 1;", "impersonates", True),
        ("Version = 1;", "version", 1),
        ("", "version", None),
        ("ImpersonationLevel = 7;", "impersonates", False),
        ("InitializationReentrancy = 9;", "reentrancy", 0),
        ("InitializeAsAdminFirst = TRUE;", "as_admin_first", True),
        ("Pure = FALSE;", "is_pure", False),
        ('UnloadTimeout = "00000000000130.000000:000";', "unload_timeout_s", 90.0),
        ('InitializationTimeoutInterval = "00000000000002.500000:000";', "initialize_timeout_s", 2.5),
        ('OperationTimeoutInterval = "00000000000001.000000:000";', "operation_timeout_s", 1.0),
        ('UnloadTimeout = "20261120163005.000000+000";', "unload_timeout_s", None),
        ('SecurityDescriptor = "O:BAG:BA";', "security_descriptor", "O:BAG:BA"),
    ],
)
def test_settings_of_the_provider(site, text, name, value):
    assert getattr(record(site, f'CLSID = "a:b"; {text}'), name) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Version = 3;", "Version 3 is not known"),
        ("Version = 0;", "Version 0 is not known"),
        ("Version = 2; ImpersonationLevel = 2;", "ImpersonationLevel 2 means nothing"),
        ("Version = 2; ImpersonationLevel = NULL;", "ImpersonationLevel NULL means nothing"),
        ("Version = 2; InitializationReentrancy = 3;", "InitializationReentrancy 3 means nothing"),
    ],
)
def test_registrations_that_mean_nothing(site, text, message):
    with pytest.raises(InvalidProviderRegistrationError, match=message) as caught:
        record(site, f'CLSID = "a:b"; {text}')
    assert caught.value.next_step


CLASSES = "instance of __ClassProviderRegistration { Provider = $P; %s };"
PROPERTIES = "instance of __PropertyProviderRegistration { Provider = $P; %s };"
PULL = 'SupportsEnumeration = TRUE; ResultSetQueries = {"SELECT * FROM meta_class"};'


def test_one_provider_may_play_every_role(site):
    found = record(site, 'CLSID = "a:b";', INSTANCES % "", METHODS, PROPERTIES % "SupportsPut = TRUE;", CLASSES % PULL)
    assert found.instance is not None
    assert found.has_methods
    assert found.properties == PropertyRole(supports_get=False, supports_put=True)
    assert found.classes is not None
    assert found.classes.result_set_queries == ("SELECT * FROM meta_class",)
    assert not found.classes.is_push


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "SupportsEnumeration is not TRUE"),
        ("SupportsEnumeration = TRUE;", "ResultSetQueries is empty"),
        (f"{PULL} InteractionType = 2;", "InteractionType 2 is not supported"),
    ],
)
def test_class_providers_that_cannot_work(site, text, message):
    with pytest.raises(InvalidProviderRegistrationError, match=message):
        record(site, 'CLSID = "a:b";', CLASSES % text)


def test_a_push_provider_names_no_classes(site):
    found = record(site, 'CLSID = "a:b";', CLASSES % "SupportsEnumeration = TRUE; InteractionType = 1;")
    assert found.classes is not None
    assert found.classes.is_push
    assert found.classes.result_set_queries == ()
