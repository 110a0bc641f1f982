# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.errors import InvalidParameterError
from openwmi.security import rights, sid
from openwmi.security.access import (
    DEFAULT_DESCRIPTOR,
    below,
    canonical,
    check_storable,
    explicit_entries,
    granted_rights,
    inherited_entries,
)
from openwmi.security.descriptor import SecurityDescriptor
from openwmi.security.sddl import format_sddl, parse_sddl

USER = {sid.EVERYONE, sid.AUTHENTICATED_USERS, sid.user_sid(7)}


@pytest.mark.parametrize(
    ("text", "granted"),
    [
        ("D:", 0),
        ("O:BA", rights.KNOWN_RIGHTS),
        ("D:(A;;0x3;;;AU)", 0x3),
        ("D:(A;;0x3;;;BA)", 0),
        ("D:(D;;0x2;;;AU)(A;;0x3;;;AU)", 0x1),
        ("D:(A;;0x3;;;AU)(D;;0x2;;;AU)", 0x3),
        ("D:(A;;0x1;;;AU)(A;;0x2;;;WD)", 0x3),
        ("D:(A;CIIO;0x3;;;AU)", 0),
        ("D:(A;ID;0x3;;;AU)", 0x3),
        ("O:S-1-22-1-7D:(D;;0x60000;;;WD)", 0x60000),
        ("O:S-1-22-1-8D:(A;;0x1;;;WD)", 0x1),
    ],
)
def test_what_is_granted(text, granted):
    assert granted_rights(parse_sddl(text), USER) == granted


@pytest.mark.parametrize(
    ("principals", "granted"),
    [
        ({sid.ADMINISTRATORS}, 0x6003F),
        ({sid.AUTHENTICATED_USERS}, 0x13),
        ({sid.LOCAL_SERVICE}, 0x13),
        ({sid.NETWORK_SERVICE}, 0x13),
        ({sid.EVERYONE, sid.ANONYMOUS}, 0),
    ],
)
def test_the_default(principals, granted):
    assert granted_rights(DEFAULT_DESCRIPTOR, principals) == granted
    check_storable(DEFAULT_DESCRIPTOR)


def entries(text):
    return parse_sddl(text).dacl or ()


def spelled(acl):
    return format_sddl(SecurityDescriptor(dacl=tuple(acl)))


def test_canonical_order():
    mixed = entries("D:(A;ID;1;;;WD)(D;ID;1;;;WD)(A;;1;;;WD)(D;;1;;;WD)(A;;2;;;WD)")
    assert spelled(canonical(mixed)) == "D:(D;;0x1;;;WD)(A;;0x1;;;WD)(A;;0x2;;;WD)(D;ID;0x1;;;WD)(A;ID;0x1;;;WD)"


def test_explicit_entries():
    assert spelled(explicit_entries(entries("D:(A;ID;1;;;WD)(A;CI;2;;;WD)"))) == "D:(A;CI;0x2;;;WD)"


@pytest.mark.parametrize(
    ("above", "child"),
    [
        ("D:(A;;1;;;WD)", "D:"),
        ("D:(A;OI;1;;;WD)", "D:"),
        ("D:(A;CI;1;;;WD)", "D:(A;CIID;0x1;;;WD)"),
        ("D:(A;CIIO;1;;;WD)", "D:(A;CIID;0x1;;;WD)"),
        ("D:(A;CINP;1;;;WD)", "D:(A;ID;0x1;;;WD)"),
        ("D:(A;OICIID;1;;;WD)", "D:(A;OICIID;0x1;;;WD)"),
    ],
)
def test_what_a_child_inherits(above, child):
    assert spelled(inherited_entries(entries(above))) == child


@pytest.mark.parametrize(
    ("parent", "own", "effective"),
    [
        ("O:BAG:BAD:(A;CI;1;;;WD)", None, "O:BAG:BAD:(A;CIID;0x1;;;WD)"),
        ("O:BAG:BAD:(A;CI;1;;;WD)", "O:BUD:(A;;2;;;WD)", "O:BUD:(A;;0x2;;;WD)(A;CIID;0x1;;;WD)"),
        ("O:BAG:BAD:(A;CI;1;;;WD)", "O:BUD:P(A;;2;;;WD)", "O:BUD:P(A;;0x2;;;WD)"),
        ("O:BAG:BAD:(A;CI;1;;;WD)", "O:BUD:(A;ID;2;;;WD)", "O:BUD:(A;CIID;0x1;;;WD)"),
        ("O:BA", "O:BUD:(A;;2;;;WD)", "O:BUD:(A;;0x2;;;WD)"),
        ("O:BAD:(A;CI;1;;;WD)", "O:BU", "O:BU"),
    ],
)
def test_what_holds_below(parent, own, effective):
    child = below(parse_sddl(parent), parse_sddl(own) if own else None)
    assert format_sddl(child) == effective


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("D:(A;;1;;;WD)", "neither owner nor group"),
        ("O:BA", "no DACL"),
        ("O:BAD:(AU;;1;;;WD)", "kind 2"),
        ("O:BAD:(A;SA;1;;;WD)", "unknown flags 0x40"),
        ("O:BAD:(A;;0x101;;;WD)", "unknown rights 0x100"),
        ("O:BAD:(A;;0x4;;;WD)", "FULL_WRITE_REP without"),
        ("O:BAD:(A;;0xC;;;WD)", "FULL_WRITE_REP without"),
        ("O:BAD:(A;IO;1;;;WD)", "INHERIT_ONLY without"),
    ],
)
def test_what_cannot_be_stored(text, fault):
    with pytest.raises(InvalidParameterError, match=fault):
        check_storable(parse_sddl(text))


@pytest.mark.parametrize("text", ["O:BAD:", "G:BAD:(A;CIIO;0x1C;;;WD)", "O:BAD:(D;OINPCIID;0x600FF;;;WD)"])
def test_what_can_be_stored(text):
    check_storable(parse_sddl(text))
