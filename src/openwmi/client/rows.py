# SPDX-License-Identifier: Apache-2.0
"""Rows: the answer to a query or an enumeration, as it arrives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Generic, Self, TypeVar

from openwmi.errors import WbemStatus
from openwmi.model.cimobject import CimObject
from openwmi.services.enumerators import EnumWbemClassObject

Row = TypeVar("Row", bound=CimObject)

BATCH_ROWS: Final = 256
BATCH_S: Final = 0.25


class Rows(Generic[Row]):
    """The rows of an answer, given out while the provider still works. Can be read once.

    A failure is raised where it happened, after the rows before it. Leaving a `with` block, or `close`,
    stops the work behind rows that nobody wants any more.

    Example:
        >>> with connection.query("SELECT Name FROM Win32_Process") as rows:
        ...     for process in rows:
        ...         print(process.Name)
    """

    def __init__(self, enumerator: EnumWbemClassObject, wrap: Callable[[CimObject], Row]) -> None:
        """Make rows of what an enumerator gives.

        Args:
            enumerator: Where the objects come from.
            wrap: Makes a row of one object.
        """
        self._enumerator = enumerator
        self._wrap = wrap
        self._rows: Iterator[Row] = map(wrap, enumerator)

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The names of the select list in the order written, None for `*` and for enumerations."""
        return self._enumerator.columns

    @property
    def status(self) -> int:
        """WBEM_S_ code, final once the last row was read; WBEM_S_PARTIAL_RESULTS when some are missing."""
        return self._enumerator.status

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences that name what is missing and whose fault it is; complete after the last row."""
        return self._enumerator.warnings

    def batches(self, *, most: int = BATCH_ROWS, within_s: float = BATCH_S) -> Iterator[list[Row]]:
        """Yield the remaining rows in batches, for readers that do something after each.

        Args:
            most: Rows in a batch at most.
            within_s: Seconds to wait for a batch to fill; then it is given with the rows it has.

        Raises:
            WbemError: Where iterating would raise it.
        """
        status = int(WbemStatus.WBEM_S_NO_ERROR)
        while status != WbemStatus.WBEM_S_FALSE:
            status, found = self._enumerator.next(within_s, most)
            if found:
                yield [self._wrap(each) for each in found]

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Row:
        return next(self._rows)

    def close(self) -> None:
        """Stop reading; the work behind the remaining rows is cancelled. May be called more than once."""
        self._rows = iter(())
        self._enumerator.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()
