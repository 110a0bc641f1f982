# SPDX-License-Identifier: Apache-2.0

import threading
from typing import Any

import pytest

from openwmi.errors import WbemError
from openwmi.services import rowchannel
from openwmi.services.rowchannel import RowChannel
from tests.fakes.sites import eventually


class Producer:
    """Puts numbers into a channel on a thread of its own, until nobody wants more."""

    def __init__(self, channel, rows=10**9):
        self.made = 0
        self.error = None
        self._channel = channel
        self._rows = rows
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        try:
            for number in range(self._rows):
                self.made += 1
                if not self._channel.put(number):
                    break
            self._channel.finish()
        except WbemError as error:
            self.error = error
            self._channel.finish(error)


def test_rows_come_in_order_and_the_end_is_seen():
    channel: RowChannel[Any] = RowChannel()
    Producer(channel, 1000)
    taken = []
    while not channel.is_drained:
        taken += channel.take(7, 5.0)
    assert taken == list(range(1000))
    assert channel.error is None
    assert channel.take(7, 5.0) == []


def test_a_producer_waits_at_the_bound():
    channel: RowChannel[Any] = RowChannel(bound_rows=8)
    producer = Producer(channel)
    assert eventually(lambda: producer.made == 8)
    assert channel.take(3, 5.0) == [0, 1, 2]
    assert eventually(lambda: producer.made == 11)
    channel.abandon()
    producer.thread.join(5.0)
    assert not producer.thread.is_alive()


def test_after_abandoning_at_most_one_more_row_is_made():
    channel: RowChannel[Any] = RowChannel(bound_rows=8)
    producer = Producer(channel)
    assert eventually(lambda: producer.made == 8)
    channel.abandon()
    producer.thread.join(5.0)
    assert producer.made <= 9


def test_taking_does_not_wait_when_told_so():
    channel: RowChannel[Any] = RowChannel()
    assert channel.take(1, 0.0) == []
    assert not channel.is_drained


def test_an_error_follows_the_rows_before_it():
    channel: RowChannel[Any] = RowChannel()
    channel.put("row")
    channel.finish(ValueError("no"))
    assert channel.take(9, 5.0) == ["row"]
    assert channel.is_drained
    assert str(channel.error) == "no"


def test_abandoning_wakes_a_waiting_consumer():
    channel: RowChannel[Any] = RowChannel()
    taken = []
    consumer = threading.Thread(target=lambda: taken.append(channel.take(1, 60.0)), daemon=True)
    consumer.start()
    channel.abandon()
    consumer.join(5.0)
    assert taken == [[]]


def test_a_client_that_takes_nothing_is_given_up(monkeypatch):
    monkeypatch.setattr(rowchannel, "CLIENT_WAIT_S", 0.01)
    channel: RowChannel[Any] = RowChannel(bound_rows=2)
    producer = Producer(channel)
    producer.thread.join(5.0)
    assert producer.error is not None
    assert producer.error.symbol == "WBEM_E_CLIENT_TOO_SLOW"


@pytest.mark.parametrize("bound_rows", [1, 2, 256])
def test_no_wake_up_is_lost(bound_rows):
    channel: RowChannel[Any] = RowChannel(bound_rows)
    Producer(channel, 5000)
    taken = 0
    while not channel.is_drained:
        rows = channel.take(1, 20.0)
        assert rows or channel.is_drained
        taken += len(rows)
    assert taken == 5000
