# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

import pytest

from openwmi.errors import CallCancelledError, ExtendedStatus, NotFoundError, ProviderFailureError, TimedOutError
from openwmi.host.inprocess import InProcessProvider
from openwmi.host.records import ProviderRecord
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.contract import Capabilities
from tests.fakes.ponds import Acme_Frog, new_call, new_request

RECORD = ProviderRecord("Frogs", "root\\acme", "acme:Frogs")
PATH = ObjectPath.parse('Acme_Frog.Name="Kermit"')
KERMIT = Acme_Frog(Name="Kermit")


class Contract:
    """A provider without the typed layer: raises, or gives, what it was told to."""

    capabilities = Capabilities(get=True)

    def __init__(self, answer=None, failure=None, request=None):
        self.activity = None
        self.closed = False
        self._answer = answer
        self._failure = failure
        self._request = request

    def _serve(self, *args):
        self.activity = args[-1].call.activity.current
        if self._failure is not None:
            raise self._failure
        return self._answer

    get = put = delete = exec_method = _serve

    def _rows(self, _, request):
        try:
            yield KERMIT
            yield self._serve(request)
        finally:
            self.closed = True

    enumerate = query = _rows

    def shutdown(self):
        self._serve(new_request())


CALLS = {
    "GetObject": lambda p, r: p.get(PATH, r),
    "CreateInstanceEnum": lambda p, r: list(p.enumerate("Acme_Frog", r)),
    "ExecQuery": lambda p, r: list(p.query("SELECT * FROM Acme_Frog", r)),
    "PutInstance": lambda p, r: p.put(KERMIT, r),
    "DeleteInstance": lambda p, r: p.delete(PATH, r),
    "ExecMethod": lambda p, r: p.exec_method(PATH, "Feed", None, r),
}


def lent(contract: Any) -> InProcessProvider:
    return InProcessProvider(RECORD, contract)


@pytest.mark.parametrize("operation", CALLS)
def test_what_a_call_is_busy_with_is_announced(operation):
    contract = Contract(KERMIT)
    provider, request = lent(contract), new_request()
    CALLS[operation](provider, request)
    assert str(contract.activity).startswith(f"provider Frogs in {operation} ")
    assert "Acme_Frog" in str(contract.activity)
    assert request.call.activity.current == ""
    assert provider.calls == 0


@pytest.mark.parametrize("operation", CALLS)
def test_an_unexpected_error_names_provider_operation_and_line(operation, caplog):
    provider = lent(Contract(failure=ValueError("oops")))
    with pytest.raises(ProviderFailureError, match=f"provider Frogs raised ValueError in {operation} .*oops") as caught:
        CALLS[operation](provider, new_request())
    assert "test_inprocess.py" in caught.value.where
    assert "provider Frogs failed" in caplog.text
    extended = caught.value.extended
    assert extended is not None
    assert (extended.operation, extended.provider_name) == (f"IWbemServices::{operation}", "Frogs")
    assert provider.calls == 0


@pytest.mark.parametrize("operation", CALLS)
def test_an_error_with_a_code_stays_and_learns_where_it_comes_from(operation):
    failure = NotFoundError("no Kermit", extended=ExtendedStatus("the pond is empty"))
    with pytest.raises(NotFoundError) as caught:
        CALLS[operation](lent(Contract(failure=failure)), new_request())
    assert caught.value.extended is not None
    assert caught.value.extended.description == "the pond is empty"
    assert caught.value.extended.provider_name == "Frogs"


def test_a_timeout_tells_who_was_busy():
    with pytest.raises(TimedOutError) as caught:
        lent(Contract(failure=TimedOutError("late"))).get(PATH, new_request())
    assert caught.value.where == 'provider Frogs in GetObject Acme_Frog.Name="Kermit"'


@pytest.mark.parametrize("operation", ["enumerate", "query"])
def test_a_cancelled_call_gets_no_more_rows_and_the_provider_is_closed(operation):
    contract, call = Contract(KERMIT), new_call()
    rows = getattr(lent(contract), operation)("Acme_Frog", new_request(call))
    assert next(rows) is KERMIT
    call.cancel()
    with pytest.raises(CallCancelledError):
        next(rows)
    assert contract.closed


@pytest.mark.parametrize("operation", ["enumerate", "query"])
def test_closing_the_rows_closes_the_provider(operation):
    contract = Contract(KERMIT)
    provider = lent(contract)
    rows = getattr(provider, operation)("Acme_Frog", new_request())
    next(rows)
    assert provider.calls == 1
    rows.close()
    assert contract.closed
    assert provider.calls == 0


def test_rows_need_not_be_a_generator():
    contract: Any = Contract()
    contract.enumerate = lambda _name, _request: iter([KERMIT])
    assert list(lent(contract).enumerate("Acme_Frog", new_request())) == [KERMIT]


def test_shutdown_never_fails(caplog):
    lent(Contract(failure=ValueError("stuck"))).shutdown()
    assert "stuck" in caplog.text


def test_capabilities_are_those_of_the_code():
    assert lent(Contract()).capabilities.get
