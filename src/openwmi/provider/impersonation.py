# SPDX-License-Identifier: Apache-2.0
"""Impersonation: a thread acts as the caller it serves, and always comes back.

A thread has a stack of roles: whose it is now, and what to return to. Code of the core runs in the server's own role,
wherever it is called from: calls back into the namespace push that role, and between two rows of a provider its
roles are put aside, for rows are taken by the core and perhaps by another thread.

Spec: reentrancy-and-security.md §2.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import wraps
from typing import Final, ParamSpec, TypeAlias, TypeVar

from openwmi.errors import AccessDeniedError, InvalidOperationError
from openwmi.security.identity import Identity
from openwmi.security.threadcredentials import (
    ThreadCredentials,
    can_switch,
    give_credentials_back,
    own_credentials,
    take_credentials,
)

P = ParamSpec("P")
T = TypeVar("T")
Role: TypeAlias = ThreadCredentials | None
"""What a thread is: another account, or None for the process itself."""

MAX_ROLES: Final = 256
"""Roles of one thread nested in each other; more than the calls that can be nested."""


class _Roles(threading.local):
    """The roles of this thread, the present one last."""

    def __init__(self) -> None:
        self.stack: list[Role] = []


_ROLES: Final = _Roles()


@contextmanager
def impersonating(caller: Identity) -> Iterator[None]:
    """Let this thread be the caller inside the block, for the kernel and for everything it starts there.

    Args:
        caller: Whoever the request is served for.

    Raises:
        AccessDeniedError: The caller lets itself be identified only, has no account here, or is another account
            than the process, which may not become it.
        InvalidOperationError: Called in a coroutine: it shares its thread with others.
    """
    if _is_in_event_loop():
        raise InvalidOperationError(
            "a coroutine cannot impersonate: the thread it runs on serves others between its steps",
            next_step="write the operation with `def`, or impersonate in a function for `asyncio.to_thread`",
        )
    with _in_role(_role_of(caller)):
        yield


def acting_for(caller: Identity, is_wanted: bool) -> AbstractContextManager[None]:
    """Return `impersonating` for a provider that is registered to run as its caller, else a block without effect."""
    return impersonating(caller) if is_wanted else nullcontext()


@contextmanager
def as_self() -> Iterator[None]:
    """Let this thread be the process itself inside the block."""
    with _in_role(None):
        yield


def is_impersonating() -> bool:
    """Return whether this thread is somebody else than the process."""
    return _last(_ROLES.stack) is not None


def kept_apart(rows: Iterator[T]) -> Generator[T, None, None]:
    """Yield rows, with the roles their maker took put aside whenever it is not running."""
    stack = _ROLES.stack
    floor = len(stack)
    try:
        for row in rows:
            if len(stack) == floor:
                yield row
                # The next row may be asked for on another thread, or from deeper inside of calls.
                stack = _ROLES.stack
                floor = len(stack)
                continue
            aside = _put_aside(stack, floor)
            try:
                yield row
            finally:
                stack = _ROLES.stack
                floor = len(stack)
                _take_up(stack, aside)
    finally:
        close = getattr(rows, "close", None)
        if close is not None:
            close()


def rows_kept_apart(function: Callable[P, Iterator[T]]) -> Callable[P, Generator[T, None, None]]:
    """Return a function that yields the rows of another one through `kept_apart`."""

    @wraps(function)
    def apart(*args: P.args, **kwargs: P.kwargs) -> Generator[T, None, None]:
        return kept_apart(function(*args, **kwargs))

    return apart


def self_between(rows: Iterator[T]) -> Iterator[T]:
    """Yield rows that are made in the role of the process, and taken in whatever role the taker has."""
    try:
        while True:
            with as_self():
                try:
                    row = next(rows)
                except StopIteration:
                    return
            yield row
    finally:
        close = getattr(rows, "close", None)
        if close is not None:
            with as_self():
                close()


def _role_of(caller: Identity) -> Role:
    if not caller.may_be_impersonated:
        raise AccessDeniedError(
            f"{caller.name} lets itself be identified only, not impersonated",
            next_step="connect with the impersonation level IMPERSONATE",
        )
    wanted = ThreadCredentials.of(caller)
    if wanted.uid == own_credentials().uid:
        return None
    if not can_switch():
        raise AccessDeniedError(
            f"this process runs as user {own_credentials().uid} and cannot act as {caller.name}",
            next_step="run the server as root on Linux, or let every account ask its own server",
        )
    return wanted


@contextmanager
def _in_role(role: Role) -> Iterator[None]:
    stack = _ROLES.stack
    if len(stack) >= MAX_ROLES:
        raise InvalidOperationError(f"a thread impersonates {MAX_ROLES} times, one inside the other")
    _become(_last(stack), role)
    stack.append(role)
    try:
        yield
    finally:
        # Not the same stack when a generator impersonates and went on with another thread.
        stack = _ROLES.stack
        stack.pop()
        _become(role, _last(stack))


def _last(stack: list[Role]) -> Role:
    return stack[-1] if stack else None


def _put_aside(stack: list[Role], floor: int) -> list[Role]:
    aside = stack[floor:]
    del stack[floor:]
    _become(_last(aside), _last(stack))
    return aside


def _take_up(stack: list[Role], aside: list[Role]) -> None:
    _become(_last(stack), _last(aside))
    stack.extend(aside)


def _become(before: Role, after: Role) -> None:
    """Change this thread from one role to another; when that fails, it keeps the first one."""
    if before == after:
        return
    if before is not None:
        give_credentials_back()
    if after is not None:
        try:
            take_credentials(after)
        except AccessDeniedError:
            if before is not None:
                take_credentials(before)
            raise


def _is_in_event_loop() -> bool:
    if "asyncio" not in sys.modules:
        return False
    import asyncio  # it is there already

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
