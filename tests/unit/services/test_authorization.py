# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.errors import AccessDeniedError, InvalidParameterError
from openwmi.model.flags import WBEM_FLAG_SHALLOW
from openwmi.security.identity import Identity
from openwmi.security.sddl import parse_sddl
from openwmi.services.authorization import RIGHTS_HOLD_S, Authorization, rights_needed
from tests.fakes.sites import NS

USER = Identity("frog", 70001, 70002)


def secure(site, text):
    here = site.core.repository.get_instance(NS, site.services().get_object("__thisNAMESPACE=@").path)
    here["SECURITY_DESCRIPTOR"] = list(parse_sddl(text).encode())
    site.core.repository.put_instance(NS, here)


@pytest.mark.parametrize(
    ("operation", "class_name", "needed"),
    [
        ("Connect", None, (0x1,)),
        ("ExecQuery", None, (0x1,)),
        ("PutClass", None, (0x4,)),
        ("DeleteClass", None, (0x4,)),
        ("PutInstance", "Acme_Stone", (0x8, 0x4)),
        ("PutInstance", "Acme_Live", (0x10,)),
        ("DeleteInstance", "__Win32Provider", (0x4,)),
        ("PutInstance", "Acme_Filter", (0x4,)),
        ("PutInstance", "__thisNAMESPACE", (0x40000,)),
        ("PutInstance", None, (0x1,)),
        ("ExecMethod", "Acme_Stone", (0x2,)),
        ("ExecMethod", None, (0x2,)),
        ("ExecMethod", "__SystemSecurity", (0x1,)),
    ],
)
def test_what_an_operation_takes(site, operation, class_name, needed):
    site.mof(
        "class Acme_Stone { [key] string Name; };"
        '[dynamic, provider("x")] class Acme_Live { [key] string Name; };'
        "class Acme_Filter : __EventFilter { };"
    )
    cim_class = site.services().get_class(class_name) if class_name else None
    assert rights_needed(operation, cim_class) == needed


def test_flags_are_checked_too(site):
    authorization = Authorization(site.core.view(NS), USER)
    authorization.admit("CreateInstanceEnum", WBEM_FLAG_SHALLOW)
    with pytest.raises(InvalidParameterError):
        authorization.admit("CreateInstanceEnum", 0x4000)


def test_rights_are_remembered_for_a_while(site):
    now = [0.0]
    authorization = Authorization(site.core.view(NS), USER, lambda: now[0])
    secure(site, "O:BAG:BAD:P")
    authorization.require("GetObject")
    now[0] += RIGHTS_HOLD_S + 0.1
    with pytest.raises(AccessDeniedError, match="frog may not GetObject in"):
        authorization.require("GetObject")
