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
