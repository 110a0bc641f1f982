# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

import pytest

from openwmi.errors import CallCancelledError, NotFoundError, ProviderFailureError, TimedOutError
from openwmi.host.callfacts import failure_of
from openwmi.host.exchange import Exchange
from openwmi.host.messages import Callback, CallbackAnswer, Done, Failed, Rows
from openwmi.host.records import ProviderRecord
from tests.fakes.ponds import Clock, new_call

RECORD = ProviderRecord("Frogs", "root\\acme", "a:B")


class Peer:
    """Keeps what it is told."""

    def __init__(self):
        self.sent = []
        self.abandoned = []

    def send(self, message):
        self.sent.append(message)

    def abandon(self, exchange):
        self.abandoned.append(exchange.number)


class Services:
    def delete(self, path):
        return None


@pytest.fixture
def peer():
    return Peer()


def begin(peer, call=None):
    services: Any = Services
    return Exchange(peer, 5, RECORD, call or new_call(), services, "GetObject Acme_Frog=@")


def test_rows_come_before_the_end(peer):
    exchange = begin(peer)
    exchange.deliver(Rows(5, []))
    exchange.deliver(Done(5, "x"))
    assert isinstance(exchange.next(), Rows)
    assert exchange.result() == "x"
    exchange.close()
    assert exchange.has_answered
    assert peer.abandoned == []


def test_a_failure_is_raised_and_is_an_answer(peer):
    exchange = begin(peer)
    exchange.deliver(Failed(5, failure_of(NotFoundError("gone"))))
    with pytest.raises(NotFoundError, match="gone"):
        exchange.result()
    exchange.close()
    assert exchange.has_answered
    assert peer.abandoned == []


def test_the_end_of_the_process_is_raised_and_is_no_answer(peer):
    exchange = begin(peer)
    exchange.deliver(ProviderFailureError("dead"))
    with pytest.raises(ProviderFailureError, match="dead"):
        exchange.next()
    exchange.close()
    assert not exchange.has_answered
    assert peer.abandoned == []


def test_callbacks_are_served_while_waiting(peer):
    exchange = begin(peer)
    exchange.deliver(Callback(5, 3, "delete", "x", None))
    exchange.deliver(Done(5, None))
    assert exchange.result() is None
    assert peer.sent == [CallbackAnswer(3, None)]


def test_a_cancelled_call_abandons_its_request(peer):
    call = new_call()
    exchange = begin(peer, call)
    call.cancel()
    with pytest.raises(CallCancelledError) as caught:
        exchange.next()
    assert caught.value.where == "provider Frogs in GetObject Acme_Frog=@"
    exchange.close()
    exchange.close()
    assert peer.abandoned == [5]


def test_a_deadline_that_has_passed_abandons_its_request(peer):
    clock = Clock()
    exchange = begin(peer, new_call(deadline=clock.now - 1, clock=clock))
    with pytest.raises(TimedOutError):
        exchange.next()
    exchange.close()
    assert peer.abandoned == [5]
