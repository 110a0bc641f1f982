# SPDX-License-Identifier: Apache-2.0
"""parse(): WQL text to its syntax tree.

    data   = "SELECT" list "FROM" ident ["WHERE" expr]
    schema = "SELECT" "*" "FROM" "META_CLASS" ["WHERE" expr]

Nothing here looks at classes; `bind` does.

Spec: wql.md §2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from openwmi.wql.associators import parse_association
from openwmi.wql.cursor import Cursor
from openwmi.wql.event import parse_event
from openwmi.wql.expression import ExpressionParser
from openwmi.wql.faults import Fault, query_error
from openwmi.wql.nodes import Dialect, SchemaStatement, SelectStatement, Statement
from openwmi.wql.selection import read_from, read_selection

META_CLASS = "META_CLASS"


def parse(text: str, dialect: Dialect) -> Statement:
    """Return the syntax tree of a query.

    Takes time linear in the length of the text, and a bounded depth of calls.

    Args:
        text: The query.
        dialect: The operation it was given to.

    Raises:
        InvalidQueryError: Wrong syntax in the data dialect; `position` names the culprit.
        UnparsableQueryError: Wrong syntax in the event dialect.
        QuotaViolationError: Too long, too many comparisons, or nested too deep.
        InvalidParameterError: The text is empty.
    """
    cursor = Cursor(text, dialect)
    read = _STATEMENTS[dialect].get(cursor.current.word)
    if read is None:
        raise cursor.error(_EXPECTED[dialect])
    return read(cursor)


def _parse_select(cursor: Cursor) -> SelectStatement | SchemaStatement:
    columns = read_selection(cursor)
    class_name = read_from(cursor)
    expected = "WHERE or the end of the query"
    where = None
    if cursor.accept("WHERE"):
        where = ExpressionParser(cursor).parse()
        expected = "AND, OR or the end of the query"
    cursor.end(expected)
    if class_name.word != META_CLASS:
        return SelectStatement(columns, class_name.text, where, class_name.position)
    if columns is not None:
        raise query_error(
            Fault.SYNTAX,
            cursor.dialect,
            f"columns of {META_CLASS} are selected",
            position=columns[0].position,
            next_step=f"write * before FROM {META_CLASS}",
        )
    return SchemaStatement(where)


_STATEMENTS: Mapping[Dialect, Mapping[str, Callable[[Cursor], Statement]]] = MappingProxyType(
    {
        Dialect.DATA: MappingProxyType(
            {
                "SELECT": _parse_select,
                "ASSOCIATORS": parse_association,
                "REFERENCES": parse_association,
            }
        ),
        Dialect.EVENT: MappingProxyType({"SELECT": parse_event}),
    }
)

_EXPECTED: Mapping[Dialect, str] = MappingProxyType(
    {Dialect.DATA: "SELECT, ASSOCIATORS OF or REFERENCES OF", Dialect.EVENT: "SELECT"}
)
