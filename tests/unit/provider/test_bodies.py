# SPDX-License-Identifier: Apache-2.0
"""Bodies: a provider's functions, plain or async, with the request as current_request()."""

import asyncio
import contextvars
import threading

import pytest

from openwmi.errors import CallCancelledError, InvalidOperationError, TimedOutError
from openwmi.provider.bodies import Bodies
from openwmi.provider.request import current_request
from tests.fakes.ponds import Clock, new_call, new_request

COLOUR = contextvars.ContextVar("colour", default="none")


@pytest.fixture
def bodies():
    made = Bodies("frogs|Frogs")
    yield made
    made.close()


async def async_request(*values):
    await asyncio.sleep(0)
    return current_request(), values


async def async_rows(count):
    for number in range(count):
        await asyncio.sleep(0)
        yield number, current_request()


def plain_rows(count):
    for number in range(count):
        yield number, current_request()


@pytest.mark.parametrize("function", [lambda *values: (current_request(), values), async_request])
def test_functions_run_with_their_request(bodies, function):
    request = new_request()
    assert bodies.call(request, function, 1, 2) == (request, (1, 2))
    with pytest.raises(InvalidOperationError):
        current_request()


@pytest.mark.parametrize("function", [plain_rows, async_rows, lambda count: list(plain_rows(count))])
def test_rows_run_with_their_request_and_nobody_else_sees_it(bodies, function):
    request = new_request()
    seen = []
    for row in bodies.rows(request, function, 3):
        seen.append(row)
        with pytest.raises(InvalidOperationError):
            current_request()
    assert seen == [(0, request), (1, request), (2, request)]


def test_an_async_function_may_return_the_rows(bodies):
    async def rows():
        return [1, 2]

    assert list(bodies.rows(new_request(), rows)) == [1, 2]


def test_context_variables_of_a_generator_stay_its_own(bodies):
    def rows():
        COLOUR.set("green")
        yield COLOUR.get()
        yield COLOUR.get()

    generator = bodies.rows(new_request(), rows)
    assert next(generator) == "green"
    assert COLOUR.get() == "none"
    assert next(generator) == "green"


@pytest.mark.parametrize("result", [None, 5])
def test_what_is_not_iterable_is_named(bodies, result):
    def enumerate_frogs():
        return result

    with pytest.raises(TypeError, match=rf"enumerate_frogs returned {result}"):
        next(bodies.rows(new_request(), enumerate_frogs))


def test_closing_the_rows_ends_the_generator_of_the_provider(bodies):
    ended = threading.Event()

    def rows():
        try:
            yield 1
            yield 2
        finally:
            ended.set()

    generator = bodies.rows(new_request(), rows)
    next(generator)
    generator.close()
    assert ended.is_set()


def test_closing_the_rows_ends_the_async_generator_of_the_provider(bodies):
    ended = threading.Event()

    async def rows():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            ended.set()

    generator = bodies.rows(new_request(), rows)
    next(generator)
    generator.close()
    assert ended.is_set()


@pytest.mark.parametrize("function", [plain_rows, async_rows])
def test_errors_come_out_as_they_are(bodies, function):
    with pytest.raises(TypeError):
        list(bodies.rows(new_request(), function, "three"))


def test_a_coroutine_that_waits_is_cancelled_with_its_call(bodies):
    call = new_call()
    cancelled = threading.Event()

    async def wait():
        call.cancel()
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.set()

    with pytest.raises(CallCancelledError):
        bodies.call(new_request(call), wait)
    assert cancelled.wait(10)


def test_a_coroutine_that_waits_too_long_times_out(bodies):
    clock = Clock(100.0)

    async def wait():
        clock.now = 200.0
        await asyncio.sleep(60)

    with pytest.raises(TimedOutError):
        bodies.call(new_request(new_call(deadline=101.0, clock=clock)), wait)


def test_a_timeout_inside_a_coroutine_is_its_own(bodies):
    async def wait():
        raise TimeoutError("the pond does not answer")

    with pytest.raises(TimeoutError, match="the pond"):
        bodies.call(new_request(), wait)


def test_one_loop_serves_all_calls_and_ends_when_closed():
    bodies = Bodies("acme|loop")

    async def thread():
        return threading.current_thread()

    first = bodies.call(new_request(), thread)
    assert isinstance(first, threading.Thread)
    assert bodies.call(None, thread) is first
    assert first.name == "openwmi-loop acme|loop"
    bodies.close()
    assert not first.is_alive()


def test_plain_functions_start_no_loop():
    before = threading.active_count()
    bodies = Bodies("acme|loop")
    bodies.call(None, int)
    assert threading.active_count() == before
    bodies.close()


def measure_crowd(bodies, function, calls=4):
    """Run a function on several threads and return how many were in it at once, at most."""
    inside, most = [], []

    def enter():
        inside.append(1)
        most.append(len(inside))
        threading.Event().wait(0.01)
        inside.pop()

    threads = [threading.Thread(target=function, args=(bodies, enter)) for _ in range(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return max(most)


def by_call(bodies, enter):
    bodies.call(new_request(), enter)


def by_rows(bodies, enter):
    def rows():
        for _ in range(3):
            enter()
            yield

    list(bodies.rows(new_request(), rows))


@pytest.mark.parametrize("function", [by_call, by_rows])
@pytest.mark.parametrize(("serialized", "crowded"), [(True, False), (False, True)])
def test_serialized_code_is_entered_by_one_thread_at_a_time(function, serialized, crowded):
    assert (measure_crowd(Bodies("frogs", serialized=serialized), function) > 1) is crowded


def test_a_serialized_provider_may_be_asked_again_in_the_course_of_a_call():
    bodies = Bodies("frogs", serialized=True)
    assert bodies.call(new_request(), lambda: bodies.call(new_request(), int)) == 0


def test_between_two_rows_others_have_their_turn():
    bodies = Bodies("frogs", serialized=True)
    rows = bodies.rows(new_request(), plain_rows, 2)
    next(rows)
    done = threading.Thread(target=bodies.call, args=(new_request(), int))
    done.start()
    done.join(30)
    assert not done.is_alive()
    assert len(list(rows)) == 1


def test_waiting_for_ones_turn_ends_with_the_call():
    bodies = Bodies("frogs", serialized=True)
    call, entered, leave = new_call(), threading.Event(), threading.Event()

    def stay():
        entered.set()
        leave.wait(30)

    other = threading.Thread(target=bodies.call, args=(new_request(), stay))
    other.start()
    assert entered.wait(30)
    call.cancel()
    with pytest.raises(CallCancelledError):
        bodies.call(new_request(call), int)
    leave.set()
    other.join(30)


def test_what_must_run_runs_out_of_turn_in_the_end(monkeypatch):
    monkeypatch.setattr("openwmi.provider.bodies.STOP_WITHIN_S", 0.01)
    bodies = Bodies("frogs", serialized=True)
    entered, leave = threading.Event(), threading.Event()

    def stay():
        entered.set()
        leave.wait(30)

    other = threading.Thread(target=bodies.call, args=(new_request(), stay))
    other.start()
    assert entered.wait(30)
    assert bodies.call(None, int) == 0
    leave.set()
    other.join(30)
