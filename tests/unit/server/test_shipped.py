# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import WbemError
from openwmi.repository import Repository
from openwmi.server import shipped
from openwmi.server.catalogue import shipped_providers
from openwmi.server.installation import ROOT
from openwmi.server.shipped import SETUP_CLASS, ensure_shipped, shipped_fingerprint


@pytest.fixture
def repository(tmp_path):
    with Repository.open(tmp_path) as opened:
        yield opened


def test_the_first_time_writes_and_the_second_does_not(repository):
    assert ensure_shipped(repository)
    assert not ensure_shipped(repository)
    assert repository.classes("root\\cimv2").find_class("Win32_Process") is not None
    ((setup,),) = repository.enumerate_instances(ROOT, SETUP_CLASS)
    assert setup["ShippedFingerprint"] == shipped_fingerprint()


def test_an_upgrade_writes_again(repository, monkeypatch):
    ensure_shipped(repository)
    monkeypatch.setattr(shipped, "shipped_fingerprint", lambda: "another")
    assert ensure_shipped(repository)
    assert not ensure_shipped(repository)


def first_shipped():
    return next(iter(shipped_providers("linux").values()))[0]


def test_a_shipped_provider_that_fails_leaves_nothing(repository, monkeypatch):
    monkeypatch.setattr(shipped, "shipped_providers", lambda: {"root\\cimv2": (first_shipped(), "nothing:Nothing")})
    before = list(repository.classes("root\\cimv2").class_names())
    with pytest.raises(WbemError):
        ensure_shipped(repository)
    assert list(repository.classes("root\\cimv2").class_names()) == before


def test_the_fingerprint_is_stable():
    assert shipped_fingerprint() == shipped_fingerprint()
    assert shipped_fingerprint()
