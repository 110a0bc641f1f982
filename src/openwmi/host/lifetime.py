# SPDX-License-Identifier: Apache-2.0
"""Lifetime: a loaded provider that knows its calls, is retired when nobody needs it, and shut down after the last call.

Spec: provider-model.md §8, §13.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from typing import Final, TypeAlias

from openwmi.errors import InvalidProviderRegistrationError
from openwmi.host.activity import CallNote, ProviderActivity
from openwmi.host.inprocess import InProcessProvider
from openwmi.host.loaded import LoadedProvider
from openwmi.host.records import ProviderRecord
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.contract import Capabilities
from openwmi.provider.property import PropertyPlace
from openwmi.provider.request import Request

DEFAULT_CLEAR_AFTER_S: Final = 300.0
"""What holds when nothing is configured. Spec: provider-model.md §8."""

FIRST_LOOK_S: Final = 1.0
"""A process that ends before that never asks for ClearAfter."""

STOP_S: Final = 1.0
"""How long stopping waits for a round in progress."""

Rows: TypeAlias = Generator[Instance, None, None]


class LivingProvider:
    """A loaded provider from its first call to its last.

    Once retired it takes no new calls: one that was about to begin goes to what takes its place. The last call in
    progress shuts it down.
    """

    def __init__(
        self,
        inner: LoadedProvider,
        activity: ProviderActivity,
        again: Callable[[Request], LivingProvider],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin a life.

        Args:
            inner: The provider.
            activity: Where its calls are counted.
            again: Loads the same provider anew, for a call that found this one retired.
            clock: Gives the time in seconds.
        """
        self.record: ProviderRecord = inner.record
        self._inner = inner
        self._activity = activity
        self._again = again
        self._clock = clock
        self._lock = threading.Lock()
        self._calls = 0
        self._is_retired = False
        self._used_s = clock()

    @property
    def calls(self) -> int:
        """Number of calls in progress; an enumerator that is open is one."""
        return self._calls

    @property
    def is_usable(self) -> bool:
        """Whether it can take calls."""
        return not self._is_retired and self._inner.is_usable

    @property
    def capabilities(self) -> Capabilities:
        """What the code offers, whatever its registration says."""
        return self._inner.capabilities

    def touch(self) -> None:
        """Note that somebody is about to use it."""
        self._used_s = self._clock()

    def idle_s(self) -> float:
        """Return for how many seconds nobody has used it; 0.0 while a call is in progress."""
        with self._lock:
            return 0.0 if self._calls else self._clock() - self._used_s

    def retire(self) -> None:
        """Take no new calls, and shut down after the last one in progress; harmless when repeated."""
        with self._lock:
            is_last = not self._is_retired and self._calls == 0
            self._is_retired = True
        if is_last:
            self._inner.shutdown()

    def shutdown(self) -> None:
        """Shut down now, whatever is in progress: the process ends."""
        with self._lock:
            is_done = self._is_retired and self._calls == 0
            self._is_retired = True
            self._calls += 1  # nobody else shuts it down any more
        if not is_done:
            self._inner.shutdown()

    def get(self, path: ObjectPath, request: Request) -> Instance:
        """Return one instance."""
        with self._noted("GetObject", path, request) as (inner, note):
            found = inner.get(path, request)
            note.rows = 1
            return found

    def enumerate(self, class_name: str, request: Request) -> Rows:
        """Yield the instances of exactly this class."""
        return self._rows("CreateInstanceEnum", class_name, request, lambda p: p.enumerate(class_name, request))

    def query(self, text: str, request: Request) -> Rows:
        """Yield what the provider answers to a query of its own class."""
        return self._rows("ExecQuery", text, request, lambda p: p.query(text, request))

    def put(self, instance: Instance, request: Request) -> ObjectPath | None:
        """Create or update an instance; return its path when the provider tells it."""
        with self._noted("PutInstance", instance, request) as (inner, _):
            return inner.put(instance, request)

    def delete(self, path: ObjectPath, request: Request) -> None:
        """Delete an instance."""
        with self._noted("DeleteInstance", path, request) as (inner, _):
            inner.delete(path, request)

    def exec_method(
        self, path: ObjectPath, method: str, in_parameters: Instance | None, request: Request
    ) -> Instance | None:
        """Call a method and return its out parameters."""
        with self._noted("ExecMethod", f"{path}.{method}", request) as (inner, _):
            return inner.exec_method(path, method, in_parameters, request)

    def get_property(self, place: PropertyPlace, request: Request) -> object:
        """Return the value of a dynamic property of a stored instance."""
        with self._noted("GetProperty", place.about, request) as (inner, _):
            return self._in_process(inner).get_property(place, request)

    def put_property(self, place: PropertyPlace, value: object, request: Request) -> bool:
        """Set a dynamic property of a stored instance; return whether the provider did."""
        with self._noted("PutProperty", place.about, request) as (inner, _):
            return self._in_process(inner).put_property(place, value, request)

    def _in_process(self, inner: LoadedProvider) -> InProcessProvider:
        """Return the provider as one that has properties. Spec: provider-model.md §1 (in the core process only)."""
        if not isinstance(inner, InProcessProvider):
            raise InvalidProviderRegistrationError(
                f"property provider {self.record.name} is registered to run in a host process, where it is not asked",
                next_step="set its HostingModel to NULL",
            )
        return inner

    def _rows(self, operation: str, about: str, request: Request, ask: Callable[[LoadedProvider], Rows]) -> Rows:
        with self._noted(operation, about, request) as (inner, note), closing(ask(inner)) as rows:
            for row in rows:
                note.rows += 1
                yield row

    @contextmanager
    def _noted(self, operation: str, about: object, request: Request) -> Iterator[tuple[LoadedProvider, CallNote]]:
        """Count a call in, and out again when it has ended."""
        living = self
        while not living._begin():
            request.check()
            living = living._again(request)
        note = living._activity.begin(operation, about, request.call)
        try:
            yield living._inner, note
        except BaseException as error:
            note.end(error)
            raise
        else:
            note.end()
        finally:
            living._end()

    def _begin(self) -> bool:
        with self._lock:
            if self._is_retired:
                return False
            self._calls += 1
            return True

    def _end(self) -> None:
        with self._lock:
            self._calls -= 1
            self._used_s = self._clock()
            is_last = self._is_retired and self._calls == 0
        if is_last:
            self._inner.shutdown()


class Sweeper:
    """Lets idle providers go, on a thread of its own that runs while providers are loaded.

    It looks every ClearAfter, so that a provider is released after one to two of them.

    Spec: provider-model.md §8.
    """

    def __init__(self, sweep: Callable[[float], bool], clear_after_s: Callable[[], float]) -> None:
        """Prepare; nothing runs yet.

        Args:
            sweep: Releases what has been idle for so many seconds; returns whether anything is still loaded.
            clear_after_s: Gives ClearAfter in seconds, read before every round.
        """
        self._sweep = sweep
        self._clear_after_s = clear_after_s
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()

    def start(self) -> None:
        """Run, unless it runs already or was stopped."""
        with self._lock:
            if self._thread is None and not self._stopping.is_set():
                self._thread = threading.Thread(target=self._run, name="openwmi-idle-providers", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the thread; harmless when repeated."""
        self._stopping.set()
        with self._lock:
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(STOP_S)

    def _run(self) -> None:
        if self._stopping.wait(FIRST_LOOK_S):
            return
        while True:
            limit_s = self._clear_after_s()
            if self._stopping.wait(limit_s):
                return
            is_needed = self._sweep(limit_s)
            with self._lock:
                if not is_needed:
                    self._thread = None
                    return
