# SPDX-License-Identifier: Apache-2.0
"""Syntax trees back to text, in one canonical spelling.

`parse(render(statement), dialect)` gives an equal tree.
"""

from __future__ import annotations

from dataclasses import fields

from openwmi.wql.associators import SPELLINGS
from openwmi.wql.nodes import (
    AssociationOptions,
    AssociationStatement,
    Comparison,
    Conjunction,
    Constant,
    Disjunction,
    EventStatement,
    Expression,
    Grouping,
    Negation,
    NullCheck,
    PropertyPath,
    SchemaStatement,
    SelectStatement,
    Statement,
)


def render(statement: Statement) -> str:
    """Return the text of a statement: keywords in upper case, single blanks, double quotes."""
    match statement:
        case SelectStatement():
            head = _head(statement.columns, statement.class_name)
            return head + _clause("WHERE", statement.where)
        case SchemaStatement():
            return _head(None, "META_CLASS") + _clause("WHERE", statement.where)
        case EventStatement():
            return _render_event(statement)
        case AssociationStatement():
            return _render_association(statement)


def render_expression(expression: Expression) -> str:
    """Return the text of a condition, with no more parentheses than its tree needs."""
    match expression:
        case Comparison():
            return _render_comparison(expression)
        case NullCheck(operand, negated):
            return f"{operand.text} IS {'NOT ' if negated else ''}NULL"
        case Negation(operand):
            return f"NOT {_in_parentheses(operand, Negation, Conjunction, Disjunction)}"
        case Conjunction(operands):
            return " AND ".join(_in_parentheses(each, Conjunction, Disjunction) for each in operands)
        case Disjunction(operands):
            return " OR ".join(_in_parentheses(each, Disjunction) for each in operands)


def quote(text: str) -> str:
    """Return a text as a string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _head(columns: tuple[PropertyPath, ...] | None, class_name: str) -> str:
    return " ".join(("SELECT", _columns(columns), "FROM", class_name))


def _render_event(statement: EventStatement) -> str:
    within = "" if statement.within_s is None else f" WITHIN {statement.within_s!r}"
    grouping = "" if statement.grouping is None else _render_grouping(statement.grouping)
    head = _head(statement.columns, statement.class_name)
    return head + within + _clause("WHERE", statement.where) + grouping


def _render_grouping(grouping: Grouping) -> str:
    within = "" if grouping.within_s is None else f" WITHIN {grouping.within_s}"
    by = " BY *" if grouping.by_everything else ""
    if grouping.by:
        by = f" BY {_columns(grouping.by)}"
    return f" GROUP{within}{by}" + _clause("HAVING", grouping.having)


def _render_association(statement: AssociationStatement) -> str:
    options = _render_options(statement.options)
    where = f" WHERE {options}" if options else ""
    return f"{statement.kind.value} OF {{{statement.path}}}{where}"


def _render_options(options: AssociationOptions) -> str:
    shown: list[str] = []
    for field in fields(options):
        value: str | bool | None = getattr(options, field.name)
        if value is True:
            shown.append(SPELLINGS[field.name])
        elif value:
            shown.append(f"{SPELLINGS[field.name]} = {quote(value)}")
    return " ".join(shown)


def _columns(columns: tuple[PropertyPath, ...] | None) -> str:
    return "*" if columns is None else ", ".join(column.text for column in columns)


def _clause(word: str, condition: Expression | None) -> str:
    return "" if condition is None else f" {word} {render_expression(condition)}"


def _render_comparison(comparison: Comparison) -> str:
    right = comparison.right
    operand = right.text if isinstance(right, PropertyPath) else _render_constant(right)
    return f"{comparison.left.text} {comparison.operator.value} {operand}"


def _render_constant(constant: Constant) -> str:
    if constant.text:
        return constant.text
    if isinstance(constant.value, str):
        return quote(constant.value)
    # Only NULL, TRUE and FALSE have neither a text nor quotes.
    return "NULL" if constant.value is None else str(constant.value).upper()


def _in_parentheses(expression: Expression, *kinds: type[Expression]) -> str:
    text = render_expression(expression)
    return f"({text})" if isinstance(expression, kinds) else text
