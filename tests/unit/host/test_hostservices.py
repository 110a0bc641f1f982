# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading

import pytest

from openwmi.errors import CallCancelledError, NotFoundError, NotSupportedError, ProviderFailureError
from openwmi.host.callfacts import failure_of
from openwmi.host.hostservices import Callbacks, HostServices
from openwmi.host.messages import CallbackAnswer, CallbackFailed
from openwmi.model.objectpath import ObjectPath
from tests.fakes.ponds import Acme_Frog, new_call

FROG = Acme_Frog(Name="Kermit")


class Core:
    """Answers each callback with the next of its answers."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []
        self.callbacks = Callbacks(self)

    def send(self, message):
        self.asked.append((message.operation, message.text, message.value))
        if self.answers:
            result = self.answers.pop(0)
            answer = (
                CallbackFailed(message.callback, failure_of(result))
                if isinstance(result, NotFoundError)
                else CallbackAnswer(message.callback, result)
            )
            threading.Thread(target=self.callbacks.answer, args=(answer,)).start()

    def services(self, call=None):
        return HostServices(self.callbacks, 1, call or new_call())


def test_single_calls():
    core = Core(FROG, 'Acme_Frog.Name="x"', None, FROG)
    services = core.services()
    assert services.get(ObjectPath.parse('Acme_Frog.Name="x"'), properties=("Name",)) is FROG
    assert services.put(FROG, flags=2) == ObjectPath.parse('Acme_Frog.Name="x"')
    services.delete("Acme_Frog=@")
    assert services.call("Acme_Frog", "Count", least=3) is FROG
    assert core.asked == [
        ("get", 'Acme_Frog.Name="x"', ["Name"]),
        ("put", "", [FROG, 2]),
        ("delete", "Acme_Frog=@", None),
        ("call", "Acme_Frog", ["Count", {"least": 3}]),
    ]


@pytest.mark.parametrize("operation", ["query", "instances"])
def test_rows_are_fetched_until_the_last(operation):
    core = Core(7, [False, [FROG]], [True, [FROG, FROG]])
    assert list(getattr(core.services(), operation)("text")) == [FROG] * 3
    assert core.asked == [(operation, "text", None), ("fetch", "", 7), ("fetch", "", 7)]


def test_rows_that_are_not_wanted_are_closed():
    core = Core(7, [False, [FROG, FROG]], None)
    rows = core.services().query("text")
    next(rows)
    rows.close()
    assert core.asked[-1] == ("close", "", 7)


def test_failures_are_raised():
    with pytest.raises(NotFoundError, match="gone"):
        Core(NotFoundError("gone")).services().get("x")
    with pytest.raises(ProviderFailureError, match="int"):
        Core(7).services().get("x")
    with pytest.raises(NotSupportedError, match="Acme_Frog"):
        Core().services().get_class("Acme_Frog")


def test_a_cancelled_call_waits_no_longer():
    call = new_call()
    threading.Timer(0.1, call.cancel).start()
    with pytest.raises(CallCancelledError):
        Core().services(call).get("x")
    with pytest.raises(CallCancelledError):
        Core(FROG).services(call).get("x")
    Core().callbacks.answer(CallbackAnswer(99, None))
