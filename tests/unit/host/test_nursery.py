# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import socket
import subprocess
import sys

import msgspec
import pytest

from openwmi.host.messages import Exited, FromNursery, Kill, Spawn, Spawned

PROGRAM = "from openwmi.host.nursery import main; main({})"


@pytest.fixture
def control():
    own, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    own.settimeout(20)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM.format(theirs.fileno())], pass_fds=[theirs.fileno()], start_new_session=True
        )
    yield own
    own.close()
    assert process.wait(10) == 0


def news(control):
    return msgspec.msgpack.decode(control.recv(65536), type=FromNursery)


def order(control, message, files=()):
    socket.send_fds(control, [msgspec.msgpack.encode(message)], files)


def spawn(control, account=None):
    here, there = socket.socketpair()
    read_end, write_end = os.pipe()
    order(control, Spawn(7, sys.path, "x", 0, 0, account), [there.fileno(), write_end])
    there.close()
    os.close(write_end)
    told = news(control)
    assert isinstance(told, Spawned)
    assert told.ticket == 7
    return told.pid, here, read_end


def test_a_host_is_forked_and_buried(control):
    pid, channel, output = spawn(control)
    channel.close()
    assert news(control) == Exited(pid, 0)
    os.close(output)


def test_only_its_own_children_are_ended(control):
    with subprocess.Popen(["sleep", "30"], start_new_session=True) as stranger:
        order(control, Kill(stranger.pid))
        pid, channel, output = spawn(control)
        order(control, Kill(pid))
        assert news(control) == Exited(pid, 9)
        assert stranger.poll() is None
        stranger.kill()
    channel.close()
    os.close(output)


def test_a_host_that_cannot_become_its_user_says_so(control):
    pid, channel, output = spawn(control, "no-such-user-here")
    told = news(control)
    assert told.pid == pid
    assert os.waitstatus_to_exitcode(told.status) == 70
    with open(output, "rb") as lines:  # noqa: PTH123 - it is a descriptor
        assert b"no-such-user-here" in lines.read()
    channel.close()
