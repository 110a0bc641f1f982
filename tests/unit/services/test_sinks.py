# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading

import pytest

from openwmi.errors import CallCancelledError, NotFoundError, WbemStatus
from openwmi.provider.context import CallContext
from openwmi.services.sinks import SinkCall, SinkCalls
from tests.fakes.ponds import CALLER


class Sink:
    """Remembers what it was told, in order."""

    def __init__(self, answer=None, on_indicate=None):
        self.told = []
        self._answer = answer
        self._on_indicate = on_indicate

    def indicate(self, objects):
        if self._on_indicate is not None:
            self._on_indicate()
        self.told.append(list(objects))
        return self._answer

    def set_status(self, flags, hresult, string_param, object_param):
        self.told.append((flags, WbemStatus(hresult).name, string_param, object_param))


def entry(sink):
    return SinkCall(sink, CallContext(CALLER))


def test_objects_then_one_status():
    sink = Sink()
    call = entry(sink)
    call.indicate([1, 2])
    assert call.complete(0, "path")
    assert not call.complete(0x80041001)
    call.fail(ValueError("late"))
    assert sink.told == [[1, 2], (0, "WBEM_S_NO_ERROR", "path", None)]


@pytest.mark.parametrize(
    ("error", "name"), [(NotFoundError("no"), "WBEM_E_NOT_FOUND"), (ValueError("no"), "WBEM_E_FAILED")]
)
def test_a_failure_is_a_status(error, name):
    sink = Sink()
    entry(sink).fail(error)
    assert sink.told == [(0, name, None, None)]


def test_nothing_follows_the_status():
    sink = Sink()
    call = entry(sink)
    call.complete(0)
    with pytest.raises(CallCancelledError):
        call.indicate([1])
    assert len(sink.told) == 1


@pytest.mark.parametrize(("answer", "refuses"), [(None, False), (0, False), (1, False), (0x80041032, True)])
def test_a_sink_refuses_with_a_failure_code(answer, refuses):
    call = entry(Sink(answer))
    if refuses:
        with pytest.raises(CallCancelledError, match="wants no more"):
            call.indicate([1])
    else:
        call.indicate([1])


def test_a_status_waits_for_the_objects_the_sink_is_busy_with():
    busy, go_on = threading.Event(), threading.Event()

    def wait():
        busy.set()
        go_on.wait(20.0)

    sink = Sink(on_indicate=wait)
    call = entry(sink)
    bringer = threading.Thread(target=lambda: call.indicate([1]), daemon=True)
    bringer.start()
    assert busy.wait(20.0)
    assert call.complete(int(WbemStatus.WBEM_E_CALL_CANCELLED))
    assert sink.told == []
    go_on.set()
    bringer.join(20.0)
    assert sink.told == [[1], (0, "WBEM_E_CALL_CANCELLED", None, None)]


def test_a_status_comes_also_when_the_busy_sink_raises():
    sink = Sink()
    call = entry(sink)

    def cancel_and_fail():
        call.complete(int(WbemStatus.WBEM_E_CALL_CANCELLED))
        raise ValueError("sink fell over")

    sink._on_indicate = cancel_and_fail
    with pytest.raises(ValueError, match="fell over"):
        call.indicate([1])
    assert sink.told == [(0, "WBEM_E_CALL_CANCELLED", None, None)]


def test_a_sink_that_fails_in_set_status_is_logged(caplog):
    class BadSink(Sink):
        def set_status(self, flags, hresult, string_param, object_param):
            raise KeyError(hresult)

    assert entry(BadSink()).complete(0)
    assert "failed in set_status" in caplog.text


def test_cancelling_ends_the_calls_of_one_sink_only():
    mine, other = Sink(), Sink()
    calls = SinkCalls()
    first, second, third = entry(mine), entry(mine), entry(other)
    for call in (first, second, third):
        calls.add(call)
    calls.cancel(mine)
    assert mine.told == [(0, "WBEM_E_CALL_CANCELLED", None, None)] * 2
    assert (first.call.cancelled, second.call.cancelled, third.call.cancelled) == (True, True, False)
    assert other.told == []
    for call in (first, second, third):
        calls.remove(call)
    with pytest.raises(NotFoundError):
        calls.cancel(mine)
