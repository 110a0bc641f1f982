# SPDX-License-Identifier: Apache-2.0

import struct

import pytest

from openwmi.errors import InvalidObjectError, InvalidParameterError
from openwmi.security import descriptor as sd
from openwmi.security import sid
from openwmi.security.descriptor import Ace, SecurityDescriptor

ENTRY = Ace(sd.ACCESS_ALLOWED, sd.CONTAINER_INHERIT, 0x3, sid.EVERYONE)
WHOLE = SecurityDescriptor(
    sid.ADMINISTRATORS,
    sid.USERS,
    (ENTRY, Ace(sd.ACCESS_DENIED, 0, 0x4, sid.NETWORK)),
    (Ace(sd.SYSTEM_AUDIT, sd.FAILED_ACCESS, 0x1, sid.EVERYONE),),
    sd.SE_DACL_PROTECTED,
)


@pytest.mark.parametrize(
    "value",
    [
        SecurityDescriptor(),
        SecurityDescriptor(sid.ADMINISTRATORS),
        SecurityDescriptor(group=sid.USERS, dacl=()),
        SecurityDescriptor(sid.ADMINISTRATORS, sid.ADMINISTRATORS, (ENTRY,)),
        WHOLE,
    ],
)
def test_round_trip(value):
    assert SecurityDescriptor.decode(value.encode()) == value


def test_octets_of_a_small_one():
    octets = SecurityDescriptor(sid.ADMINISTRATORS, None, (ENTRY,)).encode()
    assert octets.hex() == (
        "01000480"
        "14000000"
        "00000000"
        "00000000"
        "24000000"
        "01020000000000052000000020020000"
        "02001c0001000000"
        "0002140003000000"
        "010100000000000100000000"
    )


def test_no_list_and_an_empty_list_differ():
    none = SecurityDescriptor.decode(SecurityDescriptor(sid.USERS).encode())
    empty = SecurityDescriptor.decode(SecurityDescriptor(sid.USERS, dacl=()).encode())
    assert (none.dacl, empty.dacl) == (None, ())


def test_protected_is_a_control_bit():
    assert WHOLE.is_protected
    assert not WHOLE.with_dacl(None).with_dacl(()).dacl
    assert not SecurityDescriptor(control=sd.SE_DACL_AUTO_INHERITED).is_protected


@pytest.mark.parametrize("cut", range(len(WHOLE.encode())))
def test_cut_off_anywhere(cut):
    with pytest.raises(InvalidObjectError):
        SecurityDescriptor.decode(WHOLE.encode()[:cut])


@pytest.mark.parametrize(
    ("offset", "format_", "value"),
    [(0, "B", 2), (2, "<H", 0x0004), (4, "<I", 0xFFFFFFF0), (16, "<I", 0xFFFFFFF0), (2, "<H", 0)],
)
def test_headers_that_are_none(offset, format_, value):
    octets = bytearray(WHOLE.encode())
    struct.pack_into(format_, octets, offset, value)
    with pytest.raises(InvalidObjectError):
        SecurityDescriptor.decode(bytes(octets))


def test_an_unknown_kind_of_entry_is_another_error():
    octets = SecurityDescriptor(sid.USERS, dacl=(Ace(5, 0, 1, sid.USERS),)).encode()
    with pytest.raises(InvalidParameterError, match="kind 5"):
        SecurityDescriptor.decode(octets)


def test_too_long():
    with pytest.raises(InvalidObjectError, match="70000 octets"):
        SecurityDescriptor.decode(bytes(70000))
    with pytest.raises(InvalidParameterError, match="too long"):
        SecurityDescriptor(sid.USERS, dacl=(ENTRY,) * 4000).encode()
    half = (ENTRY,) * 2000
    with pytest.raises(InvalidParameterError, match="too long"):
        SecurityDescriptor(sid.USERS, dacl=half, sacl=half).encode()
