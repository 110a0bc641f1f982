# SPDX-License-Identifier: Apache-2.0
"""Nursery: a small process with everything imported that host processes need; it forks them, and buries them.

It has one thread and runs no provider, so a fork of it is quick and safe. It ends with the core, and every host
with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import select
import signal
import socket
import sys
from typing import Final, NoReturn

import msgspec

from openwmi.host.confinement import become, limit_resources
from openwmi.host.messages import Exited, FromNursery, Kill, Spawn, Spawned, ToNursery
from openwmi.host.worker import Worker

MAX_ORDER_OCTETS: Final = 64 * 1024

_PR_SET_PDEATHSIG: Final = 1
_CRASHED: Final = 70
_DECODER: Final = msgspec.msgpack.Decoder(ToNursery)
_ENCODER: Final = msgspec.msgpack.Encoder()


class Nursery:
    """The process that host processes are children of."""

    def __init__(self, control: socket.socket) -> None:
        """Take over the socket on which orders come, one to a packet."""
        self._control = control
        self._children: set[int] = set()
        self._wakeup = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def run(self) -> None:
        """Fork and bury until the core is gone."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(self._wakeup[1], warn_on_full_buffer=False)
        waiting = select.poll()
        waiting.register(self._control, select.POLLIN)
        waiting.register(self._wakeup[0], select.POLLIN)
        while True:
            waiting.poll()
            with contextlib.suppress(BlockingIOError):
                os.read(self._wakeup[0], 4096)
            self._bury()
            if not self._take_order():
                break
        for pid in self._children:
            _end_group(pid)
            os.waitpid(pid, 0)

    def _take_order(self) -> bool:
        """Carry out an order, if there is one, and tell whether the core is still there."""
        try:
            octets, files, _, _ = socket.recv_fds(self._control, MAX_ORDER_OCTETS, 2, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return True
        if not octets:
            return False
        order = _DECODER.decode(octets)
        if isinstance(order, Kill):
            if order.pid in self._children:
                _end_group(order.pid)
            return True
        try:
            pid = self._fork(order, files)
        except OSError as error:
            return self._tell(Spawned(order.ticket, 0, str(error)))
        finally:
            for file in files:
                os.close(file)
        self._children.add(pid)
        return self._tell(Spawned(order.ticket, pid))

    def _fork(self, order: Spawn, files: list[int]) -> int:
        parent = os.getpid()
        pid = os.fork()
        if not pid:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for file in self._wakeup:
                os.close(file)
            self._control.close()
            _be_host(order, parent, *files)
        return pid

    def _bury(self) -> None:
        """Collect the hosts that have ended, end what they started, and tell the core."""
        while self._children:
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if found is None:
                return
            # Before the number is free again for others.
            _end_group(found.si_pid)
            _, status = os.waitpid(found.si_pid, 0)
            self._children.discard(found.si_pid)
            self._tell(Exited(found.si_pid, status))

    def _tell(self, news: FromNursery) -> bool:
        try:
            self._control.send(_ENCODER.encode(news))
        except OSError:
            return False
        return True


def _end_group(pid: int) -> None:
    # A host leads a group of its own, which its children belong to. It may have no group yet, or none any more.
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)


def _be_host(order: Spawn, parent: int, channel: int, output: int) -> NoReturn:
    """Turn a fork of the nursery into a host process and serve until the end."""
    status = _CRASHED
    try:
        os.setsid()
        sys.path[:] = order.paths
        with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - only its descriptor is wanted
            os.dup2(nothing.fileno(), 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.close(output)
        limit_resources(order.address_space_octets, order.open_files)
        if order.account is not None:
            become(order.account)
        _die_with(parent)
        Worker(socket.socket(fileno=channel)).run()
        status = 0
    except BaseException as error:
        os.write(2, f"host process ended by {type(error).__name__}: {error}\n".encode(errors="replace"))
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        os._exit(status)


def _die_with(parent: int) -> None:
    """Ask the kernel to end this process when its parent ends; after changes of user, which forget it."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def main(control: int) -> None:
    """Run the nursery on an inherited socket."""
    # What exists now is shared by all hosts, and none of it will become garbage.
    gc.collect()
    gc.freeze()
    Nursery(socket.socket(fileno=control)).run()
