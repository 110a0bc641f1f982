# SPDX-License-Identifier: Apache-2.0
"""Conform: rows as a provider made them become rows of the repository's class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import TypeAlias

from openwmi.dispatch.view import NamespaceView
from openwmi.errors import InvalidObjectError, QuotaViolationError
from openwmi.host.records import ProviderRecord
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import CimType
from openwmi.model.instance import Instance
from openwmi.model.layout import ClassLayout
from openwmi.model.storable import check_nesting
from openwmi.model.values import CimValue

Conformer: TypeAlias = Callable[[Instance], Instance]


class Conformance:
    """Takes what a provider yields for one class and gives instances of the namespace's own layout.

    The provider keeps its objects: every row is copied, so that neither side sees the other's changes.
    """

    def __init__(self, view: NamespaceView, asked: ClassDefinition, record: ProviderRecord) -> None:
        """Prepare for the answers to one request.

        Args:
            view: The namespace.
            asked: The class the provider was asked for.
            record: The provider, for messages.
        """
        self._view = view
        self._asked = asked
        self._record = record
        self._known: dict[ClassLayout, Conformer] = {}

    def rows(self, candidates: Iterable[object]) -> Iterator[Instance]:
        """Yield rows in the namespace's layout, as `__call__` gives them."""
        known = self._known
        for candidate in candidates:
            # Written out: a row in a known layout must not cost another call.
            if isinstance(candidate, Instance) and (conformer := known.get(candidate.layout)) is not None:
                yield conformer(candidate)
            else:
                yield self(candidate)

    def __call__(self, candidate: object) -> Instance:
        """Return the row in the namespace's layout.

        Raises:
            InvalidObjectError: Not an instance, or one of a class that was not asked for; names the provider.
            QuotaViolationError: It embeds objects too deep, or itself; names the provider.

        Spec: wql.md §7.6.
        Choice: the request fails instead of dropping the row, so that a mistake of the provider is seen.
        """
        if not isinstance(candidate, Instance):
            raise self._refusal(f"a {type(candidate).__name__}")
        conformer = self._known.get(candidate.layout)
        if conformer is None:
            conformer = self._known[candidate.layout] = self._conformer(candidate.layout)
        return conformer(candidate)

    def _conformer(self, source: ClassLayout) -> Conformer:
        name = source.cim_class.name
        target = self._view.classes.find_class(name)
        if target is None or not target.is_a(self._asked.name):
            raise self._refusal(f"an instance of {name}")
        layout = target.layout
        is_same = source.names == layout.names and not source.is_projection
        conformer = _copier(layout) if is_same else _by_name(source, layout)
        return self._nesting_checked(conformer) if _has_objects(layout) else conformer

    def _nesting_checked(self, conformer: Conformer) -> Conformer:
        """Return a conformer that looks how deep objects are embedded before anything follows them down."""

        def conform(instance: Instance) -> Instance:
            check_depth(instance, self._record)
            return conformer(instance)

        return conform

    def _refusal(self, what: str) -> InvalidObjectError:
        return InvalidObjectError(
            f"provider {self._record.name} was asked for {self._asked.name} and gave {what}",
            where=f"provider {self._record.name}",
            next_step=f"let it yield instances of {self._asked.name} or of a subclass",
        )


def check_depth(given: Instance, record: ProviderRecord) -> None:
    """Refuse an object from a provider that embeds others too deep, or itself.

    Raises:
        QuotaViolationError: Names the provider.
    """
    try:
        check_nesting(given)
    except QuotaViolationError as error:
        raise QuotaViolationError(
            f"provider {record.name} gave too much: {error.message}",
            where=f"provider {record.name}",
            next_step=error.next_step,
        ) from None


def _has_objects(layout: ClassLayout) -> bool:
    return any(spec.cimtype is CimType.CIM_OBJECT for spec in layout.types)


def _copier(layout: ClassLayout) -> Conformer:
    is_flat = not _has_objects(layout) and not any(spec.is_array for spec in layout.types)
    copy_row = list[CimValue].copy if is_flat else layout.copy_row

    def conform(instance: Instance) -> Instance:
        result = Instance(layout, copy_row(instance.values), instance.local)
        if instance.extra is not None:
            result.extra = instance.extra.copy()
        return result

    return conform


def _by_name(source: ClassLayout, target: ClassLayout) -> Conformer:
    """Return a conformer between two layouts of the same class; properties only one side has are left out."""
    pairs = [(source.slots[name], slot) for name, slot in target.slots.items() if name in source.slots]

    def conform(instance: Instance) -> Instance:
        values = target.new_row()
        local = 0
        for here, there in pairs:
            if instance.local >> here & 1:
                values[there] = instance.values[here]
                local |= 1 << there
        result = Instance(target, values, local)
        if instance.extra is not None:
            result.extra = instance.extra.copy()
        return result

    return conform


def projector(source: ClassLayout, columns: tuple[str, ...]) -> Callable[[Instance], Instance]:
    """Return a function that cuts these properties out of a row.

    Args:
        source: Layout of the rows.
        columns: Property names the class has, in the order of the select list.
    """
    target = source.project(columns)
    slots = [source.slots[name.lower()] for name in target.names]
    whole, all_local = source.all_local, target.all_local
    pick = _picker(slots)

    def project(instance: Instance) -> Instance:
        local = instance.local
        mask = all_local if local == whole else _picked_bits(local, slots)
        return Instance(target, pick(instance.values), mask)

    return project


def _picked_bits(local: int, slots: list[int]) -> int:
    return sum(1 << place for place, slot in enumerate(slots) if local >> slot & 1)


def _picker(slots: list[int]) -> Callable[[list[CimValue]], list[CimValue]]:
    if len(slots) < 2:
        return lambda values: [values[slot] for slot in slots]
    pick = itemgetter(*slots)
    return lambda values: list(pick(values))
