# SPDX-License-Identifier: Apache-2.0
"""Spawning: the core's side of the nursery; starts it when the first host process is needed."""

from __future__ import annotations

import contextlib
import logging
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import count
from typing import Final, TypeAlias

import msgspec

from openwmi.errors import ProviderLoadFailureError
from openwmi.host.messages import Exited, FromNursery, Kill, Spawn

_LOG: Final = logging.getLogger(__name__)

START_LIMIT_S: Final = 20.0
STOP_LIMIT_S: Final = 2.0
MAX_NEWS_OCTETS: Final = 64 * 1024

_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(FromNursery)
_PROGRAM: Final = "import sys; sys.path[:] = {paths!r}; from openwmi.host.nursery import main; main({control})"

OnExit: TypeAlias = Callable[[int | None], None]
"""Called once with the status of waitpid, or None when the nursery is gone and nobody knows."""


class NurseryLink:
    """Orders to one nursery, and its news.

    Attributes:
        is_alive: Whether orders can be given.
    """

    def __init__(self) -> None:
        """Start the process."""
        own, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            program = _PROGRAM.format(paths=sys.path, control=theirs.fileno())
            self._process = subprocess.Popen(
                [sys.executable, "-c", program],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.is_alive = True
        self._control = own
        self._tickets = count()
        self._expected: dict[int, tuple[Future[int], OnExit]] = {}
        self._running: dict[int, OnExit] = {}
        self._lock = threading.Lock()
        threading.Thread(target=self._listen, name="openwmi-nursery", daemon=True).start()

    def spawn(self, order: Spawn, files: Sequence[int], on_exit: OnExit) -> int:
        """Have a host process forked and return its number.

        Args:
            order: Its ticket is ignored.
            files: Descriptors of the channel and of the pipe for output; the host gets copies.
            on_exit: Called from a thread of this link.

        Raises:
            ProviderLoadFailureError: There is no new process.
        """
        forked: Future[int] = Future()
        with self._lock:
            ticket = next(self._tickets)
            self._expected[ticket] = (forked, on_exit)
        try:
            socket.send_fds(
                self._control, [_ENCODER.encode(msgspec.structs.replace(order, ticket=ticket))], list(files)
            )
            return forked.result(START_LIMIT_S)
        except (OSError, TimeoutError) as error:
            with self._lock:
                self._expected.pop(ticket, None)
            raise ProviderLoadFailureError(
                f"no host process {order.title} could be started: {str(error) or 'the nursery does not answer'}",
                next_step="see the server's log; check the memory and the number of processes of this machine",
            ) from error

    def kill(self, pid: int) -> None:
        """End a host process and what it started; harmless when it has ended."""
        with contextlib.suppress(OSError):
            self._control.send(_ENCODER.encode(Kill(pid)))

    def close(self) -> None:
        """End the nursery, and with it every host that still runs."""
        self.is_alive = False
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _listen(self) -> None:
        waiting = select.poll()
        waiting.register(self._control, select.POLLIN)
        while True:
            waiting.poll()
            try:
                octets = self._control.recv(MAX_NEWS_OCTETS)
                news = _DECODER.decode(octets) if octets else None
            except (OSError, msgspec.MsgspecError):
                _LOG.exception("the nursery of the host processes failed")
                news = None
            if news is None:
                break
            self._take(news)
        self.is_alive = False
        self._control.close()
        self._process.wait()
        self._abandon()

    def _take(self, news: FromNursery) -> None:
        if isinstance(news, Exited):
            with self._lock:
                on_exit = self._running.pop(news.pid, None)
            if on_exit is not None:
                on_exit(news.status)
            return
        with self._lock:
            forked, on_exit = self._expected.pop(news.ticket, (None, None))
            if news.pid and on_exit is not None:
                self._running[news.pid] = on_exit
        if forked is None:
            self.kill(news.pid)
        elif news.pid:
            forked.set_result(news.pid)
        else:
            forked.set_exception(OSError(news.reason))

    def _abandon(self) -> None:
        with self._lock:
            expected, self._expected = self._expected, {}
            running, self._running = self._running, {}
        for forked, _ in expected.values():
            forked.set_exception(OSError("the nursery has ended"))
        for on_exit in running.values():
            on_exit(None)


def new_order(title: str, address_space_octets: int, open_files: int, account: str | None) -> Spawn:
    """Return the order for a host process that finds modules where this process finds them."""
    return Spawn(0, [os.fspath(path) for path in sys.path], title, address_space_octets, open_files, account)
