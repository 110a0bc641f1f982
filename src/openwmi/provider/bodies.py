# SPDX-License-Identifier: Apache-2.0
"""Bodies: run a provider's functions, plain or async, with the request as `current_request()`."""

from __future__ import annotations

import concurrent.futures
import inspect
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextvars import copy_context
from typing import Final, TypeVar, TypeVarTuple, cast

from openwmi.errors import InvalidOperationError
from openwmi.provider.impersonation import is_impersonating
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

    def __init__(self, provider_name: str, *, serialized: bool = False) -> None:
        """Prepare to run functions.

        Args:
            provider_name: For the name of the event loop's thread.
            serialized: Whether only one thread at a time may be in the provider's code. Between two rows it is
                not, so a client that is slow to take rows keeps nobody out.
        """
        self._provider_name = provider_name
        self._loop: _LoopThread | None = None
        self._starting = threading.Lock()
        # Reentrant, because a provider may be asked again while it asks others in the course of a call.
        self._lock = threading.RLock() if serialized else None

    def call(self, request: Request | None, function: Callable[[*Ts], object], *args: *Ts) -> object:
        """Return what a function returns, awaited when it is awaitable.

        Raises:
            CallCancelledError: The request was cancelled while a coroutine ran, which is cancelled too, or
                while others had their turn.
            TimedOutError: Its deadline passed meanwhile.
        """
        return self._settle(_Turn(request, self._lock), request, function, *args)

    def rows(self, request: Request, function: Callable[[*Ts], object], *args: *Ts) -> Generator[object, None, None]:
        """Yield what a function yields; closing this generator closes the function's.

        Raises:
            TypeError: The function returned something that is not iterable.
            CallCancelledError: As in `call`.
            TimedOutError: As in `call`.
        """
        turn = _Turn(request, self._lock)
        produced = self._settle(turn, request, function, *args)
        if hasattr(produced, "__aiter__"):
            source = self._async_rows(request, cast("AsyncIterator[object]", produced))
        else:
            source = iter(_iterable(produced, function))
        # A row is worth 100 ns: without turns to take, the interpreter's own `Context.run` is enough.
        advance = turn.run if self._lock else turn.context.run
        try:
            while True:
                try:
                    row = advance(next, source)
                except StopIteration:
                    return
                yield row
        finally:
            close = getattr(source, "close", None)
            if close is not None:
                turn.run_at_last(close)

    def close(self) -> None:
        """Stop the event loop, if there is one."""
        if self._loop is not None:
            self._loop.stop()

    def _settle(self, turn: _Turn, request: Request | None, function: Callable[[*Ts], object], *args: *Ts) -> object:
        result = turn.run(function, *args)
        if inspect.isawaitable(result):
            self._check_own_role(getattr(result, "close", None))
            return turn.run(self._running_loop().wait, result, request)
        return result

    def _async_rows(self, request: Request, rows: AsyncIterator[object]) -> Iterator[object]:
        self._check_own_role(None)
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

    def _check_own_role(self, close: Callable[[], object] | None) -> None:
        """Refuse a coroutine where the caller is impersonated: its thread is the server, and must not act as that.

        Raises:
            InvalidOperationError: This thread acts as the caller.
        """
        if not is_impersonating():
            return
        if close is not None:
            close()
        raise InvalidOperationError(
            f"provider {self._provider_name} impersonates its callers, and a coroutine cannot",
            where=f"provider {self._provider_name}",
            next_step="write the operation with `def` instead of `async def`",
        )

    def _running_loop(self) -> _LoopThread:
        with self._starting:
            if self._loop is None:
                self._loop = _LoopThread(self._provider_name)
            return self._loop


class _Turn:
    """One call's way into the provider's code: with its request, and in its turn where turns are taken.

    Attributes:
        context: The call's context variables.
    """

    __slots__ = ("_lock", "_request", "context")

    def __init__(self, request: Request | None, lock: threading.RLock | None) -> None:
        self._request = request
        self._lock = lock
        self.context = copy_context()
        if request is not None:
            self.context.run(CURRENT_REQUEST.set, request)

    def run(self, function: Callable[[*Ts], R], *args: *Ts) -> R:
        """Return what a function returns, having waited while the request is wanted.

        Raises:
            CallCancelledError: The request was cancelled while others had their turn.
            TimedOutError: Its deadline passed meanwhile.
        """
        if self._lock is None:
            return self.context.run(function, *args)
        if self._request is None:
            return self.run_at_last(function, *args)
        while not self._lock.acquire(timeout=LOOK_EVERY_S):
            self._request.check()
        try:
            return self.context.run(function, *args)
        finally:
            self._lock.release()

    def run_at_last(self, function: Callable[[*Ts], R], *args: *Ts) -> R:
        """Return what a function returns that must run, if need be out of turn after STOP_WITHIN_S seconds."""
        is_in_turn = self._lock is not None and self._lock.acquire(timeout=STOP_WITHIN_S)
        try:
            return self.context.run(function, *args)
        finally:
            if is_in_turn and self._lock is not None:
                self._lock.release()


class _LoopThread:
    """An event loop on a thread of its own."""

    def __init__(self, provider_name: str) -> None:
        import asyncio  # here, because most providers never need a loop, and every start would pay for it

        self._asyncio = asyncio
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name=f"openwmi-loop {provider_name}", daemon=True
        )
        self._thread.start()

    def wait(self, awaitable: Awaitable[R], request: Request | None) -> R:
        """Run to the end and return the result; without a request at most STOP_WITHIN_S seconds."""
        future = self._asyncio.run_coroutine_threadsafe(_awaited(awaitable), self._loop)
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
    try:
        return await awaitable
    except (SystemExit, KeyboardInterrupt) as end:
        # An event loop hands these on to its thread, which would end and leave the call waiting.
        raise RuntimeError(f"{type(end).__name__}: {end}") from end


def _iterable(produced: object, function: Callable[[*Ts], object]) -> Iterator[object]:
    try:
        return iter(cast("Iterator[object]", produced))
    except TypeError:
        name = getattr(function, "__qualname__", repr(function))
        raise TypeError(f"{name} returned {produced!r}; yield objects, or return something iterable") from None
