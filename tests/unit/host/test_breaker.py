# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import WbemError
from openwmi.host.breaker import FIRST_PAUSE_S, LONGEST_PAUSE_S, Breaker
from tests.fakes.ponds import Clock


@pytest.fixture
def clock():
    return Clock()


def state(breaker, name="Frogs"):
    try:
        breaker.check("root\\acme", name)
    except WbemError as error:
        return f"{error.symbol}: {error.message}"
    return ""


def fail(breaker, times=1):
    for _ in range(times):
        breaker.failed("ROOT\\acme", "FROGS", "it exited with status 3")


def test_enough_failures_in_a_row_suspend(clock):
    breaker = Breaker(3, clock)
    fail(breaker, 2)
    assert state(breaker) == ""
    fail(breaker)
    assert "WBEM_E_PROVIDER_SUSPENDED: provider Frogs is suspended for 1.0 s more after 3 failures" in state(breaker)
    assert "it exited with status 3" in state(breaker)
    assert state(breaker, "Toads") == ""


def test_a_success_begins_afresh(clock):
    breaker = Breaker(2, clock)
    fail(breaker)
    breaker.succeeded("root\\acme", "frogs")
    fail(breaker)
    assert state(breaker) == ""
    breaker.succeeded("root\\acme", "nobody")


def test_one_call_probes_after_the_pause_and_the_next_pause_is_longer(clock):
    breaker = Breaker(1, clock)
    fail(breaker)
    clock.now += FIRST_PAUSE_S
    assert state(breaker) == ""
    assert "WBEM_E_PROVIDER_SUSPENDED" in state(breaker)
    fail(breaker)
    assert f"for {2 * FIRST_PAUSE_S:.1f} s" in state(breaker)
    fail(breaker, 20)
    assert f"for {LONGEST_PAUSE_S:.1f} s" in state(breaker)
    breaker.succeeded("root\\acme", "Frogs")
    assert state(breaker) == ""
