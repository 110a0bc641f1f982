# SPDX-License-Identifier: Apache-2.0
"""Query texts made from arguments, through the syntax tree, so that nothing in a name can change the query."""

from __future__ import annotations

from collections.abc import Iterable

from openwmi.wql.nodes import (
    AssociationKind,
    AssociationOptions,
    AssociationStatement,
    Comparison,
    Constant,
    Operator,
    PropertyPath,
    SelectStatement,
)
from openwmi.wql.render import render


def select_text(class_name: str, properties: Iterable[str], *, deep: bool = True) -> str:
    """Return the query for some properties of all instances of a class.

    Args:
        class_name: The class.
        properties: Names of the properties, in the order wanted.
        deep: Whether instances of subclasses are wanted too.
    """
    columns = tuple(PropertyPath(tuple(name.split("."))) for name in properties)
    exact = Comparison(PropertyPath(("__CLASS",)), Operator.EQUAL, Constant(class_name))
    return render(SelectStatement(columns, class_name, None if deep else exact))


def associators_text(path: str, options: AssociationOptions) -> str:
    """Return the query for the objects that associations connect with the one at a path."""
    return render(AssociationStatement(AssociationKind.ASSOCIATORS, path, options))


def references_text(path: str, options: AssociationOptions) -> str:
    """Return the query for the associations that point at the object at a path."""
    return render(AssociationStatement(AssociationKind.REFERENCES, path, options))
