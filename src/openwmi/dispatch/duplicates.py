# SPDX-License-Identifier: Apache-2.0
"""KeyWatch: one object per path, however many providers, or rows of one, claim it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from openwmi.dispatch.outcome import Outcome
from openwmi.dispatch.plan import Scan
from openwmi.errors import WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.identity import fold_text
from openwmi.model.instance import Instance
from openwmi.model.values import CimValue

MAX_WATCHED_KEYS: Final = 100_000
"""Keys remembered in one call; beyond it rows pass unchecked, so that memory stays bounded."""


_Key: TypeAlias = tuple[CimValue, ...]


class KeyWatch:
    """Drops rows whose key was seen before in the same call.

    A row of a base class is the same object as one of a derived class with its key; brothers with one
    key are two objects. Stored instances are unique already and are not watched.

    Spec: wql.md §4 (one object per path); object-model.md §12.4 (the most derived one is kept).
    Choice: at most MAX_WATCHED_KEYS are remembered.
    """

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._seen: dict[_Key, ClassDefinition] = {}

    def first_seen(self, scan: Scan, rows: Iterator[Instance]) -> Iterator[Instance]:
        """Yield the rows of a scan that no earlier row shares its key with; derived classes come first."""
        names = scan.cim_class.key_names
        if scan.record is None or not names:
            yield from rows
            return
        seen = self._seen
        key_of = _key_reader(scan.cim_class)
        for row in rows:
            key = key_of(row.values)
            if key in seen:
                if not self._is_brother(key, row, scan):
                    continue
            elif len(seen) < MAX_WATCHED_KEYS:
                seen[key] = row.layout.cim_class
            yield row

    def _is_brother(self, key: _Key, row: Instance, scan: Scan) -> bool:
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


def _key_reader(cim_class: ClassDefinition) -> Callable[[list[CimValue]], _Key]:
    """Return a function from the values of a row to its key, texts without their case."""
    owner = cim_class.key_owner.name
    slots = [cim_class.layout.slot(name) for name in cim_class.key_names]
    if len(slots) > 1:
        return lambda values: (owner, *[_hashable(values[slot]) for slot in slots])
    only = slots[0]

    def key_of(values: list[CimValue]) -> _Key:
        value = values[only]
        return (owner, fold_text(value) if isinstance(value, str) else value)

    return key_of


def _hashable(value: CimValue) -> CimValue:
    return fold_text(value) if isinstance(value, str) else value
