# SPDX-License-Identifier: Apache-2.0
"""Exchange: one request to a host process, as the thread that waits for it sees it."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Final, Protocol, TypeAlias

from openwmi.errors import CallCancelledError, TimedOutError, WbemError
from openwmi.host.answering import Answering
from openwmi.host.callfacts import error_from
from openwmi.host.messages import Callback, CallbackAnswer, CallbackFailed, Done, Failed, Message, Rows
from openwmi.host.records import ProviderRecord
from openwmi.provider.context import CallContext
from openwmi.provider.request import ProviderServices

LOOK_EVERY_S: Final = 0.05
"""How soon a waiting call notices that it was cancelled."""

WINDOW_ROWS: Final = 1024
"""Rows that a host may send before it waits."""

Answer: TypeAlias = Done | Failed | Rows | Callback


class Peer(Protocol):
    """The part of a host process that an exchange needs."""

    def send(self, message: Message) -> None:
        """Send a message."""

    def abandon(self, exchange: Exchange) -> None:
        """Let the request be cancelled: nobody waits for it any more."""


class Exchange:
    """One request and its answers.

    Attributes:
        number: Of the request.
        record: The provider asked.
        call: On whose behalf.
        about: Operation and target, for messages.
        rows_arrived: Rows that arrived, counted by the thread of the host.
        rows_taken: Rows that were taken, counted by the thread that takes them.
        has_answered: Whether the provider has ended the request by itself, well or not.
        kill_at: When the host is ended unless it has answered, on the monotonic clock; None while somebody waits.
    """

    def __init__(
        self,
        peer: Peer,
        number: int,
        record: ProviderRecord,
        call: CallContext,
        services: Callable[[], ProviderServices],
        about: str,
    ) -> None:
        self.number = number
        self.record = record
        self.call = call
        self.about = about
        self.rows_arrived = 0
        self.has_answered = False
        self.rows_taken = 0
        self.kill_at: float | None = None
        self._peer = peer
        self._answering = Answering(services)
        self._inbox: SimpleQueue[Answer | WbemError] = SimpleQueue()
        self._is_ended = False

    @property
    def stage(self) -> str:
        """Provider, operation and target."""
        return f"provider {self.record.name} in {self.about}"

    def deliver(self, answer: Answer | WbemError) -> None:
        """Hand over what arrived, or why nothing will; called by the thread of the host."""
        self._inbox.put(answer)

    def next(self) -> Done | Rows:
        """Return the next answer; callbacks are served on the way.

        Raises:
            CallCancelledError: The call was cancelled; the host is told.
            TimedOutError: Its deadline passed; the host is told.
            WbemError: What the provider failed with, or the end of its process.
        """
        while True:
            try:
                answer = self._inbox.get(timeout=LOOK_EVERY_S)
            except Empty:
                self._check()
                continue
            handler = _HANDLERS.get(type(answer))
            if handler is not None:
                handler(self, answer)
                continue
            if isinstance(answer, WbemError):
                self._is_ended = True
                raise answer
            if isinstance(answer, Done):
                self._is_ended = self.has_answered = True
            if isinstance(answer, (Done, Rows)):
                return answer

    def result(self) -> object:
        """Return what the request gives, for one that gives no rows.

        Raises:
            WbemError: As in `next`.
        """
        while True:
            answer = self.next()
            if isinstance(answer, Done):
                return answer.result

    def close(self) -> None:
        """Cancel the request unless it has ended."""
        self._answering.close()
        if not self._is_ended:
            self._is_ended = True
            self._peer.abandon(self)

    def _check(self) -> None:
        try:
            self.call.check()
        except (CallCancelledError, TimedOutError) as error:
            error.where = self.stage
            error.message += f" while waiting for {self.call.activity.current or self.stage}"
            raise

    def _serve(self, callback: Answer | WbemError) -> None:
        if isinstance(callback, Callback):
            answer: CallbackAnswer | CallbackFailed = self._answering.answer(callback)
            self._peer.send(answer)

    def _fail(self, failed: Answer | WbemError) -> None:
        if isinstance(failed, Failed):
            self._is_ended = self.has_answered = True
            raise error_from(failed.failure)


_HANDLERS: Final[dict[type, Callable[[Exchange, Answer | WbemError], None]]] = {
    Callback: Exchange._serve,
    Failed: Exchange._fail,
}
