# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from openwmi.errors import InvalidProviderRegistrationError
from openwmi.host import lifetime
from openwmi.host.activity import ProviderActivity
from openwmi.host.lifetime import LivingProvider, Sweeper
from openwmi.host.records import ProviderRecord
from openwmi.host.registry import ProviderHost
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.contract import Capabilities
from openwmi.provider.property import PropertyPlace
from tests.fakes.ponds import Acme_Frog, Clock, new_call, new_request
from tests.fakes.sites import FROG, eventually, noted, provider_text

RECORD = ProviderRecord("Frogs", "root\\acme", "acme:Frogs")
PATH = ObjectPath.parse('Acme_Frog.Name="Kermit"')
SERVICES: Any = None
KERMIT = Acme_Frog(Name="Kermit")


class Inner:
    """A provider that answers at once, and counts how often it is shut down."""

    record = RECORD
    capabilities = Capabilities(get=True)
    is_usable = True
    calls = 0

    def __init__(self):
        self.shutdowns = 0

    def _answer(self, *args):
        assert self.shutdowns == 0
        return KERMIT

    get = put = delete = exec_method = _answer

    def _rows(self, *args):
        for _ in range(3):
            yield self._answer()

    enumerate = query = _rows

    def shutdown(self):
        self.shutdowns += 1


CALLS = {
    "GetObject": lambda p, r: p.get(PATH, r),
    "CreateInstanceEnum": lambda p, r: list(p.enumerate("Acme_Frog", r)),
    "ExecQuery": lambda p, r: list(p.query("SELECT * FROM Acme_Frog", r)),
    "PutInstance": lambda p, r: p.put(KERMIT, r),
    "DeleteInstance": lambda p, r: p.delete(PATH, r),
    "ExecMethod": lambda p, r: p.exec_method(PATH, "Feed", None, r),
}


def never(_request):
    raise AssertionError("nobody retired it")


def living(again: Any = never, clock: Any = None) -> tuple[Any, LivingProvider, ProviderActivity]:
    inner: Any = Inner()
    activity = ProviderActivity(RECORD)
    return inner, LivingProvider(inner, activity, again, clock or Clock()), activity


@pytest.mark.parametrize("operation", CALLS)
def test_every_call_is_counted(operation):
    _, provider, activity = living()
    CALLS[operation](provider, new_request())
    found = activity.figures(is_loaded=True)
    assert found.operations == {operation: 1}
    assert found.rows == {"CreateInstanceEnum": 3, "ExecQuery": 3, "GetObject": 1}.get(operation, 0)
    assert provider.calls == 0


def test_a_retired_provider_is_shut_down_after_its_last_call():
    inner, provider, _ = living()
    rows = provider.enumerate("Acme_Frog", new_request())
    next(rows)
    provider.retire()
    provider.retire()
    assert (inner.shutdowns, provider.is_usable, provider.calls) == (0, False, 1)
    assert len(list(rows)) == 2
    assert inner.shutdowns == 1


def test_rows_that_nobody_takes_to_the_end_end_the_call():
    inner, provider, _ = living()
    rows = provider.query("SELECT * FROM Acme_Frog", new_request())
    next(rows)
    provider.retire()
    rows.close()
    assert (inner.shutdowns, provider.calls) == (1, 0)


@pytest.mark.parametrize("operation", CALLS)
def test_a_call_that_comes_too_late_goes_to_the_successor(operation):
    _, successor, activity = living()
    inner, provider, _ = living(again=lambda request: successor)
    provider.retire()
    CALLS[operation](provider, new_request())
    assert inner.shutdowns == 1
    assert activity.figures(is_loaded=True).calls == 1


def test_the_end_of_the_process_waits_for_nobody():
    inner, provider, _ = living()
    rows = provider.enumerate("Acme_Frog", new_request())
    next(rows)
    provider.shutdown()
    assert inner.shutdowns == 1
    provider.shutdown()
    provider.retire()


def test_a_provider_is_idle_since_its_last_call_ended():
    clock = Clock()
    _, provider, _ = living(clock=clock)
    clock.now += 10
    rows = provider.enumerate("Acme_Frog", new_request())
    next(rows)
    clock.now += 10
    assert provider.idle_s() == 0.0
    rows.close()
    clock.now += 7
    assert provider.idle_s() == 7.0
    provider.touch()
    assert provider.idle_s() == 0.0


def test_only_a_provider_in_this_process_has_properties():
    _, provider, _ = living()
    place = PropertyPlace("Weight", "Acme_Frog Weight", None, None, None)
    with pytest.raises(InvalidProviderRegistrationError, match="where it is not asked"):
        provider.get_property(place, new_request())
    with pytest.raises(InvalidProviderRegistrationError, match="where it is not asked"):
        provider.put_property(place, 1, new_request())


BODY = """
def enumerate(self, request):
    yield Acme_Frog(Name="Kermit")
    yield Acme_Frog(Name="Robin")

def unload(self):
    note("unload")
"""


@pytest.fixture
def record(site):
    path = site.write(FROG + provider_text(BODY))
    return ProviderRecord("Frogs", "root\\acme", f"{path}:Frogs")


@pytest.mark.parametrize(
    ("changes", "idle_s", "is_released"),
    [
        ({}, 299, False),
        ({}, 300, True),
        ({"unload_timeout_s": 20.0}, 19, False),
        ({"unload_timeout_s": 20.0}, 20, True),
        ({"unload_timeout_s": 900.0}, 300, False),
        ({"is_pure": False}, 9999, False),
    ],
)
def test_who_is_released_when(record, changes, idle_s, is_released):
    clock = Clock()
    host = ProviderHost(clock=clock)
    host.acquire(replace(record, **changes), new_call(), SERVICES)
    clock.now += idle_s
    assert host.release_idle(300.0) is not is_released
    assert (noted("unload") == [("unload",)]) == is_released
    assert (host.loaded() == []) == is_released
    host.close()


def test_an_open_enumerator_keeps_its_provider(record):
    clock = Clock()
    host = ProviderHost(clock=clock)
    rows = host.acquire(record, new_call(), SERVICES).enumerate("Acme_Frog", new_request())
    next(rows)
    clock.now += 9999
    assert host.release_idle(300.0)
    rows.close()
    clock.now += 300
    assert not host.release_idle(300.0)
    host.close()


def test_a_sweeper_looks_every_period_and_stops_with_nothing_to_do(monkeypatch):
    before = set(threading.enumerate())
    rounds: list[float] = []
    done = threading.Event()

    def sweep(limit_s):
        rounds.append(limit_s)
        if len(rounds) == 3:
            done.set()
        return len(rounds) < 3

    monkeypatch.setattr(lifetime, "FIRST_LOOK_S", 0.01)
    sweeper = Sweeper(sweep, lambda: 0.01)
    sweeper.start()
    sweeper.start()
    assert done.wait(20)
    assert rounds == [0.01] * 3
    assert eventually(lambda: set(threading.enumerate()) <= before)
    sweeper.stop()
    sweeper.start()
    assert len(rounds) == 3


def test_a_stopped_sweeper_sweeps_no_more():
    before = set(threading.enumerate())
    rounds: list[float] = []

    def sweep(limit_s):
        rounds.append(limit_s)
        return True

    sweeper = Sweeper(sweep, lambda: 3600.0)
    sweeper.start()
    sweeper.stop()
    assert eventually(lambda: set(threading.enumerate()) <= before)
    assert rounds == []
