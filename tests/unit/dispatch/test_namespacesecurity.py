# SPDX-License-Identifier: Apache-2.0

import os

import pytest

from openwmi.dispatch.namespacesecurity import (
    check_private,
    effective_descriptor,
    own_descriptor,
    rights_of,
    store_descriptor,
)
from openwmi.errors import AccessDeniedError, InvalidParameterError
from openwmi.security.access import DEFAULT_DESCRIPTOR
from openwmi.security.identity import Identity
from openwmi.security.rights import ALL_RIGHTS
from openwmi.security.sddl import format_sddl, parse_sddl
from tests.fakes.sites import NS

USER = Identity("frog", 70001, 70002)


def test_root_has_the_default(site):
    repository = site.core.repository
    assert own_descriptor(repository, "root") is None
    assert effective_descriptor(repository, "root") == DEFAULT_DESCRIPTOR


def test_a_descriptor_of_root_holds_below(site):
    repository = site.core.repository
    store_descriptor(repository, "root", parse_sddl("O:BUG:BUD:(A;CI;0x1;;;WD)"))
    store_descriptor(repository, NS, parse_sddl("O:BAG:BAD:(A;;0x2;;;WD)(A;ID;0x3;;;AU)"))
    assert format_sddl(effective_descriptor(repository, "root")) == "O:BUG:BUD:(A;CI;0x1;;;WD)"
    assert format_sddl(effective_descriptor(repository, NS)) == "O:BAG:BAD:(A;;0x2;;;WD)(A;CIID;0x1;;;WD)"
    assert rights_of(repository, NS, USER) == 0x3


def test_what_no_namespace_can_have_is_not_stored(site):
    with pytest.raises(InvalidParameterError):
        store_descriptor(site.core.repository, NS, parse_sddl("O:BA"))
    assert own_descriptor(site.core.repository, NS) is None


@pytest.mark.parametrize(("uid", "rights"), [(0, ALL_RIGHTS), (os.geteuid(), ALL_RIGHTS), (70001, 0x13), (None, 0x13)])
def test_rights(site, uid, rights):
    assert rights_of(site.core.repository, NS, Identity("x", uid)) == rights


def test_privacy(site):
    clear = Identity("frog", 70001, is_private=False)
    check_private(site.core.repository, NS, clear)
    site.mof("[RequiresEncryption(TRUE)] instance of __SystemSecurity {};")
    check_private(site.core.repository, NS, USER)
    with pytest.raises(AccessDeniedError, match="encrypted"):
        check_private(site.core.repository, NS, clear)
