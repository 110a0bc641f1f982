# SPDX-License-Identifier: Apache-2.0
"""HostOutput: what the providers of a host process print, as lines of the server's log."""

from __future__ import annotations

import contextlib
import logging
import os
import select
import threading
from typing import Final

_LOG: Final = logging.getLogger("openwmi.provider.output")

MAX_LINE_OCTETS: Final = 1000
MAX_LOGGED_OCTETS: Final = 1024 * 1024
"""What one host may write into the log in its life; the rest is read and dropped."""

CHUNK_OCTETS: Final = 64 * 1024
LOOK_EVERY_S: Final = 0.5


class HostOutput:
    """A pipe that is standard output and error of a host process.

    Attributes:
        write_end: Descriptor to give to the host.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._read_end, self.write_end = os.pipe()
        self._is_finished = threading.Event()
        self._left_octets = MAX_LOGGED_OCTETS
        self._line = b""

    def start(self, pid: int) -> None:
        """Read on a thread of its own."""
        os.set_blocking(self._read_end, False)
        threading.Thread(target=self._read, args=(pid,), name=f"openwmi-output {pid}", daemon=True).start()

    def close_write_end(self) -> None:
        """Close this process's copy, so that the end of the host ends the pipe."""
        os.close(self.write_end)

    def close(self) -> None:
        """Close the pipe of a host that was never started."""
        os.close(self._read_end)

    def finish(self) -> None:
        """Read what is there and stop; a process that the host left behind may keep the pipe open."""
        self._is_finished.set()

    def _read(self, pid: int) -> None:
        waiting = select.poll()
        waiting.register(self._read_end, select.POLLIN)
        try:
            while True:
                is_last = self._is_finished.is_set()
                waiting.poll(0 if is_last else LOOK_EVERY_S * 1000)
                try:
                    chunk = os.read(self._read_end, CHUNK_OCTETS)
                except BlockingIOError:
                    if is_last:
                        break
                    continue
                if not chunk:
                    break
                self._log(chunk, pid)
            self._log(b"\n" if self._line else b"", pid)
        finally:
            with contextlib.suppress(OSError):
                os.close(self._read_end)

    def _log(self, chunk: bytes, pid: int) -> None:
        *lines, rest = (self._line + chunk).split(b"\n")
        self._line = rest[:MAX_LINE_OCTETS]
        for line in lines:
            if self._left_octets <= 0:
                return
            shown = line[:MAX_LINE_OCTETS]
            self._left_octets -= len(shown) + 1
            _LOG.info("host process %d (%s): %s", pid, self._title, shown.decode("utf-8", "replace"))
            if self._left_octets <= 0:
                _LOG.warning("host process %d (%s) prints too much; the rest is dropped", pid, self._title)
