# SPDX-License-Identifier: Apache-2.0
"""KeyWatch: one object per path, however many providers, or rows of one, claim it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openwmi.dispatch.outcome import Outcome
from openwmi.dispatch.plan import Scan
from openwmi.errors import WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.identity import fold_text
from openwmi.model.instance import Instance
from openwmi.model.values import CimValue

MAX_WATCHED_KEYS: Final = 100_000
"""Keys remembered in one call; beyond it rows pass unchecked, so that memory stays bounded."""


class KeyWatch:
    """Drops rows whose key was seen before in the same call.

    Stored instances are unique already and are not watched.

    Spec: wql.md §4 (one object per path); object-model.md §12.4.
    Choice: at most MAX_WATCHED_KEYS are remembered.
    """

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._seen: dict[tuple[CimValue, ...], str] = {}

    def first_seen(self, scan: Scan, rows: Iterator[Instance]) -> Iterator[Instance]:
        """Yield the rows of a scan that no earlier row shares its key with."""
        names = scan.cim_class.key_names
        if scan.record is None or not names:
            yield from rows
            return
        owner = scan.cim_class.key_owner.name
        slots = [scan.cim_class.layout.slot(name) for name in names]
        for row in rows:
            if self._is_new(owner, row, slots, scan):
                yield row

    def _is_new(self, owner: str, row: Instance, slots: list[int], scan: Scan) -> bool:
        values = row.values
        key = (owner, *[_identity(values[slot]) for slot in slots])
        first = self._seen.get(key)
        if first is None:
            if len(self._seen) < MAX_WATCHED_KEYS:
                self._seen[key] = row.class_name
            return True
        if first.lower() == row.class_name.lower():
            self._complain(row, row.cim_class, scan)
        return False

    def _complain(self, row: Instance, cim_class: ClassDefinition, scan: Scan) -> None:
        name = scan.record.name if scan.record else "repository"
        self._outcome.note(
            WbemStatus.WBEM_S_DUPLICATE_OBJECTS,
            f"provider {name} gave {row.relpath or cim_class.name} more than once; the first one counts",
        )


def _identity(value: CimValue) -> CimValue:
    """Return a key value in a form that hashes, texts without their case."""
    if isinstance(value, str):
        return fold_text(value)
    return None if isinstance(value, list) else value
