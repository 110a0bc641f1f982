# SPDX-License-Identifier: Apache-2.0
"""Plans: what will be asked of whom, and what the core does itself. A plan prints itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from openwmi.host.records import ProviderRecord
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import CimValue
from openwmi.wql.bound import BoundSelect
from openwmi.wql.render import render_expression


class Access(Enum):
    """How a scan reaches its instances."""

    ENUMERATE = "enumerate"
    GET = "get by key"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Scan:
    """One class, read from one place.

    Attributes:
        cim_class: The class whose own instances are read, exactly.
        record: The provider, or None for the repository.
        access: How they are reached.
        properties: The only properties asked for, or None for all.
        restrictions: Folded property name -> the values the query leaves it.
        key_path: The instance, for GET.
        query_text: The WQL handed over, for QUERY.
        simpler_text: What is handed over when the provider finds that too hard; empty for nothing.
        post_filter: Whether the core evaluates the WHERE on every row.
        unavailable: Why the source cannot be asked, found while planning; raised when the scan runs.
    """

    cim_class: ClassDefinition
    record: ProviderRecord | None = None
    access: Access = Access.ENUMERATE
    properties: frozenset[str] | None = None
    restrictions: Mapping[str, tuple[CimValue, ...]] = field(default_factory=dict)
    key_path: ObjectPath | None = None
    query_text: str = ""
    simpler_text: str = ""
    post_filter: bool = True
    unavailable: Exception | None = None

    def attempts(self) -> Iterator[Scan]:
        """Yield this scan, and what is tried instead when the provider declines it.

        Spec: provider-model.md §4.2 (enumeration in place of a query); wql.md §7.3 (a simpler query first).
        """
        yield self
        if self.access is Access.QUERY:
            if self.simpler_text:
                yield replace(self, query_text=self.simpler_text, simpler_text="", post_filter=True)
            yield replace(self, access=Access.ENUMERATE, query_text="", simpler_text="", post_filter=True)


@dataclass(frozen=True, slots=True)
class SelectPlan:
    """How a data query will be answered.

    Attributes:
        bound: The query.
        scans: What is read, in order.
        ensure_locatable: Whether rows get their path even when the keys are not selected.
        direct_read: Whether subclasses are left out.
        prototype: Whether one empty row is the answer.
    """

    bound: BoundSelect
    scans: tuple[Scan, ...] = ()
    ensure_locatable: bool = False
    direct_read: bool = False
    prototype: bool = False

    def lines(self) -> Iterator[str]:
        """Yield the plan as text, one step a line."""
        yield self.bound.text
        if self.prototype:
            yield "  one row without values shows the shape of the result; nobody is asked"
            return
        if not self.scans:
            yield "  nothing can match; nobody is asked"
        for scan in self.scans:
            yield from self._scan_lines(scan)

    def _scan_lines(self, scan: Scan) -> Iterator[str]:
        source = f"provider {scan.record.name}" if scan.record else "repository"
        yield f"  {scan.cim_class.name}: {scan.access.value}, {source}"
        if scan.unavailable is not None:
            yield f"    fails         {scan.unavailable}"
        yield f"    pushed down   {'; '.join(self._pushed(scan)) or 'nothing'}"
        yield f"    fetched       {_listing(scan.properties)}"
        yield f"    by the core   {'; '.join(self._kept(scan)) or 'nothing'}"

    def _pushed(self, scan: Scan) -> Iterator[str]:
        if scan.key_path is not None:
            yield scan.key_path.relpath
        if scan.query_text:
            yield scan.query_text
        for name, values in scan.restrictions.items():
            yield f"{scan.cim_class.properties.spelling(name)} in ({', '.join(map(repr, values))})"
        if scan.properties is not None and scan.record is not None:
            yield "property list"

    def _kept(self, scan: Scan) -> Iterator[str]:
        where = self.bound.statement.where
        if scan.post_filter and where is not None:
            yield f"WHERE {render_expression(where)}"
        if self.bound.columns is not None:
            yield f"projection to {', '.join(self.bound.columns)}"

    def __str__(self) -> str:
        return "\n".join(self.lines())


def _listing(properties: frozenset[str] | None) -> str:
    if properties is None:
        return "all properties"
    return ", ".join(sorted(properties, key=str.lower)) or "no property"
