# SPDX-License-Identifier: Apache-2.0
"""HostProcess: one host process, as the core sees it; watches it and ends it when it must."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Final, TypeAlias

import msgspec

from openwmi.errors import (
    CallCancelledError,
    ExtendedStatus,
    ProviderFailureError,
    QuotaViolationError,
    WbemError,
)
from openwmi.host.callfacts import failure_of
from openwmi.host.channel import Channel, ChannelError
from openwmi.host.exchange import WINDOW_ROWS, Answer, Exchange
from openwmi.host.hostoutput import HostOutput
from openwmi.host.messages import Callback, CallbackFailed, Cancel, Message, Rows, Shutdown, ToCore, WireRow
from openwmi.host.quotas import HostQuotas, Usage, breach, measure
from openwmi.host.records import ProviderRecord
from openwmi.host.spawning import NurseryLink, new_order
from openwmi.model.instance import Instance
from openwmi.provider.context import CallContext
from openwmi.provider.request import ProviderServices

_LOG: Final = logging.getLogger(__name__)

GRACE_S: Final = 0.5
"""How long a provider may go on after its deadline before its process is ended."""

LEAVE_S: Final = 10.0
"""The same for a request that was cancelled with time left: nobody was promised that it ends."""

OnBuried: TypeAlias = Callable[[list[Exchange], str], None]
"""Takes the requests that may be to blame, and how the process ended."""

TICK_S: Final = 0.1
BURIAL_S: Final = 2.0


class HostProcess:
    """One host process.

    Attributes:
        title: Account and group, or the provider it belongs to; for messages.
        pid: Its number.
        usage: What it used when last measured.
    """

    def __init__(
        self, title: str, nursery: NurseryLink, quotas: HostQuotas, account: str | None, on_buried: OnBuried
    ) -> None:
        """Start it.

        Args:
            title: Account and group, or the provider it belongs to; for messages.
            nursery: Forks it.
            quotas: What it may use.
            account: The user it runs as; None for the user of this process.
            on_buried: Told when it has ended, with the requests that were lost, and why.

        Raises:
            ProviderLoadFailureError: It could not be started.
        """
        self.title = title
        self.usage = Usage()
        self._nursery = nursery
        self._quotas = quotas
        self._on_buried = on_buried
        self._numbers = count(1)
        self._pending: dict[int, Exchange] = {}
        self._lock = threading.Lock()
        self._is_alive = True
        self._verdict = ""
        self._culprit: Exchange | None = None
        self._is_quota = False
        self._status: int | None = None
        self._exited = threading.Event()
        own, theirs = socket.socketpair()
        output = HostOutput(title)
        order = new_order(title, quotas.address_space_octets, quotas.handles, account)
        try:
            self.pid = nursery.spawn(order, (theirs.fileno(), output.write_end), self._on_exit)
        except BaseException:
            own.close()
            output.close()
            raise
        finally:
            theirs.close()
            output.close_write_end()
        self._output = output
        self._channel: Channel[Message] = Channel(own, msgspec.msgpack.Decoder(ToCore))
        output.start(self.pid)
        threading.Thread(target=self._watch, name=f"openwmi-host {self.pid}", daemon=True).start()

    @property
    def is_alive(self) -> bool:
        """Whether it takes requests."""
        return self._is_alive

    def open(
        self, record: ProviderRecord, call: CallContext, services: Callable[[], ProviderServices], about: str
    ) -> Exchange:
        """Begin a request; whoever opens it sends the message and closes the exchange.

        Raises:
            ProviderFailureError: The process has ended.
        """
        exchange = Exchange(self, next(self._numbers), record, call, services, about)
        with self._lock:
            if not self._is_alive:
                raise self._error_for(exchange)
            self._pending[exchange.number] = exchange
        return exchange

    def send(self, message: Message) -> None:
        """Send a message; to a host that has ended nothing, its requests hear of that anyway.

        Raises:
            ProviderFailureError: It holds what cannot travel.
        """
        try:
            self._channel.send(message)
        except ChannelError as error:
            self.end(f"it took no message: {error}")

    def instance(self, row: WireRow) -> Instance:
        """Return the instance of a row it sent.

        Raises:
            ValueError: The row does not fit its layout.
        """
        return self._channel.instance(row)

    def abandon(self, exchange: Exchange) -> None:
        """Cancel a request that nobody waits for; the host is ended when it goes on for too long."""
        is_late = exchange.call.remaining_s() == 0.0
        with self._lock:
            if exchange.number not in self._pending:
                return
            exchange.kill_at = time.monotonic() + (GRACE_S if is_late else LEAVE_S)
        self.send(Cancel(exchange.number))

    def end(self, why: str, culprit: Exchange | None = None, *, is_quota: bool = False) -> None:
        """End the process at once.

        Args:
            why: What everybody is told whose request is lost.
            culprit: The request that is to blame.
            is_quota: Whether it used more than it may.
        """
        with self._lock:
            if not self._verdict:
                self._verdict, self._culprit, self._is_quota = why, culprit, is_quota
        self._nursery.kill(self.pid)

    def stop(self, limit_s: float) -> None:
        """Let the providers shut down and the process end; after `limit_s` seconds it is ended."""
        with self._lock:
            self._verdict = self._verdict or "it was told to stop"
        self.send(Shutdown())
        if not self._exited.wait(limit_s):
            self._nursery.kill(self.pid)
            self._exited.wait(BURIAL_S)

    def busy(self) -> list[Exchange]:
        """Return the requests under way, oldest first."""
        with self._lock:
            return list(self._pending.values())

    def _on_exit(self, status: int | None) -> None:
        self._status = status
        self._exited.set()

    def _watch(self) -> None:
        why = ""
        measured = time.monotonic()
        try:
            while not self._exited.is_set():
                for message in self._channel.receive(TICK_S if self._pending else 5 * TICK_S):
                    self._deliver(message)
                now = time.monotonic()
                if now - measured >= TICK_S:
                    measured = now
                    self._look_after(now)
        except ChannelError as error:
            why = str(error)
        except Exception as error:
            _LOG.exception("watching host process %d failed", self.pid)
            why = f"{type(error).__name__}: {error}"
        self._bury(why)

    def _deliver(self, message: Message) -> None:
        number: int = getattr(message, "request", 0)
        answer: Answer = message  # type: ignore[assignment] # the decoder knows no other messages
        with self._lock:
            exchange = self._pending.get(number)
            if exchange is not None and not isinstance(message, (Rows, Callback)):
                del self._pending[number]
        if isinstance(message, Callback) and (exchange is None or exchange.kill_at is not None):
            refusal = CallCancelledError("the request this was asked for has ended")
            self.send(CallbackFailed(message.callback, failure_of(refusal)))
        elif exchange is not None:
            if isinstance(message, Rows):
                exchange.rows_arrived += len(message.rows)
                if exchange.rows_arrived - exchange.rows_taken > 2 * WINDOW_ROWS:
                    self.end("it sent more rows than it may", exchange)
            exchange.deliver(answer)

    def _look_after(self, now: float) -> None:
        self.usage = measure(self.pid)
        with self._lock:
            exchanges = list(self._pending.values())
        broken = breach(self.usage, self._quotas)
        if broken:
            self.end(broken, exchanges[0] if exchanges else None, is_quota=True)
        for exchange in exchanges:
            if exchange.kill_at is not None and now >= exchange.kill_at:
                self.end(f"{exchange.stage} did not stop when it was cancelled", exchange)

    def _bury(self, why: str) -> None:
        with self._lock:
            self._is_alive = False
        if not self._exited.wait(BURIAL_S / 4):
            self._nursery.kill(self.pid)
            self._exited.wait(BURIAL_S)
        with self._lock:
            self._verdict = self._verdict or _end_of(self._status, why)
            lost, self._pending = list(self._pending.values()), {}
        self._channel.close()
        self._output.finish()
        for exchange in lost:
            exchange.deliver(self._error_for(exchange))
        self._on_buried(lost if self._culprit is None else [self._culprit], self._verdict)

    def _error_for(self, exchange: Exchange) -> WbemError:
        kind = QuotaViolationError if self._is_quota and exchange is self._culprit else ProviderFailureError
        message = f"host process {self.pid} ({self.title}) ended while {exchange.stage} was under way: {self._verdict}"
        return kind(
            message,
            where=exchange.stage,
            next_step="the next call starts it again; what it printed is in the server's log",
            extended=ExtendedStatus(
                message, f"IWbemServices::{exchange.about.partition(' ')[0]}", exchange.about, exchange.record.name
            ),
        )


def _end_of(status: int | None, why: str) -> str:
    """Return how a process ended, in words."""
    if status is None:
        return why or "nobody knows why"
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
        return f"it was ended by {name}" + (f" ({why})" if why and number == signal.SIGKILL else "")
    return f"it exited with status {os.waitstatus_to_exitcode(status)}"
