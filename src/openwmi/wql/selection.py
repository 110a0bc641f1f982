# SPDX-License-Identifier: Apache-2.0
"""What every SELECT starts with: the list of columns and FROM.

    list = "*" | prop *("," prop)
    prop = ident *("." ident) ["." "*"]

Spec: wql.md §2.
"""

from __future__ import annotations

from openwmi.wql.cursor import Cursor
from openwmi.wql.expression import check_path_parts
from openwmi.wql.lexer import Token
from openwmi.wql.nodes import PropertyPath

_COLUMN_NAMED_FROM_GOES_ON_WITH = frozenset({",", ".", "FROM"})


def read_selection(cursor: Cursor) -> tuple[PropertyPath, ...] | None:
    """Read `SELECT list` and return the columns, or None for `*`."""
    cursor.expect("SELECT")
    if cursor.accept("*"):
        return None
    columns = [_column(cursor)]
    while cursor.accept(","):
        columns.append(_column(cursor))
    return tuple(columns)


def read_from(cursor: Cursor) -> Token:
    """Read `FROM class` and return the token of the class name."""
    cursor.expect("FROM", "a comma or FROM")
    if cursor.at("WHERE"):
        raise cursor.error("a class name")
    return cursor.name("a class name")


def _column(cursor: Cursor) -> PropertyPath:
    if cursor.at("FROM") and cursor.following.word not in _COLUMN_NAMED_FROM_GOES_ON_WITH:
        raise cursor.error("* or a property name")
    first = cursor.name("* or a property name")
    parts = [first.text]
    while cursor.accept("."):
        if cursor.accept("*"):
            parts.append("*")
            break
        parts.append(cursor.name("a property name or * after the dot").text)
    check_path_parts(parts)
    return PropertyPath(tuple(parts), first.position)
