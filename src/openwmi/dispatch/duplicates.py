# SPDX-License-Identifier: Apache-2.0
"""KeyWatch: one object per path, however many providers, or rows of one, claim it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openwmi.dispatch.keyfaults import Key, KeyFaults, key_readers
from openwmi.dispatch.outcome import Outcome
from openwmi.dispatch.plan import Scan
from openwmi.errors import WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance

MAX_WATCHED_KEYS: Final = 100_000
"""Keys remembered in one call; beyond it rows pass unchecked, so that memory stays bounded."""


class KeyWatch:
    """Drops rows whose key was seen before in the same call.

    A row of a base class is the same object as one of a derived class with its key; brothers with one
    key are two objects. Stored instances are unique already and are not watched. Rows that no path can name
    are no two of one path: they pass, and the call tells of them.

    Spec: wql.md §4 (one object per path); object-model.md §12.4 (the most derived one is kept).
    Choice: at most MAX_WATCHED_KEYS are remembered.
    """

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._faults = KeyFaults(outcome)
        self._seen: dict[Key, ClassDefinition] = {}

    def first_seen(self, scan: Scan, rows: Iterator[Instance]) -> Iterator[Instance]:
        """Yield the rows of a scan that no earlier row shares its key with; derived classes come first."""
        names = scan.cim_class.key_names
        if scan.record is None or not names:
            yield from rows
            return
        seen = self._seen
        key_of, whole_key_of = key_readers(scan.cim_class)
        for row in rows:
            key = key_of(row.values)
            if key is None:
                if self._faults.has_fault(row, scan):
                    yield row
                    continue
                key = whole_key_of(row.values)
            if key in seen:
                if not self._is_brother(key, row, scan):
                    continue
            elif len(seen) < MAX_WATCHED_KEYS:
                seen[key] = row.layout.cim_class
            yield row

    def _is_brother(self, key: Key, row: Instance, scan: Scan) -> bool:
        """Tell whether a row is another object than the one seen with its key."""
        seen, cim_class = self._seen, row.layout.cim_class
        if seen[key] is not cim_class:
            if seen[key].is_a(cim_class.name):
                return False
            own = (cim_class.name, *key)
            if own not in seen:
                seen[own] = cim_class
                return True
        self._complain(row, scan)
        return False

    def _complain(self, row: Instance, scan: Scan) -> None:
        name = scan.record.name if scan.record else "repository"
        self._outcome.note(
            WbemStatus.WBEM_S_DUPLICATE_OBJECTS,
            f"provider {name} gave {row.relpath or row.class_name} more than once; the first one counts",
        )
