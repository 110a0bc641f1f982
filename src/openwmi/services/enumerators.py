# SPDX-License-Identifier: Apache-2.0
"""EnumWbemClassObject: a cursor over the rows of a call."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Final

from openwmi.errors import InvalidOperationError, InvalidParameterError, WbemStatus
from openwmi.model.cimobject import CimObject
from openwmi.services.rowsource import RowSource

ITERATION_ROWS: Final = 256
"""Rows asked for at once while iterating; fewer are handed on as soon as they are there."""


class EnumWbemClassObject:
    """The objects of an enumeration or query, in order.

    Iterating gives one object at a time and raises at the point where the call failed, after the
    objects before it. Leaving the `with` block, or dropping the object, stops the provider.

    Attributes:
        columns: The select list of a query in the order written; None for `*` and for enumerations.

    Spec: iwbemservices.md §7 (IEnumWbemClassObject).
    """

    def __init__(self, source: RowSource, columns: tuple[str, ...] | None = None, position: int = 0) -> None:
        self.columns = columns
        self._source = source
        self._position = position
        self._reported = False

    def next(self, timeout_s: float | None, count: int) -> tuple[int, list[CimObject]]:
        """Return up to `count` objects and how it went.

        Args:
            timeout_s: Longest wait in seconds; None waits until the call's deadline, 0 not at all.
            count: How many are wanted, at least 1.

        Returns:
            WBEM_S_NO_ERROR with exactly `count` objects, WBEM_S_FALSE at the end, WBEM_S_TIMEDOUT
            when time ran out, or the code of the failure; each with the objects there are.

        Raises:
            InvalidParameterError: A count below 1.
            WbemError: The call failed and there are no objects left before the failure.
        """
        if count < 1:
            raise InvalidParameterError(f"{count} objects cannot be asked for", next_step="ask for at least one")
        objects = self._source.read(self._position, count, timeout_s)
        self._position += len(objects)
        if len(objects) == count:
            return WbemStatus.WBEM_S_NO_ERROR, objects
        if not self._source.is_exhausted:
            return WbemStatus.WBEM_S_TIMEDOUT, objects
        error = self._source.error
        if error is None or self._reported:
            return WbemStatus.WBEM_S_FALSE, objects
        if objects:
            return error.hresult, objects
        self._reported = True
        raise error

    def skip(self, timeout_s: float | None, count: int) -> int:
        """Skip objects; return WBEM_S_NO_ERROR, WBEM_S_FALSE at the end, or WBEM_S_TIMEDOUT."""
        return self.next(timeout_s, count)[0]

    def reset(self) -> None:
        """Go back to the first object.

        Raises:
            InvalidOperationError: The enumerator only goes forward.
        """
        self._require_retention("Reset")
        self._position = 0
        self._reported = False

    def clone(self) -> EnumWbemClassObject:
        """Return a cursor of its own at the same position.

        Raises:
            InvalidOperationError: The enumerator only goes forward.
        """
        self._require_retention("Clone")
        return EnumWbemClassObject(self._source, self.columns, self._position)

    def _require_retention(self, operation: str) -> None:
        if not self._source.can_go_back:
            raise InvalidOperationError(
                f"{operation} on a forward-only enumerator", next_step="leave WBEM_FLAG_FORWARD_ONLY out"
            )

    @property
    def status(self) -> int:
        """WBEM_S_NO_ERROR, or after the last object the WBEM_S_ code that says what is missing."""
        return self._source.outcome.status

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences that name what is missing and whose fault it is."""
        return tuple(self._source.outcome.warnings)

    @property
    def call_id(self) -> str:
        """Name of the call in logs and errors."""
        return self._source.call.call_id

    def batches(self) -> Iterator[list[CimObject]]:
        """Yield the objects in batches, each as soon as its first object is there.

        Raises:
            WbemError: The call failed; the batches before were yielded.
        """
        while True:
            status, objects = self.next(0.0, ITERATION_ROWS)
            if not objects and status == WbemStatus.WBEM_S_TIMEDOUT:
                status, objects = self.next(None, 1)
            if not objects:
                return
            yield objects

    def __iter__(self) -> Iterator[CimObject]:
        for batch in self.batches():
            yield from batch

    def close(self) -> None:
        """Stop the call; harmless when repeated."""
        self._source.close()

    def __enter__(self) -> EnumWbemClassObject:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
