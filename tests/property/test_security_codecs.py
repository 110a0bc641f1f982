# SPDX-License-Identifier: Apache-2.0
"""SIDs, security descriptors and SDDL: any text or octets, and round trips."""

from hypothesis import given
from hypothesis import strategies as st

from openwmi.errors import InvalidObjectError, InvalidParameterError
from openwmi.security import descriptor as sd
from openwmi.security.access import below, check_storable, granted_rights
from openwmi.security.descriptor import Ace, SecurityDescriptor
from openwmi.security.sddl import format_sddl, parse_sddl
from openwmi.security.sid import Sid

SIDS = st.builds(
    Sid,
    st.integers(0, (1 << 48) - 1),
    st.lists(st.integers(0, (1 << 32) - 1), max_size=15).map(tuple),
)
ACES = st.builds(Ace, st.sampled_from([0, 1, 2]), st.integers(0, 255), st.integers(0, (1 << 32) - 1), SIDS)
WRITABLE = st.builds(
    Ace, st.sampled_from([0, 1, 2]), st.integers(0, 31).map(lambda n: n | 0x40), st.integers(0, (1 << 32) - 1), SIDS
)


def descriptors(aces):
    lists = st.none() | st.lists(aces, max_size=4).map(tuple)
    return st.builds(SecurityDescriptor, st.none() | SIDS, st.none() | SIDS, lists, lists)


@given(SIDS)
def test_a_sid_survives_both_forms(value):
    assert Sid.decode(value.encode()) == Sid.parse(str(value)) == value


@given(st.text() | st.text("S-1x0 259", max_size=30))
def test_any_text_is_a_sid_or_refused(text):
    try:
        value = Sid.parse(text)
    except InvalidParameterError:
        return
    assert Sid.parse(str(value)) == value


@given(st.binary(max_size=80))
def test_any_octets_are_a_sid_or_refused(octets):
    try:
        value = Sid.decode(octets)
    except InvalidObjectError:
        return
    assert octets.startswith(value.encode())


@given(descriptors(ACES), st.integers(0, 0x7FFF))
def test_a_descriptor_survives(value, control):
    again = SecurityDescriptor.decode(value.encode())
    assert again == value
    assert SecurityDescriptor.decode(again.encode()).encode() == value.encode()


@given(descriptors(ACES), st.data())
def test_mutilated_octets_are_a_descriptor_or_refused(value, data):
    octets = bytearray(value.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = SecurityDescriptor.decode(bytes(octets[: data.draw(st.integers(0, len(octets)))]))
    except (InvalidObjectError, InvalidParameterError):
        return
    assert SecurityDescriptor.decode(found.encode()) == found


@given(st.binary(max_size=200))
def test_any_octets_are_a_descriptor_or_refused(octets):
    try:
        found = SecurityDescriptor.decode(octets)
    except (InvalidObjectError, InvalidParameterError):
        return
    assert SecurityDescriptor.decode(found.encode()) == found


@given(descriptors(WRITABLE), st.sampled_from([0, sd.SE_DACL_PROTECTED, sd.SE_DACL_AUTO_INHERITED]))
def test_sddl_survives(value, control):
    value = SecurityDescriptor(
        value.owner, value.group, value.dacl, value.sacl, control if value.dacl is not None else 0
    )
    assert parse_sddl(format_sddl(value)) == value


@given(st.text() | st.text("OGDS:(A;CI0x1WDBA) ", max_size=60))
def test_any_text_is_sddl_or_refused(text):
    try:
        value = parse_sddl(text)
    except InvalidParameterError:
        return
    assert parse_sddl(format_sddl(value)) == value


@given(descriptors(ACES), st.none() | descriptors(ACES), st.frozensets(SIDS, max_size=3))
def test_what_holds_below_never_grants_unknown_rights(parent, own, principals):
    effective = below(parent, own)
    rights = granted_rights(effective, principals)
    named = sum({1 << bit for ace in effective.dacl or () for bit in range(32) if ace.mask >> bit & 1})
    assert effective.dacl is None or rights & ~named & ~0x60000 == 0


@given(descriptors(ACES))
def test_what_can_be_stored_can_be_written_as_sddl(value):
    try:
        check_storable(value)
    except InvalidParameterError:
        return
    format_sddl(SecurityDescriptor(value.owner, value.group, value.dacl))
