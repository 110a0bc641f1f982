# SPDX-License-Identifier: Apache-2.0
"""KeyFaults: rows of providers whose keys no object path can name, found while their keys are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from openwmi.dispatch.outcome import Outcome
from openwmi.dispatch.plan import Scan
from openwmi.errors import WbemError, WbemStatus
from openwmi.model.casing import fold_text
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import CimType
from openwmi.model.instance import Instance
from openwmi.model.objectpath import MAX_PATH_CHARACTERS
from openwmi.model.storable import check_key_texts, check_path_length
from openwmi.model.values import CimValue

Key: TypeAlias = tuple[CimValue, ...]
KeyReader: TypeAlias = Callable[[list[CimValue]], Key | None]


class KeyFaults:
    """Remarks on rows that cannot be addressed, one for each provider in a call.

    Spec: object-model.md §3.1.
    Choice: such a row is kept, because its other values may be right, and the call tells of it.
    """

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._told: set[str] = set()

    def has_fault(self, row: Instance, scan: Scan) -> bool:
        """Tell whether no path can name a row; the first of each provider leaves a remark."""
        why = _fault_of(row)
        if why and scan.record is not None and scan.record.name not in self._told:
            self._told.add(scan.record.name)
            self._outcome.note(
                WbemStatus.WBEM_S_NO_ERROR, f"provider {scan.record.name} gave a row that no path can name: {why}"
            )
        return bool(why)


def _fault_of(row: Instance) -> str:
    """Return what is wrong with the keys of a row, empty when they can stand in a path."""
    for name in row.cim_class.key_names:
        if row.get(name) is None:
            return f"key {row.class_name}.{name} is NULL"
    try:
        check_key_texts(row)
        check_path_length(row)
    except WbemError as error:
        return error.message
    return ""


def key_readers(cim_class: ClassDefinition) -> tuple[KeyReader, Callable[[list[CimValue]], Key]]:
    """Return two functions from the values of a row to its key, texts without their case.

    Args:
        cim_class: A class with keys.

    Returns:
        One that gives None when a closer look at the row is due, and one that always gives the key.
    """
    owner = cim_class.key_owner.name
    names = cim_class.key_names
    slots = [cim_class.layout.slot(name) for name in names]
    # Escapes, names and the namespace take room in a path too.
    enough = MAX_PATH_CHARACTERS // (4 * (len(names) + 1))

    def whole_key(values: list[CimValue]) -> Key:
        return (owner, *[_without_case(values[slot]) for slot in slots])

    if any(cim_class.properties[name].type.cimtype is CimType.CIM_CHAR16 for name in names):
        return (lambda _: None), whole_key
    return _single_reader(owner, slots[0], enough) if len(slots) == 1 else _reader(owner, slots, enough), whole_key


# Both readers are written out, without calls for plain texts: every row of every provider passes here.


def _single_reader(owner: str, slot: int, enough: int) -> KeyReader:
    def key_of(values: list[CimValue]) -> Key | None:
        value = values[slot]
        if isinstance(value, str):
            if not value.isprintable() or len(value) > enough:
                return None
            return owner, value.upper() if value.isascii() else fold_text(value)
        return None if value is None else (owner, value)

    return key_of


def _reader(owner: str, slots: list[int], enough: int) -> KeyReader:
    def key_of(values: list[CimValue]) -> Key | None:
        key: list[CimValue] = [owner]
        for slot in slots:
            value = values[slot]
            if isinstance(value, str):
                if not value.isprintable() or len(value) > enough:
                    return None
                value = value.upper() if value.isascii() else fold_text(value)
            elif value is None:
                return None
            key.append(value)
        return tuple(key)

    return key_of


def _without_case(value: CimValue) -> CimValue:
    return fold_text(value) if isinstance(value, str) else value
