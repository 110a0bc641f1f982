# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading

import pytest

from openwmi.errors import AccessDeniedError, InitializationFailureError, TimedOutError, WbemError, WbemStatus
from openwmi.host import initialization
from openwmi.host.initialization import InitVerdict, deadline_s, initialize
from openwmi.host.records import ProviderRecord
from openwmi.provider.context import CallContext
from openwmi.provider.contract import InitializeArguments
from tests.fakes.ponds import CALLER

RECORD = ProviderRecord("Frogs", "root\\acme", "acme:Frogs")


class Contract:
    """Says to the init sink what it was told to."""

    def __init__(self, *statuses, later=False, failure=None):
        self._statuses = statuses
        self._later = later
        self._failure = failure

    def initialize(self, arguments, sink):
        assert arguments.namespace == "root\\acme"
        if self._later:
            threading.Thread(target=self._tell, args=(sink,)).start()
        else:
            self._tell(sink)
        if self._failure is not None:
            raise self._failure

    def _tell(self, sink):
        for status in self._statuses:
            sink.set_status(status, 0)


def run(contract, deadline=None):
    initialize(contract, RECORD, InitializeArguments("root\\acme", CallContext(CALLER, deadline=deadline)))


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize(
    "statuses",
    [(0,), (WbemStatus.WBEM_S_PENDING, 0), (0, WbemStatus.WBEM_E_FAILED), (WbemStatus.WBEM_S_LIMITED_SERVICE,)],
)
def test_the_first_final_status_counts(statuses, later):
    run(Contract(*statuses, later=later))


@pytest.mark.parametrize(
    ("contract", "symbol", "text"),
    [
        (Contract(WbemStatus.WBEM_E_FAILED), "WBEM_E_FAILED", "WBEM_E_FAILED"),
        (Contract(WbemStatus.WBEM_E_ACCESS_DENIED), "WBEM_E_ACCESS_DENIED", "WBEM_E_ACCESS_DENIED"),
        (Contract(0x80070005, later=True), "0x80070005", "0x80070005"),
        (Contract(failure=ValueError("oops")), "WBEM_E_INITIALIZATION_FAILURE", "ValueError: oops"),
        (Contract(failure=AccessDeniedError("not you")), "WBEM_E_INITIALIZATION_FAILURE", "not you"),
        (Contract(0, failure=ValueError("oops")), "WBEM_E_INITIALIZATION_FAILURE", "ValueError: oops"),
    ],
)
def test_failures_name_the_provider(contract, symbol, text):
    with pytest.raises(WbemError) as caught:
        run(contract)
    assert isinstance(caught.value, InitializationFailureError)
    assert caught.value.symbol == symbol
    assert "provider Frogs" in caught.value.message
    assert text in caught.value.message


def test_a_provider_that_never_reports_is_given_up(monkeypatch):
    monkeypatch.setattr(initialization, "INITIALIZATION_DEADLINE_S", 0.01)
    with pytest.raises(TimedOutError, match="provider Frogs said nothing"):
        run(Contract())
    with pytest.raises(TimedOutError, match="provider Frogs said nothing"):
        run(Contract(WbemStatus.WBEM_S_PENDING))


@pytest.mark.parametrize(("remaining", "expected"), [(None, 30.0), (5.0, 5.0), (500.0, 30.0), (0.0, 0.0)])
def test_how_long_an_initialisation_may_take(remaining, expected):
    clock = lambda: 100.0  # noqa: E731 - a clock that stands still
    call = CallContext(CALLER, deadline=None if remaining is None else 100.0 + remaining, clock=clock)
    assert deadline_s(call) == expected


def test_the_verdict_waits_no_longer_than_told():
    verdict = InitVerdict()
    assert verdict.wait(0.0) is None
    verdict.set_status(0)
    verdict.set_status(WbemStatus.WBEM_E_FAILED)
    assert verdict.wait(0.0) == 0
