# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import socket
import threading
from typing import Any

import msgspec
import pytest

from openwmi.errors import ProviderFailureError
from openwmi.host import channel as channel_module
from openwmi.host.channel import Channel, ChannelError
from openwmi.host.messages import Done, Rows, ToCore
from openwmi.provider import CimDatetime
from tests.fakes.ponds import Acme_Frog, Acme_Pond, Acme_Water


@pytest.fixture
def ends():
    here, there = socket.socketpair()
    pair = [Channel(one, msgspec.msgpack.Decoder(ToCore)) for one in (here, there)]
    yield pair
    for one in pair:
        one.close()


def received(end, count=1):
    found: list[Any] = []
    while len(found) < count:
        found += end.receive(5.0)
    return found


@pytest.mark.parametrize(
    "value",
    [None, True, -(2**63), 2**64 - 1, 1.5, "", "é\U0001f438", "odd \udc80", ["a", "\ud800"], {"a": [1, None]},
     CimDatetime("20260101000000.000000+000"), [CimDatetime("00000001000000.000000:000")], b"octets"],
)  # fmt: skip
def test_values_arrive_as_they_left(ends, value):
    ends[0].send(Done(1, [value]))
    ends[1].send(Done(2, "other way"))
    (message,) = received(ends[1])
    assert message == Done(1, [value])
    assert type(message.result[0]) is type(value)
    assert received(ends[0]) == [Done(2, "other way")]


def test_instances_arrive_with_what_they_embed(ends):
    pond = Acme_Pond(Name="big", Water=Acme_Water(Celsius=4.5), Samples=[Acme_Water(Celsius=1.0)])
    ends[0].send(Done(1, pond))
    ends[0].send(Done(2, [pond, Acme_Frog(Name="odd \udc80")]))
    first, second = received(ends[1], 2)
    assert first.result["Water"]["Celsius"] == 4.5
    assert first.result["Samples"][0]["Celsius"] == 1.0
    assert second.result[1]["Name"] == "odd \udc80"


def test_rows_do_not_change_after_they_were_taken(ends):
    frog = Acme_Frog(Name="Kermit", Weight=3)
    row = ends[0].row_of(frog)
    frog["Weight"] = 4
    ends[0].send(Rows(1, [row]))
    (message,) = received(ends[1])
    assert ends[1].instance(message.rows[0])["Weight"] == 3


def test_nothing_arrives_in_time(ends):
    assert ends[0].receive(0.0) == []


@pytest.mark.parametrize("value", [object(), 2**64])
def test_what_cannot_travel_leaves_the_channel_usable(ends, value):
    with pytest.raises(ProviderFailureError):
        ends[0].send(Done(1, value))
    ends[0].send(Done(2, None))
    assert received(ends[1]) == [Done(2, None)]


def test_too_much_for_a_frame_is_refused(ends, monkeypatch):
    monkeypatch.setattr(channel_module, "MAX_FRAME_OCTETS", 100)
    with pytest.raises(ProviderFailureError, match="does not fit into a frame"):
        ends[0].send(Done(1, "x" * 200))


@pytest.mark.parametrize(
    "octets",
    [b"\xff\xff\xff\xff", b"\x01\x00\x00\x00\xc0", b"\x02\x00\x00\x00\x91\xa1", b"\x07\x00\x00\x00\x92\xa4What"],
)
def test_octets_that_make_no_sense_end_the_channel(octets):
    here, there = socket.socketpair()
    with here:
        end = Channel(there, msgspec.msgpack.Decoder(ToCore))
        here.sendall(octets + b"\x00" * 20)
        with pytest.raises(ChannelError):
            received(end)
        end.close()


def test_the_end_of_the_other_side_is_told(ends):
    ends[0].close()
    with pytest.raises(ChannelError, match="closed"):
        received(ends[1])
    with pytest.raises(ChannelError):
        ends[0].send(Done(1, None))


def test_a_side_that_does_not_read_is_given_up(ends):
    with pytest.raises(ChannelError, match="does not read"):
        ends[0].send(Done(1, "x" * 10_000_000), 0.05)


def test_large_messages_come_in_pieces(ends):
    texts = ["x" * 3_000_000, "y" * 10]
    sender = threading.Thread(target=lambda: [ends[0].send(Done(0, text)) for text in texts])
    sender.start()
    assert [message.result for message in received(ends[1], 2)] == texts
    sender.join()
