# SPDX-License-Identifier: Apache-2.0
"""CThreadBase: a lock for many readers or one writer, and a count of references."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Final

INFINITE: Final = 0xFFFFFFFF


class THREAD_SAFETY_MECHANISM(IntEnum):
    """Who goes first: everybody in turn, readers, or writers."""

    eSerialized = 0
    ePriorityRead = 1
    ePriorityWrite = 2


class CThreadBase:
    """Many readers or one writer; serialized, a reader is alone as well.

    Spec: framework.md §7.3.
    """

    def __init__(self, mechanism: THREAD_SAFETY_MECHANISM = THREAD_SAFETY_MECHANISM.eSerialized) -> None:
        self._mechanism = mechanism
        self._changed = threading.Condition()
        self._readers = 0
        self._is_writing = False
        self._waiting_readers = 0
        self._waiting_writers = 0
        self._references = 0

    def BeginRead(self, timeout_ms: int = INFINITE) -> bool:
        """Begin to read; return whether that was possible in time."""
        with self._changed:
            self._waiting_readers += 1
            try:
                is_free = self._wait(self._may_read, timeout_ms)
            finally:
                self._waiting_readers -= 1
            self._readers += is_free
            return is_free

    def EndRead(self) -> None:
        """End reading."""
        with self._changed:
            self._readers -= 1
            self._changed.notify_all()

    def BeginWrite(self, timeout_ms: int = INFINITE) -> bool:
        """Begin to write; return whether that was possible in time."""
        with self._changed:
            self._waiting_writers += 1
            try:
                is_free = self._wait(self._may_write, timeout_ms)
            finally:
                self._waiting_writers -= 1
            self._is_writing = self._is_writing or is_free
            return is_free

    def EndWrite(self) -> None:
        """End writing."""
        with self._changed:
            self._is_writing = False
            self._changed.notify_all()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read inside a `with` block."""
        self.BeginRead()
        try:
            yield
        finally:
            self.EndRead()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write inside a `with` block."""
        self.BeginWrite()
        try:
            yield
        finally:
            self.EndWrite()

    def AddRef(self) -> int:
        """Count one reference more and return how many there are."""
        with self._changed:
            self._references += 1
            return self._references

    def Release(self) -> int:
        """Count one reference less and return how many there are; at the last one `OnFinalRelease` is called."""
        with self._changed:
            self._references -= 1
            left = self._references
        if left == 0:
            self.OnFinalRelease()
        return left

    def OnFinalRelease(self) -> None:
        """Called when the last reference is gone; override it to clean up."""

    def _may_read(self) -> bool:
        if self._mechanism is THREAD_SAFETY_MECHANISM.eSerialized:
            return not self._is_writing and self._readers == 0
        is_behind = self._mechanism is THREAD_SAFETY_MECHANISM.ePriorityWrite and self._waiting_writers > 0
        return not self._is_writing and not is_behind

    def _may_write(self) -> bool:
        is_behind = self._mechanism is THREAD_SAFETY_MECHANISM.ePriorityRead and self._waiting_readers > 0
        return not self._is_writing and self._readers == 0 and not is_behind

    def _wait(self, condition: Callable[[], bool], timeout_ms: int) -> bool:
        until = None if timeout_ms == INFINITE else time.monotonic() + timeout_ms / 1000
        while not condition():
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                return False
            self._changed.wait(left)
        return True
