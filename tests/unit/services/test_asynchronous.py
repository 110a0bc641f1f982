# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from typing import Any

import pytest

from openwmi.errors import NotFoundError, WbemError, WbemStatus
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.flags import WBEM_FLAG_RETURN_IMMEDIATELY, WBEM_FLAG_SEND_STATUS
from openwmi.services.asynchronous import AsyncServices
from openwmi.services.rowchannel import BOUND_ROWS
from tests.fakes.sites import FROG, PATIENCE_S, eventually, noted, provider_text

PROVIDER = FROG + provider_text(
    """
    def enumerate(self, request):
        yield Acme_Frog(Name="Kermit", Weight=320)
        yield Acme_Frog(Name="Fritz", Weight=100)

    def create(self, new, request):
        note("create", new.Name)

    def delete(self, key, request):
        note("delete", key.Name)

    @method
    def Feed(self, frog, Flies: uint32) -> uint32:
        return Flies * 2
    """
)

ENDLESS = FROG + provider_text(
    """
    def enumerate(self, request):
        try:
            for number in range(10 ** 9):
                note("row")
                yield Acme_Frog(Name=str(number))
        finally:
            note("finally")
    """
)


class Sink:
    """Collects objects and statuses."""

    def __init__(self, answer=None, failure=None):
        self.objects = []
        self.statuses = []
        self.done = threading.Event()
        self._answer = answer
        self._failure = failure

    def indicate(self, objects):
        if self._failure is not None:
            raise self._failure
        self.objects += objects
        return self._answer

    def set_status(self, flags, hresult, string_param, object_param):
        self.statuses.append((WbemStatus(hresult).name, string_param))
        self.done.set()

    def wait(self):
        assert self.done.wait(PATIENCE_S)
        return self.statuses


@pytest.fixture
def frogs(site):
    site.provide(PROVIDER)
    return site


def test_rows_then_the_status(frogs):
    sink = Sink()
    AsyncServices(frogs.services()).exec_query_async("WQL", "SELECT * FROM Acme_Frog WHERE Weight > 1", sink, 0x80)
    assert sink.wait() == [("WBEM_S_NO_ERROR", None)]
    assert [row["Name"] for row in sink.objects] == ["Kermit", "Fritz"]


def feed(frogs):
    inputs = frogs.services().get_class("Acme_Frog").methods["Feed"].in_parameters.spawn_instance()
    inputs["Flies"] = 4
    return inputs


FRITZ = 'Acme_Frog.Name="Fritz"'
OPERATIONS: dict[str, Any] = {
    "get_object": (lambda a, s, f: a.get_object_async(FRITZ, s), [("WBEM_S_NO_ERROR", None)], 1),
    "get_object of nothing": (
        lambda a, s, f: a.get_object_async('Acme_Frog.Name="x"', s), [("WBEM_E_NOT_FOUND", None)], 0),
    "put_class": (lambda a, s, f: a.put_class_async(ClassDeclaration("Acme_New"), s), [("WBEM_S_NO_ERROR", None)], 0),
    "delete_class": (lambda a, s, f: a.delete_class_async("Acme_Frog", s), [("WBEM_S_NO_ERROR", None)], 0),
    "delete_class of nothing": (lambda a, s, f: a.delete_class_async("Acme_x", s), [("WBEM_E_NOT_FOUND", None)], 0),
    "put_instance": (
        lambda a, s, f: a.put_instance_async(f.new("Acme_Frog", Name="New"), s, 2), [("WBEM_S_NO_ERROR", "New")], 0),
    "delete_instance": (lambda a, s, f: a.delete_instance_async(FRITZ, s), [("WBEM_S_NO_ERROR", None)], 0),
    "exec_method": (lambda a, s, f: a.exec_method_async(FRITZ, "Feed", s, feed(f)), [("WBEM_S_NO_ERROR", None)], 1),
    "exec_method of nothing": (
        lambda a, s, f: a.exec_method_async(FRITZ, "Fly", s), [("WBEM_E_INVALID_METHOD", None)], 0),
    "create_class_enum": (
        lambda a, s, f: a.create_class_enum_async("__Win32Provider", s), [("WBEM_S_NO_ERROR", None)], 0),
    "create_class_enum below one": (
        lambda a, s, f: a.create_class_enum_async("__Provider", s), [("WBEM_S_NO_ERROR", None)], 1),
    "create_instance_enum": (
        lambda a, s, f: a.create_instance_enum_async("Acme_Frog", s), [("WBEM_S_NO_ERROR", None)], 2),
    "create_instance_enum of nothing": (
        lambda a, s, f: a.create_instance_enum_async("Acme_x", s), [("WBEM_E_INVALID_CLASS", None)], 0),
    "exec_query with a bad text": (
        lambda a, s, f: a.exec_query_async("WQL", "SELECT", s), [("WBEM_E_INVALID_QUERY", None)], 0),
}  # fmt: skip


