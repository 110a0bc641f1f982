# SPDX-License-Identifier: Apache-2.0
"""Rows that a provider pushes from a thread of its own are made by whomever they are made for."""

import os
import threading
from pathlib import Path

import pytest

from openwmi.errors import AccessDeniedError
from openwmi.provider.context import CallContext
from openwmi.provider.impersonation import impersonating
from openwmi.provider.request import Request
from openwmi.provider.sink import stream
from openwmi.security.identity import Identity
from openwmi.security.threadcredentials import can_switch
from tests.fakes.namespaces import blank

FROG = Identity("frog", 70001, 70002, frozenset({70002}))


def uid_of_this_thread():
    text = Path(f"/proc/self/task/{threading.get_native_id()}/status").read_text()
    return int(next(line for line in text.splitlines() if line.startswith("Uid")).split()[2])


def pushing(seen):
    def produce(sink):
        for _ in range(2):
            seen.append(uid_of_this_thread())
            sink.put([blank()])
        sink.finish()

    return stream(Request(CallContext(FROG)), "Frogs", produce)


def test_a_thread_of_the_server_makes_rows_as_the_server():
    seen: list[int] = []
    assert len(list(pushing(seen))) == 2
    assert set(seen) == {os.geteuid()}


def test_a_thread_that_acts_as_the_caller_makes_rows_as_the_caller():
    seen: list[int] = []
    if not can_switch():
        with pytest.raises(AccessDeniedError), impersonating(FROG):
            pass
        return
    with impersonating(FROG):
        rows = list(pushing(seen))
    assert len(rows) == 2
    assert set(seen) == {FROG.uid}
    assert uid_of_this_thread() == os.geteuid()
