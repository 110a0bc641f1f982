# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.errors import InvalidObjectError, InvalidParameterError
from openwmi.security import sid
from openwmi.security.sid import Sid


@pytest.mark.parametrize(
    ("text", "value", "octets"),
    [
        ("S-1-5-32-544", sid.ADMINISTRATORS, "01020000000000052000000020020000"),
        ("S-1-1-0", sid.EVERYONE, "010100000000000100000000"),
        ("S-1-5-11", sid.AUTHENTICATED_USERS, "01010000000000050b000000"),
        ("S-1-22-1-1000", sid.user_sid(1000), "010200000000001601000000e8030000"),
        ("S-1-22-2-100", sid.group_sid(100), "01020000000000160200000064000000"),
        ("S-1-0x010000000000", Sid(1 << 40), "0100010000000000"),
    ],
)
def test_three_forms_of_one(text, value, octets):
    assert str(value) == text
    assert Sid.parse(text) == value
    assert value.encode().hex() == octets
    assert Sid.decode(bytes.fromhex(octets)) == value
    assert value.size_octets == len(octets) // 2


def test_letters_in_any_case():
    assert Sid.parse("s-1-0XFF-3") == Sid(255, (3,))


@pytest.mark.parametrize(
    "text",
    [
        "S-1-5" + "-1" * 16,
        "S-1-5-" + "0" * 300,
        "",
        "BA",
        "S-2-5-11",
        "S-1",
        "S-1-",
        "S-1-5-",
        "S-1-5-4294967296",
        "S-1-281474976710656",
        "S-1-5-11 ",
        "S-1-5-١",
    ],
)
def test_texts_that_are_none(text):
    with pytest.raises(InvalidParameterError, match=r"SID"):
        Sid.parse(text)


@pytest.mark.parametrize("octets", ["", "01", "0201000000000005", "0110000000000005" + "00" * 64, "010100000000000500"])
def test_octets_that_are_none(octets):
    with pytest.raises(InvalidObjectError, match=r"SID"):
        Sid.decode(bytes.fromhex(octets))


def test_an_offset_is_where_it_begins():
    assert Sid.decode(b"xyz" + sid.USERS.encode(), 3) == sid.USERS
