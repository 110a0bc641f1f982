# SPDX-License-Identifier: Apache-2.0
"""Row stream: the rows of one request on their way out of a host process, as many as the core has allowed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from openwmi.errors import ProviderFailureError
from openwmi.host.messages import Message, Rows, WireRow
from openwmi.model.instance import Instance
from openwmi.provider.context import CallContext

MAX_BATCH_ROWS: Final = 256
LINGER_S: Final = 0.005
"""How long a row may wait for others to travel with."""

LOOK_EVERY_S: Final = 0.05


class RowSender(Protocol):
    """The part of a channel that rows need."""

    def row_of(self, instance: Instance) -> WireRow:
        """Return a row to send."""

    def send(self, message: Message) -> None:
        """Send a message."""


class RowStream:
    """Sends rows in growing batches: the first at once, those of a fast provider many at a time."""

    def __init__(self, channel: RowSender, request: int, call: CallContext, credit_rows: int) -> None:
        """Begin a stream.

        Args:
            channel: Where to.
            request: Number of the request.
            call: Ends the wait for credit.
            credit_rows: How many rows may be sent before more credit comes.
        """
        self._channel = channel
        self._request = request
        self._call = call
        self._credit_rows = credit_rows
        self._buffer: list[WireRow] = []
        self._batch_rows = 1
        self._since = 0.0
        self._changed = threading.Condition()

    def add(self, row: object) -> None:
        """Send a row, now or with those that follow.

        Raises:
            ProviderFailureError: It is no instance.
            CallCancelledError: The core gave no credit, and nobody wants the row any more.
            TimedOutError: The deadline passed meanwhile.
        """
        if not isinstance(row, Instance):
            raise ProviderFailureError(
                f"the provider gave a {type(row).__name__}", next_step="let it yield instances of its class"
            )
        wire_row = self._channel.row_of(row)
        with self._changed:
            if not self._credit_rows:
                self._await_credit()
            self._credit_rows -= 1
            if not self._buffer:
                self._since = time.monotonic()
            self._buffer.append(wire_row)
            if len(self._buffer) >= self._batch_rows:
                self._send()
                self._batch_rows = min(self._batch_rows * 4, MAX_BATCH_ROWS)

    def grant(self, rows: int) -> None:
        """Let so many more rows go."""
        with self._changed:
            self._credit_rows += rows
            self._changed.notify_all()

    def flush(self) -> None:
        """Send what waits."""
        with self._changed:
            self._send()

    def flush_old(self, now: float) -> None:
        """Send what has waited for LINGER_S; a provider that is slow fills no batch."""
        if self._buffer and now - self._since >= LINGER_S:
            with self._changed:
                self._send()
                self._batch_rows = 1

    def _await_credit(self) -> None:
        self._send()
        while not self._changed.wait_for(lambda: self._credit_rows > 0, LOOK_EVERY_S):
            self._call.check()

    def _send(self) -> None:
        if self._buffer:
            rows, self._buffer = self._buffer, []
            self._channel.send(Rows(self._request, rows))


class RowStreams:
    """The streams of a host process, and the thread that sends rows that nobody follows."""

    def __init__(self) -> None:
        self._open: dict[int, RowStream] = {}
        self._lock = threading.Lock()
        self._is_any = threading.Event()
        threading.Thread(target=self._flush_for_ever, name="openwmi-flush", daemon=True).start()

    @contextmanager
    def opened(self, request: int, stream: RowStream) -> Iterator[None]:
        """Let credit for a request reach its stream while the block runs."""
        with self._lock:
            self._open[request] = stream
            self._is_any.set()
        try:
            yield
        finally:
            with self._lock:
                del self._open[request]
                if not self._open:
                    self._is_any.clear()

    def grant(self, request: int, rows: int) -> None:
        """Hand credit to a stream; it may have ended."""
        with self._lock:
            stream = self._open.get(request)
        if stream is not None:
            stream.grant(rows)

    def _flush_for_ever(self) -> None:
        pause = threading.Event()
        while True:
            self._is_any.wait()
            pause.wait(LINGER_S)
            now = time.monotonic()
            with self._lock:
                streams = list(self._open.values())
            for stream in streams:
                try:
                    stream.flush_old(now)
                except Exception:  # noqa: S112 - whoever fills the stream finds the same failure
                    continue
