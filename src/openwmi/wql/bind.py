# SPDX-License-Identifier: Apache-2.0
"""bind(): a syntax tree and the classes of a namespace to a bound query.

Spec: wql.md §3 to §6, §8.
"""

from __future__ import annotations

from datetime import tzinfo
from typing import TypeAlias, overload

from openwmi.errors import InvalidClassError, InvalidObjectPathError
from openwmi.model.classsource import ClassSource
from openwmi.model.objectpath import ObjectPath
from openwmi.wql.bind_event import Covered, bind_event, needs_no_polling
from openwmi.wql.bind_terms import bind_condition
from openwmi.wql.bound import BoundAssociation, BoundSchema, BoundSelect
from openwmi.wql.bound_event import BoundEvent
from openwmi.wql.columns import bind_columns, find_from_class
from openwmi.wql.faults import Fault, query_error
from openwmi.wql.nodes import (
    AssociationStatement,
    Dialect,
    EventStatement,
    SchemaStatement,
    SelectStatement,
    Statement,
)
from openwmi.wql.terms import Scope, Truth

BoundQuery: TypeAlias = BoundSelect | BoundSchema | BoundAssociation | BoundEvent


@overload
def bind(
    statement: SelectStatement, classes: ClassSource, *, zone: tzinfo | None = None, covered: Covered = ...
) -> BoundSelect: ...
@overload
def bind(
    statement: SchemaStatement, classes: ClassSource, *, zone: tzinfo | None = None, covered: Covered = ...
) -> BoundSchema: ...
@overload
def bind(
    statement: AssociationStatement,
    classes: ClassSource,
    *,
    zone: tzinfo | None = None,
    covered: Covered = ...,
) -> BoundAssociation: ...
@overload
def bind(
    statement: EventStatement, classes: ClassSource, *, zone: tzinfo | None = None, covered: Covered = ...
) -> BoundEvent: ...
@overload
def bind(
    statement: Statement, classes: ClassSource, *, zone: tzinfo | None = None, covered: Covered = ...
) -> BoundQuery: ...
def bind(
    statement: Statement,
    classes: ClassSource,
    *,
    zone: tzinfo | None = None,
    covered: Covered = needs_no_polling,
) -> BoundQuery:
    """Return a query checked against the classes of a namespace.

    Args:
        statement: What `parse` returned.
        classes: The namespace.
        zone: Zone of datetime constants that name none; None is the local zone of this machine.
        covered: For event queries: tells whether events on instances of exactly this class come
            without polling.

    Raises:
        InvalidClassError: No such class (data dialect).
        NotFoundError: No such event class.
        InvalidQueryError: A property that does not exist, a constant or operator that does not fit.
        InvalidObjectPathError: The braces hold no object path, or one of the wrong kind.
        WbemError: One of the codes that only event queries have.

    Spec: wql.md §8.
    """
    match statement:
        case SelectStatement():
            return _bind_select(statement, Scope(Dialect.DATA, classes, zone))
        case SchemaStatement():
            return _bind_schema(statement, Scope(Dialect.DATA, classes, zone))
        case AssociationStatement():
            return _bind_association(statement, classes)
        case EventStatement():
            return bind_event(statement, Scope(Dialect.EVENT, classes, zone), covered)


def _bind_select(statement: SelectStatement, scope: Scope) -> BoundSelect:
    cim_class = find_from_class(statement, scope)
    columns = bind_columns(statement.columns, cim_class, scope)
    condition = bind_condition(statement.where, cim_class, scope) if statement.where else Truth(True)
    return BoundSelect(cim_class, columns, None if condition == Truth(True) else condition, statement)


def _bind_schema(statement: SchemaStatement, scope: Scope) -> BoundSchema:
    condition = bind_condition(statement.where, None, scope) if statement.where else Truth(True)
    return BoundSchema(None if condition == Truth(True) else condition, statement)


def _bind_association(statement: AssociationStatement, classes: ClassSource) -> BoundAssociation:
    """Return a brace statement with its path read and its options checked. Spec: wql.md §2, §3, §5."""
    path = ObjectPath.parse(statement.path)
    _check_options(statement)
    expected_is_class = statement.options.schema_only
    if path.is_class is not expected_is_class or not path.class_name:
        raise InvalidObjectPathError(
            f"{{{statement.path}}} does not name {'a class' if expected_is_class else 'an instance'}",
            next_step="name an instance, as in {Class.Key='value'}; name a class only with SchemaOnly",
        )
    if path.namespace is None and classes.find_class(path.class_name) is None:
        raise InvalidClassError(f"{{{statement.path}}} names class {path.class_name}, which does not exist")
    return BoundAssociation(statement.kind, path, statement.options, statement)


def _check_options(statement: AssociationStatement) -> None:
    options = statement.options
    if options.class_defs_only and (options.result_class or options.schema_only):
        other = "ResultClass" if options.result_class else "SchemaOnly"
        raise query_error(
            Fault.CONTRADICTING_OPTIONS,
            Dialect.DATA,
            f"ClassDefsOnly and {other} exclude each other",
            position=statement.position,
            next_step="leave one of them out",
        )
