# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
import time

import pytest

from openwmi.errors import AccessDeniedError, CallCancelledError, NotFoundError
from openwmi.host import activity
from openwmi.host.activity import SLOWEST_CALLS, ActivityBook, ProviderActivity, Times
from openwmi.host.records import ProviderRecord
from tests.fakes.ponds import new_call

RECORD = ProviderRecord("Frogs", "root\\acme", "acme:Frogs")


@pytest.mark.parametrize("length_s", [0.000001, 0.00001, 0.0123, 0.9, 4.2, 3600.0, 86400.0])
def test_a_quantile_is_at_most_a_quarter_above(length_s):
    times = Times()
    times.add(length_s)
    assert length_s <= times.quantile(0.5) <= length_s * 1.25 + 0.000001


def test_quantiles_of_many_durations():
    times = Times()
    for milliseconds in range(1, 1001):
        times.add(milliseconds / 1000)
    assert 0.5 <= times.quantile(0.5) <= 0.63
    assert 0.99 <= times.quantile(0.99) <= 1.25
    assert Times().quantile(0.5) == 0.0


def test_durations_beyond_the_last_step_are_counted():
    times = Times()
    times.add(1e9)
    assert times.quantile(1.0) > 86400


def called(figures, operation="GetObject", rows=0, error=None, about="a"):
    note = figures.begin(operation, about, new_call())
    note.rows = rows
    note.end(error)


def test_calls_are_counted_by_operation():
    frogs = ProviderActivity(RECORD)
    called(frogs, rows=1)
    called(frogs, "ExecQuery", rows=5)
    called(frogs, "ExecQuery")
    pending = frogs.begin("GetObject", "a", new_call())
    found = frogs.figures(is_loaded=True)
    assert (found.calls, found.operations, found.rows) == (3, {"GetObject": 1, "ExecQuery": 2}, 6)
    assert (found.in_progress, found.is_loaded, found.name) == (1, True, "Frogs")
    assert found.cpu_s >= 0
    pending.end()
    assert frogs.figures(is_loaded=False).in_progress == 0


@pytest.mark.parametrize("error", [NotFoundError("gone"), CallCancelledError("enough"), GeneratorExit()])
def test_some_ends_say_nothing_against_the_provider(error):
    frogs = ProviderActivity(RECORD)
    called(frogs, error=error)
    assert frogs.figures(is_loaded=True).errors == 0


@pytest.mark.parametrize(
    ("error", "text"),
    [(AccessDeniedError("no entry"), "WBEM_E_ACCESS_DENIED: no entry"), (KeyError("x" * 999), "KeyError('xxx")],
)
def test_the_last_error_names_the_culprit(error, text):
    frogs = ProviderActivity(RECORD)
    called(frogs, "ExecQuery", error=error, about="SELECT * FROM " + "x" * 999)
    called(frogs)
    found = frogs.figures(is_loaded=True)
    assert found.errors == 1
    assert found.last_error.startswith(text)
    assert "(ExecQuery SELECT * FROM x" in found.last_error
    assert "for kermit, call " in found.last_error
    assert len(found.last_error) < 600


def test_the_slowest_calls_are_kept(monkeypatch):
    moments = iter(range(10_000))
    frogs = ProviderActivity(RECORD)
    for number in range(30):
        length = (number * 7) % 30
        ticks = iter([0.0, float(length)])
        monkeypatch.setattr(time, "perf_counter", lambda ticks=ticks: next(ticks))
        called(frogs, about=f"call {length}", rows=next(moments))
    monkeypatch.undo()
    slowest = frogs.figures(is_loaded=True).slowest
    assert [slow.about for slow in slowest] == [f"call {length}" for length in range(29, 29 - SLOWEST_CALLS, -1)]
    assert slowest[0].elapsed_s == 29.0


def test_a_book_has_a_page_for_each_provider(monkeypatch):
    monkeypatch.setattr(activity, "MAX_PROVIDERS", 2)
    book = ActivityBook()
    frogs = book.of(RECORD)
    assert book.of(ProviderRecord("FROGS", "ROOT\\acme", "other:Frogs")) is frogs
    book.of(ProviderRecord("Toads", "root\\acme", "a:b"))
    assert [f.is_loaded for f in book.figures({("root\\acme", "frogs")})] == [True, False]
    book.of(ProviderRecord("Newts", "root\\acme", "a:b"))
    assert [f.name for f in book.figures(set())] == ["Toads", "Newts"]


def test_the_thread_that_begins_need_not_be_the_one_that_ends(monkeypatch):
    frogs = ProviderActivity(RECORD)
    note = frogs.begin("GetObject", "a", new_call())
    monkeypatch.setattr(threading, "get_ident", lambda: -1)
    note.end()
    assert frogs.figures(is_loaded=True).cpu_s == 0.0
