# SPDX-License-Identifier: Apache-2.0
"""CallContext: what travels with one client call through every floor and every nested call."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final, TypeAlias

from openwmi.errors import CallCancelledError, TimedOutError
from openwmi.model.values import CimValue
from openwmi.security.identity import Identity

ContextValues: TypeAlias = Mapping[str, CimValue]
ProviderCall: TypeAlias = tuple[str, str, str]
"""Provider name, operation, and path or class: one link of the chain the recursion guard looks at."""

NO_VALUES: Final[ContextValues] = MappingProxyType({})
CALL_ID_OCTETS = 6


class Activity:
    """What a call is busy with: the stages it has entered and not left, outermost first.

    Written by the thread that serves the call, read by the one that waits for it, so that an expired
    deadline can name the culprit.
    """

    __slots__ = ("_stages",)

    def __init__(self) -> None:
        self._stages: list[str] = []

    @contextmanager
    def stage(self, text: str) -> Iterator[None]:
        """Name what happens inside the block, e.g. `provider Frogs in enumerate Acme_Frog`."""
        self._stages.append(text)
        try:
            yield
        finally:
            self._stages.remove(text)

    @property
    def current(self) -> str:
        """The innermost stage, or empty between stages."""
        stages = self._stages
        return stages[-1] if stages else ""


class CallContext:
    """One call: its deadline, its caller, and where it came from.

    Every call made while serving another one is a `child` of it: it has an identity of its own and shares
    deadline and cancellation with the call that the client is waiting for.

    Attributes:
        call_id: Short hexadecimal name for logs.
        caller: On whose behalf.
        deadline: When the client stops waiting, on `clock`, in seconds; None for no limit.
        locale: `MS_409` form, or None for the server's own.
        values: The named values of the IWbemContext, read-only.
        flags: WBEM_FLAG_ bits of the client's call.
        parent: The call this one was made for, or None.
        provider_chain: The provider calls this one is nested in, outermost first.
        depth: Number of calls above this one.
        activity: What the call is busy with, shared with the calls above and below.

    Spec: iwbemservices.md §8; reentrancy-and-security.md §1.
    """

    __slots__ = (
        "_cancel",
        "_clock",
        "activity",
        "call_id",
        "caller",
        "deadline",
        "depth",
        "flags",
        "locale",
        "parent",
        "provider_chain",
        "values",
    )

    def __init__(
        self,
        caller: Identity,
        *,
        deadline: float | None = None,
        locale: str | None = None,
        values: ContextValues = NO_VALUES,
        flags: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin a call that no other call caused.

        Args:
            caller: On whose behalf.
            deadline: When the client stops waiting, on `clock`, in seconds.
            locale: `MS_409` form, or None.
            values: Named values of the IWbemContext; copied.
            flags: WBEM_FLAG_ bits of the call.
            clock: Gives the time in seconds; must not go back.
        """
        self.call_id = os.urandom(CALL_ID_OCTETS).hex()
        self.caller = caller
        self.deadline = deadline
        self.locale = locale
        self.values = _frozen(values)
        self.flags = flags
        self.parent: CallContext | None = None
        self.provider_chain: tuple[ProviderCall, ...] = ()
        self.depth = 0
        self.activity = Activity()
        self._cancel = threading.Event()
        self._clock = clock

    def child(
        self,
        *,
        values: ContextValues | None = None,
        flags: int = 0,
        locale: str | None = None,
        entering: ProviderCall | None = None,
    ) -> CallContext:
        """Return the context of a call made while serving this one.

        Args:
            values: Its named values; None hands on those of this call.
            flags: Its WBEM_FLAG_ bits; those of this call are not handed on.
            locale: Its locale; None hands on the one of this call.
            entering: The provider call that it is made from or for; goes to the end of the chain.

        Returns:
            A context with a `call_id` of its own and the deadline and cancellation of this one.
        """
        twin = CallContext.__new__(CallContext)
        twin.call_id = os.urandom(CALL_ID_OCTETS).hex()
        twin.caller = self.caller
        twin.deadline = self.deadline
        twin.locale = self.locale if locale is None else locale
        twin.values = self.values if values is None else _frozen(values)
        twin.flags = flags
        twin.parent = self
        twin.provider_chain = self.provider_chain if entering is None else (*self.provider_chain, entering)
        twin.depth = self.depth + 1
        twin.activity = self.activity
        twin._cancel = self._cancel
        twin._clock = self._clock
        return twin

    def is_child_of(self, other: CallContext | str) -> bool:
        """Tell whether this call was caused, directly or not, by another one, given as context or call_id."""
        wanted = other if isinstance(other, str) else other.call_id
        ancestor = self.parent
        while ancestor is not None:
            if ancestor.call_id == wanted:
                return True
            ancestor = ancestor.parent
        return False

    def remaining_s(self) -> float | None:
        """Return the seconds until the deadline, 0.0 when it has passed, None without one."""
        return None if self.deadline is None else max(0.0, self.deadline - self._clock())

    @property
    def cancelled(self) -> bool:
        """Whether somebody called `cancel` on this call or on one it shares the cancellation with."""
        return self._cancel.is_set()

    @property
    def is_over(self) -> bool:
        """Whether nobody waits for the answer any more: cancelled, or past the deadline."""
        return self._cancel.is_set() or self.remaining_s() == 0.0

    def cancel(self) -> None:
        """Say that nobody waits for the answer any more; safe from any thread, and more than once."""
        self._cancel.set()

    def check(self) -> None:
        """Return while the answer is still wanted; long loops call this now and then.

        Raises:
            CallCancelledError: The client no longer wants the answer.
            TimedOutError: The deadline has passed.
        """
        if self._cancel.is_set():
            raise CallCancelledError(f"call {self.call_id} was cancelled by the client")
        if self.deadline is not None and self._clock() >= self.deadline:
            raise TimedOutError(f"the deadline of call {self.call_id} has passed")

    def wait_cancelled(self, limit_s: float) -> bool:
        """Wait until the call is cancelled, its deadline passes, or `limit_s` seconds are over.

        Returns:
            Whether the call was cancelled.
        """
        remaining = self.remaining_s()
        return self._cancel.wait(limit_s if remaining is None else min(limit_s, remaining))


def _frozen(values: ContextValues) -> ContextValues:
    return MappingProxyType(dict(values)) if values else NO_VALUES
