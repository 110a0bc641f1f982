# SPDX-License-Identifier: Apache-2.0
"""Identity: on whose behalf a call is made."""

import os
import pwd

import pytest

from openwmi.security.identity import Identity, ImpersonationLevel, current_identity


def test_current_identity_is_the_effective_account_with_its_groups():
    identity = current_identity()
    assert identity.uid == os.geteuid()
    assert identity.gid == os.getegid()
    assert identity.name == pwd.getpwuid(os.geteuid()).pw_name
    assert identity.groups == frozenset(os.getgroups()) | {os.getegid()}


def test_an_account_without_a_name_is_called_by_its_number(monkeypatch):
    def unknown(uid):
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert current_identity().name == f"uid:{os.geteuid()}"


@pytest.mark.parametrize(
    ("level", "may"),
    [
        (ImpersonationLevel.RPC_C_IMP_LEVEL_ANONYMOUS, False),
        (ImpersonationLevel.RPC_C_IMP_LEVEL_IDENTIFY, False),
        (ImpersonationLevel.RPC_C_IMP_LEVEL_IMPERSONATE, True),
        (ImpersonationLevel.RPC_C_IMP_LEVEL_DELEGATE, True),
    ],
)
def test_only_impersonate_and_above_may_be_impersonated(level, may):
    assert Identity("kermit", level=level).may_be_impersonated is may


def test_impersonation_levels_have_the_published_numbers():
    assert [level.value for level in ImpersonationLevel] == [0, 1, 2, 3, 4]


def test_identities_compare_by_value():
    assert Identity("kermit", 7) == Identity("kermit", 7)
    assert Identity("kermit", 7) != Identity("kermit", 8)
