# SPDX-License-Identifier: Apache-2.0
"""Execute: run a plan as one stream of rows. Nothing is read before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from itertools import chain
from types import MappingProxyType
from typing import Final, TypeAlias

from openwmi.dispatch.conform import Conformance, projector
from openwmi.dispatch.duplicates import KeyWatch
from openwmi.dispatch.entering import enter
from openwmi.dispatch.outcome import Outcome
from openwmi.dispatch.plan import Access, Scan, SelectPlan
from openwmi.dispatch.properties import DynamicProperties
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import (
    NotFoundError,
    NotSupportedError,
    ProviderNotCapableError,
    UnsupportedParameterError,
    WbemError,
)
from openwmi.host.records import ProviderRecord
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.system import is_system_property, locate
from openwmi.provider.context import CallContext
from openwmi.provider.request import Request

DECLINED: Final = (ProviderNotCapableError, UnsupportedParameterError, NotSupportedError)
"""What a provider answers to a query that is too hard for it. Spec: provider-model.md §4.2."""

_OPERATIONS: Final[Mapping[Access, str]] = MappingProxyType(
    {Access.ENUMERATE: "CreateInstanceEnum", Access.GET: "GetObject", Access.QUERY: "ExecQuery"}
)

Rows: TypeAlias = Generator[Instance, None, None]
"""Rows of a provider; closing it lets the provider clean up."""


def run_select(plan: SelectPlan, view: NamespaceView, call: CallContext, outcome: Outcome) -> Iterator[Instance]:
    """Yield the rows of a data query.

    Closing the generator closes the provider's.

    Args:
        plan: What to do.
        view: The namespace.
        call: On whose behalf; checked at every row.
        outcome: Takes the final status and what could not be had.

    Raises:
        WbemError: The scan of the named class failed, or the call ended; rows before it were given.

    Spec: wql.md §4; provider-model.md §4.4 (a subclass that cannot does not fail the whole).
    """
    if plan.prototype:
        yield from _prototype(plan)
        return
    watch = KeyWatch(outcome)
    for scan in plan.scans:
        yield from _guarded(scan, plan, view, call, outcome, watch)


def _prototype(plan: SelectPlan) -> Iterator[Instance]:
    layout = plan.bound.cim_class.layout
    empty = Instance(layout, layout.new_row())
    columns = plan.bound.columns
    yield empty if columns is None else projector(layout, _own_columns(columns))(empty)


def _guarded(
    scan: Scan, plan: SelectPlan, view: NamespaceView, call: CallContext, outcome: Outcome, watch: KeyWatch
) -> Iterator[Instance]:
    """Yield one scan's rows; a failing subclass leaves a note instead of ending the query."""
    try:
        yield from _shaped(scan, plan, watch.first_seen(scan, _matching(scan, plan, view, call)))
    except WbemError as error:
        if call.is_over or scan.cim_class is plan.bound.cim_class or len(plan.scans) == 1:
            raise
        outcome.note_failure(scan.cim_class.name, error)


def _matching(scan: Scan, plan: SelectPlan, view: NamespaceView, call: CallContext) -> Iterator[Instance]:
    """Yield the rows of a scan that satisfy the WHERE; of V1ProviderDefined those the provider gives."""
    attempt, rows = accepted(scan, view, call, plan.bound.text)
    return _filtered(rows, attempt, plan) if attempt.post_filter else rows


def _filtered(rows: Iterator[Instance], scan: Scan, plan: SelectPlan) -> Iterator[Instance]:
    predicates: dict[object, Callable[[Instance], bool] | None] = {}

    def passes(row: Instance) -> bool:
        cim_class = row.layout.cim_class
        if cim_class not in predicates:
            predicates[cim_class] = plan.bound.predicate(cim_class)
        predicate = predicates[cim_class]
        return predicate is None or predicate(row)

    if plan.bound.predicate(scan.cim_class) is None:
        return rows
    return filter(passes, rows)


def _shaped(scan: Scan, plan: SelectPlan, rows: Iterator[Instance]) -> Iterator[Instance]:
    """Yield rows cut to the select list, with the system properties it names. Spec: wql.md §4.1."""
    columns = plan.bound.columns
    if columns is None:
        yield from rows
        return
    own = _own_columns(columns)
    if plan.ensure_locatable:
        own = (*own, *scan.cim_class.key_names)
    system = tuple(name.upper() for name in columns if is_system_property(name))
    projectors: dict[object, Callable[[Instance], Instance]] = {}
    for row in rows:
        project = projectors.get(row.layout)
        if project is None:
            project = projectors[row.layout] = projector(row.layout, own)
        cut = project(row)
        if plan.ensure_locatable:
            locate(cut, row)
        if system:
            cut.extras.system = {name: row[name] for name in system}
        yield cut


