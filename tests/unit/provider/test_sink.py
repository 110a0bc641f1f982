# SPDX-License-Identifier: Apache-2.0

import gc
import threading
from contextlib import contextmanager

import pytest

from openwmi.errors import (
    CallCancelledError,
    ExtendedStatus,
    NotFoundError,
    ProviderFailureError,
    TimedOutError,
    WbemError,
    WbemStatus,
)
from openwmi.provider import CimClass
from openwmi.provider.sink import (
    MAX_WAITING_ROWS,
    WBEM_REQUIREMENTS_START_POSTFILTER,
    WBEM_REQUIREMENTS_STOP_POSTFILTER,
    WBEM_STATUS_COMPLETE,
    WBEM_STATUS_PROGRESS,
    WBEM_STATUS_REQUIREMENTS,
    IWbemObjectSink,
    IWbemProviderInitSink,
    RowSink,
    failure_of,
    status_code,
    stream,
)
from tests.fakes.namespaces import blank, frog
from tests.fakes.ponds import new_call, new_request

NOT_FOUND = int(WbemStatus.WBEM_E_NOT_FOUND)
CANCELLED = int(WbemStatus.WBEM_E_CALL_CANCELLED)


def names(rows):
    return [row["Name"] for row in rows]


@pytest.mark.parametrize(
    ("answer", "code"), [(None, 0), (0, 0), (1, 1), (0x80041002, 0x80041002), (0x80041002 - (1 << 32), 0x80041002)]
)
def test_an_hresult_is_read_with_or_without_sign(answer, code):
    assert status_code(answer) == code


def test_a_failure_becomes_the_error_of_its_code():
    extended = ExtendedStatus("no such frog")
    error = failure_of(NOT_FOUND, "provider Frogs", extended)
    assert isinstance(error, NotFoundError)
    assert error.message == "provider Frogs answered WBEM_E_NOT_FOUND: no such frog"
    assert error.extended is extended
    assert failure_of(0, "x") is failure_of(1, "x") is failure_of(0x40004, "x") is None


def test_rows_come_in_order_and_the_status_ends_them():
    sink = RowSink(new_request())
    assert sink.put([frog(Name="a"), frog(Name="b")]) == 0
    assert sink.finish(string_param="x")
    assert names(sink.rows()) == ["a", "b"]
    assert sink.string_param == "x"


def test_only_the_first_status_counts():
    sink = RowSink(new_request())
    assert sink.finish(NotFoundError("first"))
    assert not sink.finish(WbemError("second"))
    with pytest.raises(NotFoundError, match="first"):
        list(sink.rows())


def test_rows_before_a_failure_are_delivered():
    sink = RowSink(new_request())
    sink.put([frog(Name="a")])
    sink.finish(NotFoundError("gone"))
    rows = sink.rows()
    assert next(rows)["Name"] == "a"
    with pytest.raises(NotFoundError):
        next(rows)


def test_rows_after_the_status_are_left_out():
    sink = RowSink(new_request())
    sink.finish()
    assert sink.put([frog(Name="late")]) == 0
    assert list(sink.rows()) == []


def test_a_closed_sink_takes_nothing():
    sink = RowSink(new_request())
    sink.close()
    assert sink.put([blank()]) == CANCELLED


def test_a_sink_that_does_not_wait_is_full_at_its_limit():
    sink = RowSink(new_request(), waits=False)
    assert sink.put([blank()] * MAX_WAITING_ROWS) == 0
    assert sink.put([blank()]) == WbemStatus.WBEM_E_QUOTA_VIOLATION


def test_whoever_waits_for_rows_learns_that_the_call_is_over():
    call = new_call()
    call.cancel()
    with pytest.raises(CallCancelledError):
        list(RowSink(new_request(call)).rows())
    with pytest.raises(TimedOutError):
        list(RowSink(new_request(new_call(deadline=0.0))).rows())


def test_whoever_waits_for_room_learns_that_the_call_is_over():
    call = new_call()
    sink = RowSink(new_request(call))
    sink.put([blank()] * MAX_WAITING_ROWS)
    threading.Timer(0.02, call.cancel).start()
    assert sink.put([blank()]) == CANCELLED


def test_a_stream_takes_more_rows_than_wait_at_once():
    count = MAX_WAITING_ROWS * 3

    def produce(sink):
        for number in range(count):
            sink.put([frog(Name=str(number))])
        sink.finish()

    assert names(stream(new_request(), "Frogs", produce)) == [str(number) for number in range(count)]


