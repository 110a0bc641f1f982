# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import msgspec
import pytest

from openwmi.host.messages import (
    Call,
    Caller,
    CallFacts,
    Cancel,
    Done,
    Exited,
    Failed,
    Failure,
    FromNursery,
    Kill,
    RequestFacts,
    Rows,
    Shutdown,
    Spawned,
    ToCore,
    ToHost,
    ToNursery,
)

CALL = CallFacts("ab", Caller("kermit", 1, 2, [2, 3], 3), 1.5, "MS_409", {"a": [1, "x"]}, 4, 1)


@pytest.mark.parametrize(
    ("message", "kinds"),
    [
        (Call(1, 2, "get", CALL, RequestFacts("A", ["b"], True, {"b": [1]}, 2, "q"), "A.b=1", "t", None, 9), ToHost),
        (Cancel(7), ToHost),
        (Shutdown(), ToHost),
        (Done(1, [1, "a", None]), ToCore),
        (Failed(1, Failure(0x80041002, "m", "w", "n", ("a", "b", "c", "d"))), ToCore),
        (Rows(1, [(0, None, [1]), (0, b"\x01", ["a"])]), ToCore),
        (Kill(3), ToNursery),
        (Spawned(1, 2, "why"), FromNursery),
        (Exited(1, 256), FromNursery),
    ],
)
def test_messages_arrive_as_they_left(message, kinds):
    octets = msgspec.msgpack.encode(message)
    assert msgspec.msgpack.decode(octets, type=kinds) == message


@pytest.mark.parametrize("octets", [b"", b"\xc0", b"\x91\xa4What", b"\x92\xa6Cancel\xa1x"])
def test_other_octets_are_refused(octets):
    with pytest.raises(msgspec.MsgspecError):
        msgspec.msgpack.decode(octets, type=ToHost)
