# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading

import pytest

from openwmi.dispatch.outcome import Outcome
from openwmi.errors import InvalidOperationError, InvalidParameterError, ProviderFailureError, WbemStatus
from openwmi.provider.context import CallContext
from openwmi.services.enumerators import EnumWbemClassObject
from openwmi.services.rowsource import RowSource
from openwmi.services.workers import Workers
from tests.fakes.ponds import CALLER
from tests.fakes.sites import drain

OK, END, TIMED_OUT = WbemStatus.WBEM_S_NO_ERROR, WbemStatus.WBEM_S_FALSE, WbemStatus.WBEM_S_TIMEDOUT


def cursor(rows, *, retain=True, outcome=None):
    source = RowSource(Workers(), CallContext(CALLER), rows, outcome or Outcome(), retain=retain)
    return EnumWbemClassObject(source, ("A", "B"))


def numbers(count):
    return lambda: iter(range(count))


def failing(count):
    def rows():
        yield from range(count)
        raise ProviderFailureError("provider Frogs fell over")

    return rows


@pytest.mark.parametrize(
    ("there", "asked", "status", "rows"),
    [(5, 3, OK, [0, 1, 2]), (3, 3, OK, [0, 1, 2]), (2, 3, END, [0, 1]), (0, 1, END, [])],
)
def test_next_tells_whether_all_came(there, asked, status, rows):
    assert cursor(numbers(there)).next(20.0, asked) == (status, rows)


@pytest.mark.parametrize("count", [0, -1])
def test_next_takes_at_least_one(count):
    with pytest.raises(InvalidParameterError):
        cursor(numbers(1)).next(20.0, count)


def test_the_end_is_told_again_and_again():
    found = cursor(numbers(1))
    assert found.next(20.0, 1) == (OK, [0])
    assert [found.next(20.0, 1) for _ in range(3)] == [(END, [])] * 3


def test_next_gives_what_there_is_when_time_runs_out():
    release = threading.Event()

    def rows():
        yield 1
        release.wait()

    found = cursor(rows)
    assert found.next(20.0, 1) == (OK, [1])
    assert found.next(0.0, 5) == (TIMED_OUT, [])
    found.reset()
    assert found.next(0.01, 5) == (TIMED_OUT, [1])
    release.set()
    assert found.next(20.0, 5) == (END, [])


def test_an_error_comes_after_the_rows_before_it():
    found = cursor(failing(2))
    assert found.next(20.0, 1) == (OK, [0])
    assert found.next(20.0, 5) == (WbemStatus.WBEM_E_PROVIDER_FAILURE, [1])
    with pytest.raises(ProviderFailureError):
        found.next(20.0, 5)
    assert found.next(20.0, 5) == (END, [])


def test_iterating_raises_at_the_point_of_failure():
    rows, error = drain(cursor(failing(3)))
    assert rows == [0, 1, 2]
    assert isinstance(error, ProviderFailureError)


def test_skipping():
    found = cursor(numbers(5))
    assert found.skip(20.0, 2) == OK
    assert found.next(20.0, 1) == (OK, [2])
    assert found.skip(20.0, 9) == END
    assert found.next(20.0, 1) == (END, [])


def test_reset_goes_back_and_clone_stays_apart():
    found = cursor(numbers(4))
    found.skip(20.0, 2)
    twin = found.clone()
    assert list(found) == [2, 3]
    assert twin.next(20.0, 1) == (OK, [2])
    assert twin.columns == found.columns
    found.reset()
    assert list(found) == [0, 1, 2, 3]
    assert list(twin) == [3]


def test_after_a_reset_the_error_is_told_again():
    found = cursor(failing(1))
    assert drain(found)[0] == [0]
    found.reset()
    rows, error = drain(found)
    assert rows == [0]
    assert isinstance(error, ProviderFailureError)


def test_a_clone_keeps_the_rows_coming_when_the_original_is_dropped():
    found = cursor(numbers(1000))
    twin = found.clone()
    del found
    assert len(list(twin)) == 1000


@pytest.mark.parametrize("operation", [EnumWbemClassObject.reset, EnumWbemClassObject.clone])
def test_forward_only_does_not_go_back(operation):
    found = cursor(numbers(3), retain=False)
    assert list(found) == [0, 1, 2]
    with pytest.raises(InvalidOperationError, match="forward-only"):
        operation(found)
    assert list(found) == []


def test_status_and_warnings_are_those_of_the_outcome():
    outcome = Outcome()

    def rows():
        yield 1
        outcome.note(WbemStatus.WBEM_S_PARTIAL_RESULTS, "half is missing")

    found = cursor(rows, outcome=outcome)
    list(found)
    assert found.status == WbemStatus.WBEM_S_PARTIAL_RESULTS
    assert found.warnings == ("half is missing",)
    assert len(found.call_id) == 12


def test_leaving_the_block_ends_the_rows():
    with cursor(numbers(10**9), retain=False) as found:
        assert found.next(20.0, 1) == (OK, [0])
    assert found.next(20.0, 1) == (END, [])
    found.close()


def test_batches_come_as_soon_as_there_is_a_row():
    step = threading.Event()

    def rows():
        yield 1
        step.wait()
        yield 2

    batches = cursor(rows).batches()
    assert next(batches) == [1]
    step.set()
    assert next(batches) == [2]
    assert next(batches, None) is None
