# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import subprocess

from openwmi.builtin.linux import accounts


def test_names_agree_with_id():
    name = subprocess.run(["id", "-nu", "0"], capture_output=True, check=True, text=True).stdout.strip()
    assert accounts.user_name(0) == name
    account, group = accounts.user_named(name), accounts.group_named("daemon")
    assert account is not None
    assert account.pw_uid == 0
    assert group is not None
    assert group.gr_mem == []


def test_unknown_accounts():
    assert accounts.user_name(4_000_000_000) is None
    assert accounts.user_named("no such user") is None
    assert accounts.user_named("nul\0") is None
    assert accounts.group_named("no such group") is None


def test_sids():
    assert (accounts.user_sid(1000), accounts.group_sid(100)) == ("S-1-22-1-1000", "S-1-22-2-100")


def test_shadow():
    text = "root:$y$hash:1:0:99999:7:::\ndaemon:*:1:\nlocked:!$y$hash:1\nopen::1\nbroken\n"
    assert accounts.parse_shadow(text) == {"root": False, "daemon": True, "locked": True, "open": False}
