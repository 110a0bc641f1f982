# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from openwmi.errors import ProviderFailureError
from openwmi.host.hostprocess import HostProcess, _end_of
from openwmi.host.quotas import DEFAULT_QUOTAS, HostQuotas
from openwmi.host.records import ProviderRecord
from openwmi.host.spawning import NurseryLink
from tests.fakes.ponds import new_call
from tests.fakes.sites import eventually

RECORD = ProviderRecord("Frogs", "root\\acme", "a:B")


@pytest.fixture
def nursery():
    link = NurseryLink()
    yield link
    link.close()


def begin(nursery, buried, quotas=DEFAULT_QUOTAS):
    return HostProcess("of a test", nursery, quotas, None, lambda lost, why: buried.append((lost, why)))


def test_a_host_that_is_ended_fails_its_requests_with_the_reason(nursery):
    buried: list[Any] = []
    host = begin(nursery, buried)
    exchange = host.open(RECORD, new_call(), lambda: None, "GetObject Acme_Frog=@")
    assert host.busy() == [exchange]
    host.end("it was in the way")
    with pytest.raises(ProviderFailureError, match=r"of a test.*GetObject Acme_Frog=@ was.*: it was in the way"):
        exchange.next()
    assert eventually(lambda: buried == [([exchange], "it was in the way")])
    assert not host.is_alive
    with pytest.raises(ProviderFailureError, match="it was in the way"):
        host.open(RECORD, new_call(), lambda: None, "GetObject")


def test_a_host_stops_in_order(nursery):
    buried: list[Any] = []
    host = begin(nursery, buried)
    host.stop(10)
    assert eventually(lambda: buried == [([], "it was told to stop")])


def test_a_host_over_its_quota_is_ended(nursery):
    buried: list[Any] = []
    host = begin(nursery, buried, HostQuotas(threads=1, all_processes=0))
    host.open(RECORD, new_call(), lambda: None, "ExecQuery SELECT")
    assert eventually(lambda: len(buried) == 1)
    assert "ThreadsPerHost is 1" in buried[0][1]


@pytest.mark.parametrize(
    ("status", "why", "expected"),
    [
        (None, "", "nobody knows why"),
        (None, "the channel was closed", "the channel was closed"),
        (3 << 8, "the channel was closed", "it exited with status 3"),
        (signal.SIGSEGV, "", "it was ended by SIGSEGV"),
        (signal.SIGKILL, "a frame of 9 octets", "it was ended by SIGKILL (a frame of 9 octets)"),
        (40, "", f"it was ended by {'signal 40' if 40 not in set(signal.Signals) else signal.Signals(40).name}"),
    ],
)
def test_how_a_process_ended(status, why, expected):
    assert status is None or os.WIFEXITED(status) or os.WIFSIGNALED(status)
    assert _end_of(status, why) == expected
