# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
import time

import pytest

from openwmi.errors import CallCancelledError, ProviderFailureError
from openwmi.host.rowstream import MAX_BATCH_ROWS, RowStream, RowStreams
from tests.fakes.ponds import Acme_Frog, new_call
from tests.fakes.sites import eventually

FROG = Acme_Frog(Name="Kermit")


class Outlet:
    """Keeps what is sent."""

    def __init__(self):
        self.sent = []

    def row_of(self, instance):
        return (0, None, list(instance.values))

    def send(self, message):
        self.sent.append(len(message.rows))


@pytest.fixture
def outlet():
    return Outlet()


def test_batches_grow_and_the_rest_is_flushed(outlet):
    stream = RowStream(outlet, 1, new_call(), 10_000)
    for _ in range(1000):
        stream.add(FROG)
    stream.flush()
    stream.flush()
    assert outlet.sent[:4] == [1, 4, 16, 64]
    assert max(outlet.sent) == MAX_BATCH_ROWS
    assert sum(outlet.sent) == 1000


@pytest.mark.parametrize("row", [None, 7, "x"])
def test_what_is_no_instance_is_refused(outlet, row):
    with pytest.raises(ProviderFailureError, match=type(row).__name__):
        RowStream(outlet, 1, new_call(), 1).add(row)


def test_without_credit_the_provider_waits(outlet):
    stream = RowStream(outlet, 1, new_call(), 2)

    def fill():
        for _ in range(3):
            stream.add(FROG)

    filler = threading.Thread(target=fill)
    filler.start()
    assert eventually(lambda: sum(outlet.sent) == 2)
    assert filler.is_alive()
    stream.grant(1)
    filler.join(5)
    assert not filler.is_alive()


def test_without_credit_a_cancelled_call_ends(outlet):
    call = new_call()
    stream = RowStream(outlet, 1, call, 0)
    call.cancel()
    with pytest.raises(CallCancelledError):
        stream.add(FROG)


def test_old_rows_go_without_company(outlet):
    stream = RowStream(outlet, 1, new_call(), 100)
    stream.add(FROG)
    stream.add(FROG)
    stream.flush_old(time.monotonic() - 1)
    assert outlet.sent == [1]
    stream.flush_old(time.monotonic() + 1)
    assert outlet.sent == [1, 1]


def test_open_streams_are_flushed_and_granted(outlet):
    streams = RowStreams()
    stream = RowStream(outlet, 1, new_call(), 2)
    with streams.opened(1, stream):
        stream.add(FROG)
        stream.add(FROG)
        assert eventually(lambda: sum(outlet.sent) == 2)
        streams.grant(1, 1)
        stream.add(FROG)
        assert eventually(lambda: sum(outlet.sent) == 3)
    streams.grant(1, 1)
