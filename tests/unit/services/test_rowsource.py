# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from openwmi.dispatch.outcome import Outcome
from openwmi.errors import NotFoundError, TimedOutError, WbemError
from openwmi.provider.context import CallContext
from openwmi.services import rowsource
from openwmi.services.rowchannel import BOUND_ROWS
from openwmi.services.rowsource import RowSource
from openwmi.services.workers import Workers
from tests.fakes.ponds import CALLER
from tests.fakes.sites import eventually


def source_of(rows, *, retain=False, deadline=None):
    return RowSource(Workers(), CallContext(CALLER, deadline=deadline), rows, Outcome(), retain=retain)


class Endless:
    """Rows without end, counted."""

    def __init__(self):
        self.made = 0
        self.closed = threading.Event()

    def __call__(self):
        try:
            while True:
                self.made += 1
                yield self.made
        finally:
            self.closed.set()


def test_rows_are_read_once_and_in_order():
    source = source_of(lambda: iter(range(10)))
    assert source.read(0, 4, 5.0) == [0, 1, 2, 3]
    assert source.read(4, 100, 5.0) == [4, 5, 6, 7, 8, 9]
    assert source.is_exhausted
    assert source.error is None
    assert source.read(10, 1, 5.0) == []


def test_retained_rows_are_read_again():
    source = source_of(lambda: iter(range(5)), retain=True)
    assert source.read(0, 3, 5.0) == [0, 1, 2]
    assert source.read(1, 10, 5.0) == [1, 2, 3, 4]
    assert source.read(0, 10, 5.0) == [0, 1, 2, 3, 4]
    assert source.can_go_back


def test_the_first_row_of_an_endless_enumeration_is_there_and_only_few_are_made_ahead():
    rows = Endless()
    source = source_of(rows)
    assert source.read(0, 1, 20.0) == [1]
    assert eventually(lambda: rows.made > BOUND_ROWS)
    assert rows.made <= BOUND_ROWS + 2


@pytest.mark.parametrize("retain", [False, True])
def test_closing_stops_the_generator_and_runs_its_finally(retain):
    rows = Endless()
    source = source_of(rows, retain=retain)
    source.read(0, 1, 20.0)
    before = rows.made
    source.close()
    source.close()
    assert rows.closed.wait(20.0)
    assert rows.made - before <= BOUND_ROWS
    assert source.call.cancelled
    assert source.read(1, 1, 20.0) == []


@pytest.mark.parametrize("retain", [False, True])
def test_dropping_stops_the_generator(retain):
    rows = Endless()
    source = source_of(rows, retain=retain)
    source.read(0, 1, 20.0)
    gone = weakref.ref(source)
    del source
    assert gone() is None
    assert rows.closed.wait(20.0)


def test_the_generator_of_a_failure_is_closed_while_the_failure_is_kept():
    closed = threading.Event()

    def inner():
        try:
            yield 1
            yield 2
        finally:
            closed.set()

    def outer():
        rows = inner()
        for row in rows:
            if row == 2:
                raise NotFoundError("no two")
            yield row

    gc.disable()
    try:
        source = source_of(outer)
        assert source.read(0, 9, 20.0) == [1]
        assert closed.wait(20.0)
        assert isinstance(source.error, NotFoundError)
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("failure", "symbol", "text"),
    [
        (NotFoundError("no"), "WBEM_E_NOT_FOUND", "no"),
        (TimedOutError("the device said nothing"), "WBEM_E_TIMED_OUT", "the device said nothing"),
        (ValueError("oops"), "WBEM_E_FAILED", "ValueError"),
        (SystemExit(3), "WBEM_E_FAILED", "SystemExit"),
    ],
)
def test_rows_before_a_failure_are_kept_and_the_failure_is_told(failure, symbol, text):
    def rows():
        yield 1
        raise failure

    source = source_of(rows)
    assert source.read(0, 9, 20.0) == [1]
    assert source.error is not None
    assert source.error.symbol == symbol
    assert text in source.error.message


def test_a_deadline_ends_the_rows_and_names_who_is_busy():
    release, call = threading.Event(), CallContext(CALLER)
    context = call

    def rows():
        yield "first"
        with context.activity.stage("provider Frogs in ExecQuery"):
            release.wait()

    source = RowSource(Workers(), call, rows, Outcome(), retain=False)
    assert len(source.read(0, 1, 20.0)) == 1
    assert eventually(lambda: context.activity.current != "")
    call.deadline = 0.0
    assert source.read(1, 1, None) == []
    assert source.is_exhausted
    assert isinstance(source.error, TimedOutError)
    assert "provider Frogs in ExecQuery" in source.error.message
    assert "1 row was delivered" in source.error.message
    release.set()


def test_a_short_wait_ends_without_ending_the_rows():
    release = threading.Event()

    def rows():
        release.wait()
        yield "late"

    source = source_of(rows)
    assert source.read(0, 1, 0.0) == []
    assert source.read(0, 1, 0.01) == []
    assert not source.is_exhausted
    release.set()
    assert source.read(0, 1, 20.0) == ["late"]


def test_closing_wakes_a_reader_on_another_thread():
    release = threading.Event()

    def rows():
        release.wait()
        yield "late"

    source, read = source_of(rows), []
    reader = threading.Thread(target=lambda: read.append(source.read(0, 1, None)), daemon=True)
    reader.start()
    source.close()
    reader.join(20.0)
    release.set()
    assert read == [[]]
    assert source.error is None


def test_retention_has_a_bound(monkeypatch):
    monkeypatch.setattr(rowsource, "MAX_RETAINED_ROWS", 10)
    source = source_of(Endless(), retain=True)
    assert len(source.read(0, 10, 20.0)) == 10
    with pytest.raises(WbemError) as caught:
        source.read(10, 1, 20.0)
    assert caught.value.symbol == "WBEM_E_OUT_OF_MEMORY"
    assert source.call.cancelled
