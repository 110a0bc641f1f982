# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading

import msgspec
import pytest

from openwmi.errors import ProviderLoadFailureError
from openwmi.host import spawning
from openwmi.host.spawning import NurseryLink, new_order
from tests.fakes.sites import eventually


@pytest.fixture
def link():
    made = NurseryLink()
    yield made
    made.close()


def spawn(link, statuses):
    here, there = socket.socketpair()
    ended = threading.Event()

    def on_exit(status):
        statuses.append(status)
        ended.set()

    with there, contextlib.ExitStack() as on_failure, open(os.devnull, "wb") as output:  # noqa: PTH123 - only the descriptor is wanted
        on_failure.callback(here.close)
        pid = link.spawn(new_order("of a test", 0, 0, None), (there.fileno(), output.fileno()), on_exit)
        on_failure.pop_all()
    return pid, here, ended


def test_a_host_ends_when_its_channel_does(link):
    statuses: list[int | None] = []
    pid, channel, ended = spawn(link, statuses)
    assert eventually(lambda: os.getpgid(pid) == pid)
    channel.close()
    assert ended.wait(10)
    assert statuses == [0]


def test_a_host_is_ended_by_order(link):
    statuses: list[int | None] = []
    pid, channel, ended = spawn(link, statuses)
    link.kill(pid)
    assert ended.wait(10)
    assert os.WTERMSIG(statuses[0] or 0) == signal.SIGKILL
    link.kill(pid)
    channel.close()


def test_hosts_end_with_their_nursery():
    link = NurseryLink()
    statuses: list[int | None] = []
    pid, channel, _ = spawn(link, statuses)
    link.close()
    assert eventually(lambda: not os.path.exists(f"/proc/{pid}"))  # noqa: PTH110 - as the test reads
    assert eventually(lambda: len(statuses) == 1)
    channel.close()
    assert not link.is_alive
    with pytest.raises(ProviderLoadFailureError, match="of a test"):
        spawn(link, statuses)


def test_a_nursery_that_does_not_answer_is_not_waited_for(link, monkeypatch):
    monkeypatch.setattr(spawning, "START_LIMIT_S", 0.0)
    with pytest.raises(ProviderLoadFailureError, match="does not answer"):
        spawn(link, [])


def test_an_order_names_where_modules_are():
    order = new_order("x", 1, 2, "nobody")
    assert (order.title, order.address_space_octets, order.open_files, order.account) == ("x", 1, 2, "nobody")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(order), type=type(order)) == order
