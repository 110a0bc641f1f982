# SPDX-License-Identifier: Apache-2.0

import os
import threading
from pathlib import Path

import pytest

from openwmi.errors import AccessDeniedError
from openwmi.security import threadcredentials
from openwmi.security.identity import Identity, current_identity
from openwmi.security.threadcredentials import (
    MAX_GROUPS,
    ThreadCredentials,
    can_switch,
    give_credentials_back,
    own_credentials,
    take_credentials,
)

OTHER = ThreadCredentials(70001, 70002, (70002, 70003))


def status():
    text = Path(f"/proc/self/task/{threading.get_native_id()}/status").read_text()
    fields = dict(line.split(":", 1) for line in text.splitlines())
    return {name: fields[name].split() for name in ("Uid", "Gid", "Groups", "CapEff")}


def test_what_an_identity_can_be():
    identity = Identity("frog", 70001, 70002, frozenset({70003, 70002}))
    assert ThreadCredentials.of(identity) == OTHER
    many = Identity("frog", 1, 2, frozenset(range(MAX_GROUPS + 5)))
    assert len(ThreadCredentials.of(many).groups) == MAX_GROUPS


@pytest.mark.parametrize("identity", [Identity("a name"), Identity("", 1), Identity("", None, 1)])
def test_who_has_no_account(identity):
    with pytest.raises(AccessDeniedError, match="has no account on this machine"):
        ThreadCredentials.of(identity)


def test_own_credentials_are_those_of_the_process():
    own = own_credentials()
    assert own.uid == current_identity().uid
    assert own.gid == current_identity().gid


def test_only_root_can_switch(monkeypatch):
    assert can_switch() == (os.geteuid() == 0)
    monkeypatch.setattr(threadcredentials, "own_credentials", lambda: OTHER)
    assert not can_switch()


def test_other_systems_cannot_switch(monkeypatch):
    monkeypatch.setattr(threadcredentials, "_is_linux", lambda: False)
    assert not can_switch()
    assert own_credentials().uid == os.geteuid()


def test_an_unknown_machine_cannot_switch(monkeypatch):
    monkeypatch.setattr(threadcredentials, "_NUMBERS", {})
    assert not can_switch()


def test_one_thread_changes_and_comes_back():
    before = status()
    if not can_switch():
        with pytest.raises(AccessDeniedError, match="act as user 70001"):
            take_credentials(OTHER)
        assert status() == before
        return
    take_credentials(OTHER)
    try:
        during = status()
    finally:
        give_credentials_back()
    assert during["Uid"] == ["70001", "70001", "0", "70001"]
    assert during["Gid"][:2] == ["70002", "70002"]
    assert during["Groups"] == ["70002", "70003"]
    assert int(during["CapEff"][0], 16) == 0
    assert status() == before


def test_a_refused_switch_leaves_the_thread_as_it_was(monkeypatch):
    before = status()
    monkeypatch.setattr(threadcredentials, "_packed", lambda numbers: None if numbers == OTHER.groups else b"")
    with pytest.raises(AccessDeniedError, match="does not let this process act as user 70001"):
        take_credentials(OTHER)
    assert status()["Uid"] == before["Uid"]


def test_who_cannot_come_back_ends(monkeypatch):
    ended = []

    def refuse(*arguments):
        raise OSError(1, "no")

    monkeypatch.setattr(threadcredentials, "_system_call", refuse)
    monkeypatch.setattr(os, "abort", lambda: ended.append(True))
    give_credentials_back()
    assert ended == [True]
