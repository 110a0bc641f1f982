# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.linux.resolv import ResolverSettings, parse_resolv_conf, read_resolver


def test_the_last_search_line_counts_and_odd_servers_are_left_out(workstation):
    settings = read_resolver((workstation / "run/absent", workstation / "etc/resolv.conf"))
    assert settings == ResolverSettings(("192.168.1.1", "2001:db8::53"), ("example.org", "lab.example.org"))


@pytest.mark.parametrize("text", ["", "# nameserver 1.1.1.1", "; x", "nameserver", "options ndots:1"])
def test_nothing_said(text):
    assert parse_resolv_conf(text) == ResolverSettings()


def test_no_file(tmp_path):
    assert read_resolver((tmp_path / "absent",)) == ResolverSettings()


def test_the_scope_of_a_local_server_is_kept():
    assert parse_resolv_conf("nameserver fe80::1%eth0").servers == ("fe80::1%eth0",)
