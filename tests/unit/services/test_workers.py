# SPDX-License-Identifier: Apache-2.0

import threading

import pytest

from openwmi.errors import NotFoundError, TimedOutError, WbemError
from openwmi.provider.context import CallContext
from openwmi.services import workers as module
from openwmi.services.workers import Workers, expired, wait_limit_s
from tests.fakes.ponds import CALLER, Clock
from tests.fakes.sites import eventually


def call(deadline_s=None):
    clock = Clock()
    return CallContext(CALLER, deadline=None if deadline_s is None else clock.now + deadline_s, clock=clock)


def test_work_runs_on_another_thread_and_gives_its_result():
    assert Workers().run_within(call(), threading.get_ident) != threading.get_ident()


@pytest.mark.parametrize("error", [NotFoundError("no"), ValueError("no"), TimeoutError("no"), SystemExit(3)])
def test_what_work_raises_comes_out(error):
    def fail():
        raise error

    with pytest.raises(type(error)):
        Workers().run_within(call(), fail)


def test_a_thread_is_used_again():
    workers = Workers()
    first = workers.run_within(call(), threading.get_ident)
    assert eventually(lambda: workers.run_within(call(), threading.get_ident) == first)


def test_two_tasks_at_once_do_not_wait_for_one_idle_thread():
    workers = Workers()
    workers.run_within(call(), lambda: None)
    meeting = threading.Barrier(4, timeout=10.0)
    futures = [workers.submit(meeting.wait) for _ in range(4)]
    assert sorted(future.result(10.0) for future in futures) == [0, 1, 2, 3]


def test_a_hanging_task_costs_its_own_call_only():
    workers, release, context = Workers(), threading.Event(), call(deadline_s=0.0)
    with context.activity.stage("provider Frogs in GetObject x"), pytest.raises(TimedOutError, match="provider Frogs"):
        workers.run_within(context, release.wait)
    assert context.cancelled
    assert workers.run_within(call(), lambda: 1) == 1
    release.set()


def test_when_every_thread_is_taken_the_next_call_is_told_so():
    workers, release = Workers(limit=2), threading.Event()
    futures = [workers.submit(release.wait) for _ in range(2)]
    with pytest.raises(WbemError) as caught:
        workers.submit(release.wait)
    assert caught.value.symbol == "WBEM_E_SERVER_TOO_BUSY"
    release.set()
    assert all(future.result(10.0) for future in futures)
    assert eventually(lambda: workers.submit(lambda: True).result(10.0))


def test_idle_threads_go(monkeypatch):
    monkeypatch.setattr(module, "IDLE_S", 0.0)
    workers = Workers()
    seen = []
    workers.run_within(call(), lambda: seen.append(threading.current_thread()))
    seen[0].join(10.0)
    assert not seen[0].is_alive()
    assert workers.run_within(call(), lambda: 2) == 2


@pytest.mark.parametrize(("deadline_s", "limit_s"), [(None, module.WAIT_S), (3.0, 3.0), (10_000.0, module.WAIT_S)])
def test_how_long_a_wait_may_be(deadline_s, limit_s):
    assert wait_limit_s(call(deadline_s)) == limit_s


@pytest.mark.parametrize(
    ("stage", "rows", "expected"),
    [
        ("provider Frogs in ExecQuery x", 3, "waiting for provider Frogs in ExecQuery x"),
        (None, None, "waiting for the core"),
        ("provider Frogs in x", 3, "3 rows were delivered before"),
    ],
)
def test_an_expired_call_names_the_culprit(stage, rows, expected):
    context = call()
    if stage is None:
        error = expired(context, rows)
    else:
        with context.activity.stage(stage):
            error = expired(context, rows)
    assert expected in error.message
    assert context.call_id in error.message
    assert error.where == (stage or "the core")


def test_a_task_that_raises_does_not_cost_a_thread(caplog):
    workers, done = Workers(limit=1), threading.Event()
    workers.start(fail)
    assert eventually(lambda: "a task failed" in caplog.text)
    assert eventually(lambda: can_start(workers, done.set))
    assert done.wait(10.0)


def fail():
    raise KeyError("x")


def can_start(workers, task):
    try:
        workers.start(task)
    except WbemError:
        return False
    return True


def test_settling_waits_for_what_runs_and_no_longer_than_told():
    workers, release = Workers(), threading.Event()
    assert workers.settle(0.0)
    future = workers.submit(release.wait)
    assert not workers.settle(0.01)
    threading.Timer(0.05, release.set).start()
    assert workers.settle(10.0)
    assert future.done()
