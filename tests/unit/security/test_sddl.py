# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.errors import InvalidParameterError
from openwmi.security import descriptor as sd
from openwmi.security import sid
from openwmi.security.descriptor import Ace, SecurityDescriptor
from openwmi.security.sddl import MAX_CHARACTERS, format_sddl, parse_sddl


def allow(mask, who, flags=0):
    return Ace(sd.ACCESS_ALLOWED, flags, mask, who)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "O:BAG:BAD:(A;CI;0x60003;;;WD)",
            SecurityDescriptor(
                sid.ADMINISTRATORS,
                sid.ADMINISTRATORS,
                (allow(0x60003, sid.EVERYONE, sd.CONTAINER_INHERIT),),
            ),
        ),
        (
            "O:SYG:SYD:(A;;0x80;;;BA)",
            SecurityDescriptor(sid.LOCAL_SYSTEM, sid.LOCAL_SYSTEM, (allow(0x80, sid.ADMINISTRATORS),)),
        ),
        ("", SecurityDescriptor()),
        ("D:", SecurityDescriptor(dacl=())),
        ("D:PAI", SecurityDescriptor(dacl=(), control=sd.SE_DACL_PROTECTED | sd.SE_DACL_AUTO_INHERITED)),
        ("O:S-1-22-1-7", SecurityDescriptor(sid.user_sid(7))),
        (
            "G:BUD:P(D;OICINPIOID;CCDCLCSWRPWPDTLORCWD;;;NU)(A;;GX;;;AU)S:(AU;SAFA;CC;;;WD)",
            SecurityDescriptor(
                None,
                sid.USERS,
                (Ace(sd.ACCESS_DENIED, 0x1F, 0x600FF, sid.NETWORK), allow(0x2, sid.AUTHENTICATED_USERS)),
                (Ace(sd.SYSTEM_AUDIT, 0xC0, 0x1, sid.EVERYONE),),
                sd.SE_DACL_PROTECTED,
            ),
        ),
    ],
)
def test_reading_and_writing(text, value):
    assert parse_sddl(text) == value
    assert parse_sddl(format_sddl(value)) == value


@pytest.mark.parametrize(
    ("letters", "mask"),
    [
        ("GA", 0x6003F),
        ("GR", 0x20001),
        ("GW", 0x1C),
        ("19", 19),
        ("0xffffffff", 0xFFFFFFFF),
        ("", 0),
        ("ccrc", 0x20001),
    ],
)
def test_rights(letters, mask):
    (entry,) = parse_sddl(f"D:(A;;{letters};;;WD)").dacl or ()
    assert entry.mask == mask


def test_blanks_and_small_letters():
    assert parse_sddl(" o:ba g:bu d: (a; ci; cc; ; ; wd) ") == parse_sddl("O:BAG:BUD:(A;CI;CC;;;WD)")


@pytest.mark.parametrize(
    "text",
    [
        "X",
        "O:",
        "O:QQ",
        "O:BAO:BA",
        "O:BA(A;;CC;;;WD)",
        "D:X(A;;CC;;;WD)",
        "D:(A;;CC;;;WD",
        "D:(A;;CC;;WD)",
        "D:(OA;;CC;;;WD)",
        "D:(A;XX;CC;;;WD)",
        "D:(A;C;CC;;;WD)",
        "D:(A;;XX;;;WD)",
        "D:(A;;0x1FFFFFFFF;;;WD)",
        "D:(A;;9999999999;;;WD)",
        "D:(A;;CC;guid;;WD)",
        "D:(A;;CC;;;ZZ)",
        "S:X",
        "D:()",
        "(A;;CC;;;WD)",
        "O:BA " + " " * MAX_CHARACTERS,
    ],
)
def test_what_is_not_sddl(text):
    with pytest.raises(InvalidParameterError):
        parse_sddl(text)


@pytest.mark.parametrize("entry", [Ace(5, 0, 1, sid.USERS), Ace(0, 0x20, 1, sid.USERS)])
def test_what_cannot_be_written(entry):
    with pytest.raises(InvalidParameterError, match="has no SDDL"):
        format_sddl(SecurityDescriptor(dacl=(entry,)))
