# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import socket
import threading
from typing import Any

import msgspec
import pytest

from openwmi.host.callfacts import facts_of_call
from openwmi.host.channel import Channel
from openwmi.host.messages import (
    Call,
    Cancel,
    Credit,
    Done,
    Failed,
    Initialize,
    RequestFacts,
    Rows,
    Shutdown,
    ToCore,
    Unload,
)
from openwmi.host.worker import Worker
from tests.fakes.ponds import new_call

FILE = """
from openwmi.provider import *

class Acme_Frog(CimClass, namespace="root/acme"):
    Name: str = key()

class Frogs(InstanceProvider[Acme_Frog]):
    def get(self, key, request):
        while key.Name == "wait":
            request.check()
        if key.Name == "nobody":
            return None
        return Acme_Frog(Name=key.Name)

    def enumerate(self, request):
        for number in range(10):
            yield Acme_Frog(Name=str(number))
"""


@pytest.fixture
def core(tmp_path):
    (tmp_path / "frogs.py").write_text(FILE)
    here, there = socket.socketpair()
    worker = threading.Thread(target=lambda: Worker(there).run(), daemon=True)
    worker.start()
    channel = Channel(here, msgspec.msgpack.Decoder(ToCore))
    channel.send(
        Initialize(1, 1, "Frogs", f"{tmp_path}/frogs.py:Frogs", "root\\acme", (False,) * 3, None, None, facts())
    )
    assert answer(channel) == Done(1, [[True, True, False, False, False, False], [], []])
    yield channel
    channel.send(Shutdown())
    worker.join(10)
    assert not worker.is_alive()
    channel.close()


def facts():
    return facts_of_call(new_call())


def answer(channel):
    found: list[Any] = []
    while not found:
        found = channel.receive(10.0)
    assert len(found) == 1
    return found[0]


def ask(channel, operation, provider=1, **fields):
    channel.send(Call(2, provider, operation, facts(), RequestFacts(), **fields))


def test_a_get(core):
    ask(core, "get", path='Acme_Frog.Name="x"')
    assert answer(core).result["Name"] == "x"
    ask(core, "get", path='Acme_Frog.Name="nobody"')
    failed = answer(core)
    assert isinstance(failed, Failed)
    assert failed.failure.hresult == 0x80041002


def test_rows_go_as_far_as_credit_goes(core):
    ask(core, "enumerate", text="Acme_Frog", credit_rows=3)
    arrived = 0
    while arrived < 3:
        arrived += sum(len(message.rows) for message in core.receive(10.0))
    assert arrived == 3
    assert core.receive(0.1) == []
    core.send(Credit(2, 100))
    last = None
    while not isinstance(last, Done):
        for last in core.receive(10.0):
            arrived += len(last.rows) if isinstance(last, Rows) else 0
    assert arrived == 10


def test_a_cancelled_request_ends(core):
    ask(core, "get", path='Acme_Frog.Name="wait"')
    core.send(Cancel(99))
    core.send(Cancel(2))
    assert answer(core).failure.hresult == 0x80041032


@pytest.mark.parametrize(
    ("operation", "provider", "told"),
    [("get", 9, "provider 9 is not loaded"), ("what", 1, "what"), ("get_property", 1, "names no property")],
)
def test_requests_that_make_no_sense_fail(core, operation, provider, told):
    ask(core, operation, provider)
    assert told in answer(core).failure.message


def test_a_provider_that_was_unloaded_is_gone(core):
    core.send(Unload(1))
    core.send(Unload(7))
    ask(core, "get", path='Acme_Frog.Name="x"')
    assert "not loaded" in answer(core).failure.message
