# SPDX-License-Identifier: Apache-2.0
"""Host services: `request.services` inside a host process; every call goes back to the core."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from itertools import count
from queue import Empty, SimpleQueue
from typing import Final, Protocol, cast

from openwmi.errors import NotSupportedError, ProviderFailureError
from openwmi.host.callfacts import error_from
from openwmi.host.messages import Callback, CallbackAnswer, CallbackFailed, Message
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import CimValue
from openwmi.provider.context import CallContext

LOOK_EVERY_S: Final = 0.05
"""How soon a waiting callback notices that its call was cancelled."""


class Sender(Protocol):
    """The part of a channel that callbacks need."""

    def send(self, message: Message) -> None:
        """Send a message."""


class Callbacks:
    """The callbacks of a host process that wait for an answer."""

    def __init__(self, channel: Sender) -> None:
        self._channel = channel
        self._numbers = count()
        self._waiting: dict[int, SimpleQueue[CallbackAnswer | CallbackFailed]] = {}
        self._lock = threading.Lock()

    def ask(self, request: int, call: CallContext, operation: str, text: str, value: object) -> object:
        """Return what the core answers to a callback.

        Raises:
            CallCancelledError: Nobody waits for the request any more.
            TimedOutError: Its deadline passed.
            WbemError: What the callback failed with.
        """
        call.check()
        answers: SimpleQueue[CallbackAnswer | CallbackFailed] = SimpleQueue()
        with self._lock:
            number = next(self._numbers)
            self._waiting[number] = answers
        try:
            self._channel.send(Callback(request, number, operation, text, value))
            answer = _awaited(answers, call)
        finally:
            with self._lock:
                del self._waiting[number]
        if isinstance(answer, CallbackFailed):
            raise error_from(answer.failure)
        return answer.result

    def answer(self, answer: CallbackAnswer | CallbackFailed) -> None:
        """Hand an answer to whoever waits for it; nobody may."""
        with self._lock:
            waiting = self._waiting.get(answer.callback)
        if waiting is not None:
            waiting.put(answer)


class HostServices:
    """The namespace, as a provider in a host process sees it while it serves a request."""

    def __init__(self, callbacks: Callbacks, request: int, call: CallContext) -> None:
        self._callbacks = callbacks
        self._request = request
        self._call = call

    def get(self, path: str | ObjectPath, *, properties: Iterable[str] | None = None) -> Instance:
        """Return one instance; `properties` asks for these only."""
        return _instance(self._ask("get", str(path), None if properties is None else list(properties)))

    def query(self, wql: str) -> Iterator[Instance]:
        """Yield the rows of a WQL query."""
        yield from self._rows("query", wql)

    def instances(self, class_name: str) -> Iterator[Instance]:
        """Yield the instances of a class and its subclasses."""
        yield from self._rows("instances", class_name)

    def get_class(self, class_name: str) -> ClassDefinition:
        """Refuse: definitions do not travel yet.

        Raises:
            NotSupportedError: Always.
        """
        raise NotSupportedError(
            f"the definition of {class_name} cannot be read from a host process",
            next_step="leave the HostingModel of this provider at its default",
        )

    def put(self, instance: Instance, *, flags: int = 0) -> ObjectPath:
        """Create or update an instance and return where it is."""
        return ObjectPath.parse(str(self._ask("put", "", [instance, int(flags)])))

    def delete(self, path: str | ObjectPath) -> None:
        """Delete an instance."""
        self._ask("delete", str(path))

    def call(self, path: str | ObjectPath, method: str, /, **parameters: CimValue) -> Instance:
        """Call a method and return its out parameters."""
        return _instance(self._ask("call", str(path), [method, parameters]))

    def _rows(self, operation: str, text: str) -> Iterator[Instance]:
        cursor = self._ask(operation, text)
        is_over = False
        try:
            while not is_over:
                is_over, rows = cast("tuple[bool, list[object]]", self._ask("fetch", "", cursor))
                yield from map(_instance, rows)
        finally:
            if not is_over and not self._call.is_over:
                self._ask("close", "", cursor)

    def _ask(self, operation: str, text: str, value: object = None) -> object:
        return self._callbacks.ask(self._request, self._call, operation, text, value)


def _awaited(
    answers: SimpleQueue[CallbackAnswer | CallbackFailed], call: CallContext
) -> CallbackAnswer | CallbackFailed:
    while True:
        try:
            return answers.get(timeout=LOOK_EVERY_S)
        except Empty:
            call.check()


def _instance(found: object) -> Instance:
    if not isinstance(found, Instance):
        raise ProviderFailureError(f"a call back gave a {type(found).__name__} instead of an instance")
    return found
