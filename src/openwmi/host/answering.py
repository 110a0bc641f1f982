# SPDX-License-Identifier: Apache-2.0
"""Answering: the core's side of callbacks; runs them on the thread that waits for the request they belong to."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from types import MappingProxyType
from typing import Final, cast

from openwmi.errors import InvalidParameterError, QuotaViolationError, WbemError
from openwmi.host.callfacts import failure_of
from openwmi.host.messages import Callback, CallbackAnswer, CallbackFailed
from openwmi.model.instance import Instance
from openwmi.model.values import CimValue
from openwmi.provider.request import ProviderServices

_LOG: Final = logging.getLogger(__name__)

MAX_CURSORS: Final = 64
"""Queries that one request may have open."""

BATCH_ROWS: Final = 64
BATCH_S: Final = 0.005
"""How long rows of a callback wait for others to travel with."""

_REFUSED: Final = (TypeError, KeyError, ValueError, AttributeError)


class Answering:
    """Serves the callbacks of one request."""

    def __init__(self, services: Callable[[], ProviderServices]) -> None:
        self._services = services
        self._cursors: dict[int, Iterator[Instance]] = {}
        self._numbers = count()

    def answer(self, callback: Callback) -> CallbackAnswer | CallbackFailed:
        """Carry out a callback and return what to tell the host."""
        try:
            return CallbackAnswer(callback.callback, _OPERATIONS[callback.operation](self, callback))
        except WbemError as error:
            return CallbackFailed(callback.callback, failure_of(error))
        except _REFUSED as error:
            _LOG.warning("callback %s of a host process failed", callback.operation, exc_info=error)
            refusal = InvalidParameterError(f"callback {callback.operation[:64]} failed: {error}")
            return CallbackFailed(callback.callback, failure_of(refusal))

    def close(self) -> None:
        """Close the queries that are still open."""
        for cursor in list(self._cursors):
            self._close(cursor)

    def _get(self, asked: Callback) -> object:
        return self._services().get(asked.text, properties=cast("list[str] | None", asked.value))

    def _query(self, asked: Callback) -> object:
        return self._open(self._services().query(asked.text))

    def _instances(self, asked: Callback) -> object:
        return self._open(self._services().instances(asked.text))

    def _open(self, rows: Iterator[Instance]) -> int:
        if len(self._cursors) >= MAX_CURSORS:
            raise QuotaViolationError(
                f"the request has {MAX_CURSORS} queries open", next_step="read one to its end before the next"
            )
        cursor = next(self._numbers)
        self._cursors[cursor] = rows
        return cursor

    def _fetch(self, asked: Callback) -> object:
        cursor = cast("int", asked.value)
        rows = self._cursors[cursor]
        until = time.monotonic() + BATCH_S
        batch: list[Instance] = []
        for row in rows:
            batch.append(row)
            if len(batch) >= BATCH_ROWS or time.monotonic() >= until:
                return [False, batch]
        self._close(cursor)
        return [True, batch]

    def _close_asked(self, asked: Callback) -> object:
        self._close(cast("int", asked.value))
        return None

    def _close(self, cursor: int) -> None:
        rows = self._cursors.pop(cursor, None)
        close = getattr(rows, "close", None)
        if close is not None:
            close()

    def _put(self, asked: Callback) -> object:
        instance, flags = cast("tuple[Instance, int]", asked.value)
        return str(self._services().put(instance, flags=flags))

    def _delete(self, asked: Callback) -> object:
        self._services().delete(asked.text)
        return None

    def _call(self, asked: Callback) -> object:
        method, parameters = cast("tuple[str, dict[str, CimValue]]", asked.value)
        return self._services().call(asked.text, method, **parameters)


_OPERATIONS: Final[Mapping[str, Callable[[Answering, Callback], object]]] = MappingProxyType(
    {
        "get": Answering._get,
        "query": Answering._query,
        "instances": Answering._instances,
        "fetch": Answering._fetch,
        "close": Answering._close_asked,
        "put": Answering._put,
        "delete": Answering._delete,
        "call": Answering._call,
    }
)
