# SPDX-License-Identifier: Apache-2.0
"""Bodies: run a provider's functions, plain or async, with the request as `current_request()`."""

from __future__ import annotations

import asyncio
import concurrent.futures
import inspect
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextvars import Context, copy_context
from typing import Final, TypeVar, TypeVarTuple, cast

from openwmi.provider.request import CURRENT_REQUEST, Request

Ts = TypeVarTuple("Ts")
R = TypeVar("R")

LOOK_EVERY_S: Final = 0.05
"""How soon a waiting call notices that it was cancelled."""
STOP_WITHIN_S: Final = 5.0


class Bodies:
    """Runs the functions of one provider object.

    A plain function runs on the thread of the caller. A coroutine runs on an event loop that is started with the
    first one and belongs to this object.
    """

    def __init__(self, provider_name: str) -> None:
        self._provider_name = provider_name
        self._loop: _LoopThread | None = None
        self._starting = threading.Lock()

    def call(self, request: Request | None, function: Callable[[*Ts], object], *args: *Ts) -> object:
        """Return what a function returns, awaited when it is awaitable.

        Raises:
            CallCancelledError: The request was cancelled while a coroutine ran; the coroutine is cancelled too.
            TimedOutError: Its deadline passed meanwhile.
        """
        return self._settle(_context_of(request), request, function, *args)

    def rows(self, request: Request, function: Callable[[*Ts], object], *args: *Ts) -> Iterator[object]:
        """Yield what a function yields; closing this generator closes the function's.

        Raises:
            TypeError: The function returned something that is not iterable.
            CallCancelledError: As in `call`.
            TimedOutError: As in `call`.
        """
        context = _context_of(request)
        produced = self._settle(context, request, function, *args)
        if hasattr(produced, "__aiter__"):
            source = self._async_rows(context, request, cast("AsyncIterator[object]", produced))
        else:
            source = iter(_iterable(produced, function))
        try:
            while True:
                try:
                    row = context.run(next, source)
                except StopIteration:
                    return
                yield row
        finally:
            close = getattr(source, "close", None)
            if close is not None:
                context.run(close)

    def close(self) -> None:
        """Stop the event loop, if there is one."""
        if self._loop is not None:
            self._loop.stop()

    def _settle(
        self,
        context: Context,
        request: Request | None,
        function: Callable[[*Ts], object],
        *args: *Ts,
    ) -> object:
        result = context.run(function, *args)
        if inspect.isawaitable(result):
            return context.run(self._running_loop().wait, result, request)
        return result

    def _async_rows(self, context: Context, request: Request, rows: AsyncIterator[object]) -> Iterator[object]:
        source = rows.__aiter__()
        loop = self._running_loop()
        try:
            while True:
                try:
                    row = loop.wait(source.__anext__(), request)
                except StopAsyncIteration:
                    return
                yield row
        finally:
            close = getattr(source, "aclose", None)
            if close is not None:
                loop.wait(close(), None)

    def _running_loop(self) -> _LoopThread:
        with self._starting:
            if self._loop is None:
                self._loop = _LoopThread(self._provider_name)
            return self._loop


class _LoopThread:
    """An event loop on a thread of its own."""

    def __init__(self, provider_name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name=f"openwmi-loop {provider_name}", daemon=True
        )
        self._thread.start()

    def wait(self, awaitable: Awaitable[R], request: Request | None) -> R:
        """Run to the end and return the result; without a request at most STOP_WITHIN_S seconds."""
        future = asyncio.run_coroutine_threadsafe(_awaited(awaitable), self._loop)
        try:
            if request is None:
                return future.result(STOP_WITHIN_S)
            while not future.done():
                request.check()
                concurrent.futures.wait([future], min(LOOK_EVERY_S, request.remaining_s() or LOOK_EVERY_S))
            return future.result()
        finally:
            future.cancel()

    def stop(self) -> None:
        """Stop the loop and let its thread end."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(STOP_WITHIN_S)
        if not self._thread.is_alive():
            self._loop.close()


async def _awaited(awaitable: Awaitable[R]) -> R:
    return await awaitable


def _context_of(request: Request | None) -> Context:
    context = copy_context()
    if request is not None:
        context.run(CURRENT_REQUEST.set, request)
    return context


def _iterable(produced: object, function: Callable[[*Ts], object]) -> Iterator[object]:
    try:
        return iter(cast("Iterator[object]", produced))
    except TypeError:
        name = getattr(function, "__qualname__", repr(function))
        raise TypeError(f"{name} returned {produced!r}; yield objects, or return something iterable") from None
