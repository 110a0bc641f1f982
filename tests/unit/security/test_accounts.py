# SPDX-License-Identifier: Apache-2.0

import grp

import pytest

from openwmi.security import sid
from openwmi.security.accounts import administrator_gids, is_administrator, principals_of
from openwmi.security.identity import Identity

ROOT = Identity("root", 0, 0, frozenset({0}))
USER = Identity("user", 70001, 70002, frozenset({70002, 70003}))
STRANGER = Identity("", is_authenticated=False, is_remote=True)


@pytest.fixture
def _wheel_is_70009(monkeypatch):
    def getgrnam(name):
        if name != "wheel":
            raise KeyError(name)
        return grp.struct_group(("wheel", "x", 70009, []))

    administrator_gids.cache_clear()
    monkeypatch.setattr(grp, "getgrnam", getgrnam)
    yield
    administrator_gids.cache_clear()


@pytest.mark.usefixtures("_wheel_is_70009")
@pytest.mark.parametrize(
    ("caller", "owners", "expected"),
    [
        (ROOT, (), True),
        (USER, (), False),
        (USER, (70001,), True),
        (Identity("w", 70001, 70002, frozenset({70009})), (), True),
        (Identity("name only"), (), False),
        (STRANGER, (), False),
    ],
)
def test_administrators(caller, owners, expected):
    assert is_administrator(caller, owners) is expected
    assert (sid.ADMINISTRATORS in principals_of(caller, owners)) is expected


@pytest.mark.usefixtures("_wheel_is_70009")
@pytest.mark.parametrize(
    ("caller", "expected"),
    [
        (
            USER,
            {
                sid.EVERYONE,
                sid.INTERACTIVE,
                sid.AUTHENTICATED_USERS,
                sid.USERS,
                sid.user_sid(70001),
                sid.group_sid(70002),
                sid.group_sid(70003),
            },
        ),
        (STRANGER, {sid.EVERYONE, sid.NETWORK, sid.ANONYMOUS}),
        (Identity("name only", is_remote=True), {sid.EVERYONE, sid.NETWORK, sid.AUTHENTICATED_USERS, sid.USERS}),
    ],
)
def test_principals(caller, expected):
    assert principals_of(caller) == expected


def test_root_is_the_system():
    assert sid.LOCAL_SYSTEM in principals_of(ROOT)
