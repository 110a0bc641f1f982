# SPDX-License-Identifier: Apache-2.0
"""The FROM class and the select list, looked up."""

from __future__ import annotations

from openwmi.model.cimclass import ClassDefinition
from openwmi.wql.bind_terms import find_property
from openwmi.wql.faults import Fault, query_error
from openwmi.wql.nodes import EventStatement, PropertyPath, SelectStatement
from openwmi.wql.terms import Scope


def find_from_class(statement: SelectStatement | EventStatement, scope: Scope) -> ClassDefinition:
    """Return the class after FROM.

    Raises:
        InvalidClassError: There is none (data dialect).
        NotFoundError: There is none (event dialect).
    """
    found = scope.classes.find_class(statement.class_name)
    if found is None:
        raise query_error(
            Fault.UNKNOWN_CLASS,
            scope.dialect,
            f"FROM names class {statement.class_name}, which does not exist",
            position=statement.class_position,
        )
    return found


def bind_columns(
    columns: tuple[PropertyPath, ...] | None, cim_class: ClassDefinition, scope: Scope
) -> tuple[str, ...] | None:
    """Return the selected properties, each once, in the spelling of the class; None for `*`.

    Raises:
        InvalidQueryError: The class has no such property, or a dot follows something that is no object.
        WbemError: WBEM_E_PROPERTY_NOT_AN_OBJECT, the latter in the event dialect.

    Spec: wql.md §4.1. Choice: `P.Q` selects all of P.
    """
    if columns is None:
        return None
    return tuple(dict.fromkeys(find_property(column, cim_class, scope.dialect)[0] for column in columns))