def test_a_closed_stream_ends_its_producer():
    answers = []
    ended = threading.Event()

    def produce(sink):
        while not (answer := sink.put([blank()])):
            pass
        answers.append(answer)
        sink.finish()
        ended.set()

    rows = stream(new_request(), "Frogs", produce)
    next(rows)
    rows.close()
    assert ended.wait(5)
    assert answers == [CANCELLED]


def test_a_producer_that_goes_on_is_told_in_the_log(monkeypatch, caplog):
    monkeypatch.setattr("openwmi.provider.sink.STOP_WITHIN_S", 0.01)
    release = threading.Event()

    def produce(sink):
        sink.put([blank()])
        release.wait(5)

    rows = stream(new_request(), "Frogs", produce)
    next(rows)
    rows.close()
    release.set()
    assert "provider Frogs goes on" in caplog.text


@pytest.mark.parametrize("acts", [True, False])
def test_rows_are_made_in_the_role_of_whoever_asks(monkeypatch, acts):
    roles = []

    @contextmanager
    def noting(role):
        roles.append(role)
        yield
        roles.append("end")

    monkeypatch.setattr("openwmi.provider.sink.is_impersonating", lambda: acts)
    monkeypatch.setattr("openwmi.provider.sink.acting_for", lambda caller, is_wanted: noting((caller, is_wanted)))
    request = new_request()

    def produce(sink):
        roles.append("produce")
        sink.finish()

    assert list(stream(request, "Frogs", produce)) == []
    assert roles == [(request.caller, acts), "produce", "end"]


def test_a_caller_that_cannot_be_acted_for_ends_the_stream(monkeypatch):
    def refuse(caller, is_wanted):
        raise NotFoundError("no such account")

    monkeypatch.setattr("openwmi.provider.sink.acting_for", refuse)
    with pytest.raises(NotFoundError, match="no such account"):
        list(stream(new_request(), "Frogs", lambda sink: None))


class Acme_PondStatus(CimClass, namespace="root/acme"):
    """As `__ExtendedStatus`."""

    Description: str | None
    ParameterInfo: str | None


class TestObjectSink:
    def test_objects_are_copied(self):
        rows = RowSink(new_request())
        sink = IWbemObjectSink(rows)
        used_again = frog(Name="a")
        sink.Indicate([used_again])
        used_again["Name"] = "b"
        sink.Indicate([used_again])
        assert sink.SetStatus(WBEM_STATUS_COMPLETE, 0) == 0
        assert names(rows.rows()) == ["a", "b"]

    @pytest.mark.parametrize("what", ["text", None])
    def test_what_is_no_instance_is_refused(self, what):
        assert IWbemObjectSink(RowSink(new_request())).Indicate([what]) == WbemStatus.WBEM_E_INVALID_OBJECT

    def test_requirements_and_progress_are_not_the_end(self):
        rows = RowSink(new_request())
        sink = IWbemObjectSink(rows)
        assert sink.SetStatus(WBEM_STATUS_REQUIREMENTS, WBEM_REQUIREMENTS_START_POSTFILTER) == 0
        sink.Indicate([frog(Name="a")])
        assert sink.SetStatus(WBEM_STATUS_REQUIREMENTS, WBEM_REQUIREMENTS_STOP_POSTFILTER) == 0
        assert sink.SetStatus(WBEM_STATUS_PROGRESS, 0x00020001, "half") == 0
        sink.Indicate([frog(Name="b")])
        sink.SetStatus(WBEM_STATUS_COMPLETE, 0, "path")
        assert names(rows.rows()) == ["a", "b"]
        assert rows.string_param == "path"

    def test_a_status_object_explains_the_failure(self):
        rows = RowSink(new_request())
        status = Acme_PondStatus.__cim_class__.spawn_instance()
        status["Description"] = "the pond is frozen"
        IWbemObjectSink(rows).SetStatus(WBEM_STATUS_COMPLETE, NOT_FOUND, None, status)
        with pytest.raises(NotFoundError) as caught:
            list(rows.rows())
        assert caught.value.extended == ExtendedStatus("the pond is frozen")

    def test_letting_go_without_a_status_is_a_failure(self):
        rows = RowSink(new_request())
        sink = IWbemObjectSink(rows)
        sink.Indicate([frog(Name="a")])
        del sink
        gc.collect()
        found = rows.rows()
        assert next(found)["Name"] == "a"
        with pytest.raises(ProviderFailureError, match="let go"):
            next(found)


def test_the_init_sink_hands_on_codes():
    reported = []

    class Verdict:
        def set_status(self, status, flags=0):
            reported.append((status, flags))

    assert IWbemProviderInitSink(Verdict()).SetStatus(-0x7FFBEFFF) == 0
    assert reported == [(0x80041001, 0)]
