# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.errors import InvalidProviderRegistrationError
from openwmi.host.records import DEFAULT_HOSTING_MODEL, InstanceRole, ProviderRecord, check_hosting_model


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        (DEFAULT_HOSTING_MODEL, True),
        ("WmiCore", True),
        ("WmiCoreOrSelfHost", True),
        ("SelfHost", True),
        ("LocalSystemHost", True),
        ("LocalSystemHostOrSelfHost:Group", True),
        ("networkservicehost:My Group", True),
        ("LocalServiceHost", True),
        ("Decoupled:Com", True),
        ("Decoupled:Com:FoldIdentity(TRUE)", True),
        ("decoupled:com:foldidentity(false)", True),
        ("Decoupled:Noncom", True),
        ("", False),
        ("Decoupled", False),
        ("Decoupled:Com:FoldIdentity(MAYBE)", False),
        ("LocalServiceHostOrSelfHost", False),
        ("NetworkServiceHost:", False),
        ("NetworkServiceHost:a:b", False),
        ("SelfHost:Group", False),
        (" SelfHost", False),
        ("SelfHost\n", False),
        ("NetworkServiceHost:" + "x" * 256, False),
    ],
)
def test_hosting_models(text, is_valid):
    record = ProviderRecord("Frogs", "root\\acme", "acme:Frogs", hosting_model=text)
    if is_valid:
        check_hosting_model(record)
    else:
        with pytest.raises(InvalidProviderRegistrationError, match="provider Frogs: HostingModel"):
            check_hosting_model(record)


@pytest.mark.parametrize(
    ("levels", "takes", "filters"),
    [
        ((), False, False),
        (("wql:unaryselect",), True, False),
        (("wql:v1providerdefined",), True, True),
        (("wql:references", "wql:associators", "wql:property", "nonsense"), False, False),
        (("wql:unaryselect", "wql:v1providerdefined"), True, True),
    ],
)
def test_query_levels(levels, takes, filters):
    role = InstanceRole(False, False, False, False, frozenset(levels))
    assert (role.takes_queries, role.filters_itself) == (takes, filters)
