# SPDX-License-Identifier: Apache-2.0

from concurrent.futures import Future

import pytest

from openwmi.errors import NotFoundError, TimedOutError, WbemStatus
from openwmi.provider.context import CallContext
from openwmi.services.callresult import WbemCallResult
from tests.fakes.ponds import CALLER


def result_of(value=None, error=None, *, running=False):
    future: Future[object] = Future()
    if error is not None:
        future.set_exception(error)
    elif not running:
        future.set_result(value)
    return WbemCallResult(future, CallContext(CALLER))


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (result_of("path"), (WbemStatus.WBEM_S_NO_ERROR, WbemStatus.WBEM_S_NO_ERROR)),
        (result_of(error=NotFoundError("no")), (WbemStatus.WBEM_S_NO_ERROR, WbemStatus.WBEM_E_NOT_FOUND)),
        (result_of(error=ValueError("no")), (WbemStatus.WBEM_S_NO_ERROR, WbemStatus.WBEM_E_FAILED)),
        (result_of(running=True), (WbemStatus.WBEM_S_TIMEDOUT, None)),
    ],
)
def test_status(result, expected):
    assert result.get_call_status(0.0) == expected


def test_the_result_is_what_the_call_gave():
    assert result_of("path").get_result() == "path"
    with pytest.raises(NotFoundError):
        result_of(error=NotFoundError("no")).get_result()


def test_waiting_for_a_result_may_end_without_ending_the_call():
    result = result_of(running=True)
    with pytest.raises(TimedOutError):
        result.get_result(0.0)
    assert not result._call.cancelled
    result._future.set_result(7)
    assert result.get_result(0.0) == 7


def test_the_deadline_of_the_call_cancels_it():
    result = result_of(running=True)
    result._call.deadline = 0.0
    with pytest.raises(TimedOutError):
        result.get_result()
    assert result._call.cancelled
