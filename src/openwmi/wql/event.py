# SPDX-License-Identifier: Apache-2.0
"""The clauses that only event queries have: WITHIN and GROUP.

    event = "SELECT" list "FROM" ident ["WITHIN" number] ["WHERE" expr]
            ["GROUP" ["WITHIN" number] ["BY" ("*" | prop *("," prop))] ["HAVING" hexpr]]
    hexpr = expr of comparisons "NumberOfEvents" relop uint

Spec: wql.md §2, §6.
"""

from __future__ import annotations

from openwmi.errors import WbemError
from openwmi.wql.cursor import Cursor
from openwmi.wql.expression import ExpressionParser, read_property
from openwmi.wql.faults import Fault, query_error
from openwmi.wql.lexer import Token, TokenKind
from openwmi.wql.nodes import (
    Comparison,
    Conjunction,
    Constant,
    Disjunction,
    EventStatement,
    Expression,
    Grouping,
    Negation,
    Operator,
    PropertyPath,
)
from openwmi.wql.selection import read_from, read_selection

NUMBER_OF_EVENTS = "NumberOfEvents"
MIN_INTERVAL_S = 0.001
MAX_INTERVAL_S = 0xFFFFFFFF / 1000
MAX_GROUP_INTERVAL_S = 0xFFFFFFFF

_AFTER_FROM = "WITHIN, WHERE, GROUP or the end of the query"
_AFTER_WITHIN = "WHERE, GROUP or the end of the query"
_AFTER_WHERE = "AND, OR, GROUP or the end of the query"
_AFTER_GROUP = "the end of the query"


def parse_event(cursor: Cursor) -> EventStatement:
    """Read an event query; the cursor stands on SELECT.

    Raises:
        UnparsableQueryError: Not an event query.
        QuotaViolationError: Too many comparisons or levels.
    """
    columns = read_selection(cursor)
    class_name = read_from(cursor)
    expected = _AFTER_FROM
    conditions = ExpressionParser(cursor)
    within_s = where = grouping = None
    if cursor.accept("WITHIN"):
        within_s = _polling_interval(cursor)
        expected = _AFTER_WITHIN
    if cursor.accept("WHERE"):
        where = conditions.parse()
        expected = _AFTER_WHERE
    if cursor.at("GROUP"):
        grouping = _grouping(cursor, conditions)
        expected = _AFTER_GROUP
    cursor.end(expected)
    return EventStatement(columns, class_name.text, within_s, where, grouping, class_name.position)


def _polling_interval(cursor: Cursor) -> float:
    """Read the number after WITHIN. Spec: wql.md §6 (bounds of the interval)."""
    token = _number(cursor, "the polling interval in seconds")
    seconds = float(token.value or 0)
    if not MIN_INTERVAL_S <= seconds <= MAX_INTERVAL_S:
        raise _refused(
            cursor, token, f"a polling interval of {token} s", f"give {MIN_INTERVAL_S} to {MAX_INTERVAL_S} seconds"
        )
    return seconds


def _grouping(cursor: Cursor, conditions: ExpressionParser) -> Grouping:
    grouping = Grouping(position=cursor.expect("GROUP").position)
    if cursor.accept("WITHIN"):
        grouping.within_s = _group_interval(cursor)
    if cursor.accept("BY"):
        grouping.by_everything = cursor.accept("*")
        if not grouping.by_everything:
            grouping.by = _properties(cursor)
    if cursor.accept("HAVING"):
        grouping.having = _having(cursor, conditions)
    return grouping


def _group_interval(cursor: Cursor) -> int:
    """Read the number after GROUP WITHIN. Spec: wql.md §6: unsigned seconds."""
    token = _number(cursor, "the length of the window in seconds")
    if not isinstance(token.value, int) or not 0 <= token.value <= MAX_GROUP_INTERVAL_S:
        raise _refused(cursor, token, f"a window of {token} s", f"give whole seconds from 0 to {MAX_GROUP_INTERVAL_S}")
    return token.value


def _properties(cursor: Cursor) -> tuple[PropertyPath, ...]:
    properties = [read_property(cursor)]
    while cursor.accept(","):
        properties.append(read_property(cursor))
    return tuple(properties)


def _having(cursor: Cursor, conditions: ExpressionParser) -> Expression:
    condition = conditions.parse()
    _check_having(cursor, condition)
    return condition


def _check_having(cursor: Cursor, condition: Expression) -> None:
    """Refuse everything but NumberOfEvents compared with a count."""
    if isinstance(condition, Conjunction | Disjunction):
        for operand in condition.operands:
            _check_having(cursor, operand)
    elif isinstance(condition, Negation):
        _check_having(cursor, condition.operand)
    elif not (isinstance(condition, Comparison) and _counts_events(condition)):
        raise query_error(
            Fault.SYNTAX,
            cursor.dialect,
            f"HAVING compares something other than {NUMBER_OF_EVENTS} with a whole number",
            position=condition.position,
            next_step=f"write HAVING {NUMBER_OF_EVENTS} > 10",
        )


def _counts_events(comparison: Comparison) -> bool:
    if comparison.left.text.upper() != NUMBER_OF_EVENTS.upper() or comparison.operator is Operator.LIKE:
        return False
    right = comparison.right
    return isinstance(right, Constant) and type(right.value) is int and right.value >= 0


def _number(cursor: Cursor, expected: str) -> Token:
    if cursor.current.kind is not TokenKind.NUMBER:
        raise cursor.error(expected)
    return cursor.advance()


def _refused(cursor: Cursor, token: Token, message: str, next_step: str) -> WbemError:
    return query_error(Fault.SYNTAX, cursor.dialect, message, position=token.position, next_step=next_step)