@pytest.mark.parametrize("name", OPERATIONS)
def test_each_operation_tells_its_sink_once(frogs, name):
    begin, statuses, objects = OPERATIONS[name]
    sink = Sink()
    services = AsyncServices(frogs.services())
    begin(services, sink, frogs)
    sink.wait()
    assert eventually(lambda: not is_known(services, sink))
    ((status, text),) = sink.statuses
    ((expected, part),) = statuses
    assert status == expected
    assert text is None if part is None else part in text
    assert len(sink.objects) == objects


def is_known(services, sink):
    try:
        services.cancel_async_call(sink)
    except NotFoundError:
        return False
    return True


BEGINNINGS = {
    "GetObject": lambda a, s, flags: a.get_object_async(FRITZ, s, flags),
    "PutClass": lambda a, s, flags: a.put_class_async(ClassDeclaration("X"), s, flags),
    "DeleteClass": lambda a, s, flags: a.delete_class_async("X", s, flags),
    "PutInstance": lambda a, s, flags: a.put_instance_async(None, s, flags),
    "DeleteInstance": lambda a, s, flags: a.delete_instance_async(FRITZ, s, flags),
    "ExecMethod": lambda a, s, flags: a.exec_method_async(FRITZ, "Feed", s, None, flags),
    "CreateClassEnum": lambda a, s, flags: a.create_class_enum_async(None, s, flags),
    "CreateInstanceEnum": lambda a, s, flags: a.create_instance_enum_async("Acme_Frog", s, flags),
    "ExecQuery": lambda a, s, flags: a.exec_query_async("WQL", "SELECT * FROM Acme_Frog", s, flags),
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_wrong_flags_are_told_at_once_and_the_sink_is_not_touched(frogs, name):
    sink = Sink()
    for flags in (WBEM_FLAG_RETURN_IMMEDIATELY, 0x400):
        with pytest.raises(WbemError) as caught:
            BEGINNINGS[name](AsyncServices(frogs.services()), sink, flags)
        assert caught.value.symbol == "WBEM_E_INVALID_PARAMETER"
    BEGINNINGS[name](AsyncServices(frogs.services()), sink, WBEM_FLAG_SEND_STATUS)
    assert len(sink.wait()) == 1


@pytest.mark.parametrize(
    ("language", "text", "symbol"),
    [("WQL", "", "WBEM_E_INVALID_PARAMETER"), ("SQL", "SELECT * FROM X", "WBEM_E_INVALID_QUERY_TYPE")],
)
def test_a_missing_text_is_told_at_once(frogs, language, text, symbol):
    with pytest.raises(WbemError) as caught:
        AsyncServices(frogs.services()).exec_query_async(language, text, Sink())
    assert caught.value.symbol == symbol


def test_cancelling_an_endless_query(site):
    site.provide(ENDLESS)
    services, sink = AsyncServices(site.services()), Sink()
    services.exec_query_async("WQL", "SELECT * FROM Acme_Frog", sink)
    assert eventually(lambda: len(sink.objects) > 0)
    services.cancel_async_call(sink)
    assert sink.wait() == [("WBEM_E_CALL_CANCELLED", None)]
    at_status = len(sink.objects)
    assert eventually(lambda: noted("finally") != [])
    assert len(sink.objects) == at_status
    assert eventually(lambda: not is_known(services, sink))
    assert sink.statuses == [("WBEM_E_CALL_CANCELLED", None)]


@pytest.mark.parametrize(
    ("sink", "status"),
    [
        (Sink(answer=0x80041032), "WBEM_E_CALL_CANCELLED"),
        (Sink(failure=ValueError("sink fell over")), "WBEM_E_FAILED"),
        (Sink(failure=SystemExit(1)), "WBEM_E_FAILED"),
    ],
)
def test_a_sink_that_refuses_or_raises_stops_the_provider(site, sink, status):
    site.provide(ENDLESS)
    AsyncServices(site.services()).create_instance_enum_async("Acme_Frog", sink)
    assert sink.wait() == [(status, None)]
    assert eventually(lambda: noted("finally") != [])
    assert len(noted("row")) <= 2 * BOUND_ROWS


def test_an_unknown_sink_cannot_be_cancelled(site):
    with pytest.raises(NotFoundError):
        AsyncServices(site.services()).cancel_async_call(Sink())