def _own_columns(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the properties behind a select list: `P.Q` needs all of P, system properties none."""
    return tuple(dict.fromkeys(c.partition(".")[0] for c in columns if not is_system_property(c)))


def accepted(
    scan: Scan, view: NamespaceView, call: CallContext, query_text: str = ""
) -> tuple[Scan, Iterator[Instance]]:
    """Run a scan, or what takes its place when the provider declines before its first row.

    Returns:
        What the provider accepted, and its rows, unfiltered.

    Raises:
        ProviderNotCapableError: It declined everything.
        WbemError: The source cannot be asked, or failed before its first row.

    Spec: provider-model.md §4.2 (a provider that declines after a row has failed).
    """
    declined: WbemError | None = None
    for attempt in scan.attempts():
        rows = scan_rows(attempt, view, call, query_text)
        try:
            first = next(rows, None)
        except DECLINED as error:
            declined = error
            continue
        return attempt, rows if first is None else chain((first,), rows)
    raise declined or ProviderNotCapableError(f"nobody gives instances of {scan.cim_class.name}")


def scan_rows(scan: Scan, view: NamespaceView, call: CallContext, query_text: str = "") -> Iterator[Instance]:
    """Yield the instances of one scan, unfiltered. Closing the generator closes the provider's.

    Raises:
        WbemError: The source cannot be asked, or failed.
    """
    if scan.unavailable is not None:
        raise scan.unavailable
    if scan.record is None:
        yield from _stored(scan, view, call)
        return
    request = enter(
        view,
        scan.record,
        call,
        _OPERATIONS[scan.access],
        scan.key_path.relpath if scan.key_path else scan.cim_class.name,
        class_name=scan.cim_class.name,
        properties=scan.properties,
        keys_only=_is_keys_only(scan),
        restrictions=scan.restrictions,
        query_text=query_text,
    )
    conform = Conformance(view, scan.cim_class, scan.record)
    with closing(_PROVIDED[scan.access](scan, scan.record, view, request)) as rows:
        yield from conform.rows(rows)


def _stored(scan: Scan, view: NamespaceView, call: CallContext) -> Iterator[Instance]:
    return DynamicProperties(view, call).filled(_stored_rows(scan, view, call), scan.properties)


def _stored_rows(scan: Scan, view: NamespaceView, call: CallContext) -> Iterator[Instance]:
    if scan.key_path is not None:
        try:
            found = view.repository.get_instance(view.namespace, scan.key_path)
        except NotFoundError:
            return
        if found.class_name.lower() == scan.cim_class.name.lower():
            yield found
        return
    for batch in view.repository.enumerate_instances(view.namespace, scan.cim_class.name):
        call.check()
        yield from batch


def _is_keys_only(scan: Scan) -> bool:
    return scan.properties is not None and scan.properties <= set(scan.cim_class.key_names)


def _provided_all(scan: Scan, record: ProviderRecord, view: NamespaceView, request: Request) -> Rows:
    role = view.instance_role(record)
    if not role.supports_enumeration:
        raise ProviderNotCapableError(
            f"provider {record.name} does not enumerate {scan.cim_class.name}",
            next_step="ask for an instance by its path, or register it with SupportsEnumeration",
        )
    yield from view.provider(record, request.call).enumerate(scan.cim_class.name, request)


def _provided_one(scan: Scan, record: ProviderRecord, view: NamespaceView, request: Request) -> Rows:
    path = scan.key_path or ObjectPath(scan.cim_class.name)
    try:
        found = view.provider(record, request.call).get(path, request)
    except DECLINED:
        pass
    except NotFoundError:
        if not (_has_case(path) and view.instance_role(record).supports_enumeration):
            return
    else:
        yield found
        return
    yield from _provided_all(scan, record, view, request)


def _has_case(path: ObjectPath) -> bool:
    """Tell whether a key could be spelled in another case.

    A WHERE ignores case and a provider's get need not, so a miss is looked up among all instances.
    Spec: wql.md §4.2, §7.4.
    """
    return any(isinstance(value, str) and value.upper() != value.lower() for _, value in path.keys or ())


def _provided_query(scan: Scan, record: ProviderRecord, view: NamespaceView, request: Request) -> Rows:
    yield from view.provider(record, request.call).query(scan.query_text, request)


_PROVIDED: Final[Mapping[Access, Callable[[Scan, ProviderRecord, NamespaceView, Request], Rows]]] = MappingProxyType(
    {Access.ENUMERATE: _provided_all, Access.GET: _provided_one, Access.QUERY: _provided_query}
)
