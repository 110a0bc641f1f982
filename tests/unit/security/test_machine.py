# SPDX-License-Identifier: Apache-2.0

import platform

import pytest

from openwmi.security.machine import server_name


@pytest.fixture
def named(monkeypatch):
    def name(text):
        monkeypatch.setattr(platform, "node", lambda: text)
        server_name.cache_clear()

    yield name
    server_name.cache_clear()


@pytest.mark.parametrize(("node", "name"), [("pond", "POND"), ("pond.acme.example", "POND"), ("", "")])
def test_the_name_is_short_and_upper_case(named, node, name):
    named(node)
    assert server_name() == name


def test_the_name_is_asked_once(named, monkeypatch):
    named("pond")
    first = server_name()
    monkeypatch.setattr(platform, "node", lambda: "lake")
    assert server_name() == first
