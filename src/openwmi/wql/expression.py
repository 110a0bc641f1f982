# SPDX-License-Identifier: Apache-2.0
"""The condition after WHERE and HAVING.

    expr    = term *("OR" term)
    term    = factor *("AND" factor)
    factor  = ["NOT"] ( "(" expr ")" | cmp )
    cmp     = operand relop operand
            | prop "IS" ["NOT"] "NULL"
            | prop ["NOT"] "LIKE" string
            | prop "ISA" (string | ident)
    operand = prop | string | number | "TRUE" | "FALSE" | "NULL"

Spec: wql.md §2.
"""

from __future__ import annotations

from collections.abc import Callable

from openwmi.errors import QuotaViolationError, WbemError
from openwmi.wql.cursor import CONSTANT_WORDS, Cursor
from openwmi.wql.faults import Fault, query_error
from openwmi.wql.lexer import TokenKind
from openwmi.wql.nodes import (
    MIRRORED,
    Comparison,
    Conjunction,
    Constant,
    Disjunction,
    Expression,
    Negation,
    NullCheck,
    Operator,
    PropertyPath,
)

MAX_TERMS = 1000
MAX_NESTING_LEVELS = 100
MAX_PATH_PARTS = 64

_RELATIONS = {operator.value: operator for operator in MIRRORED}
_NOT_IS_A_NAME_BEFORE = frozenset(_RELATIONS) | {"."}
_CONSTANTS = {"NULL": None, "TRUE": True, "FALSE": False}


class ExpressionParser:
    """Reads conditions; the limits hold for all that one query has together."""

    __slots__ = ("_cursor", "_levels", "_terms")

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._terms = 0
        self._levels = 0

    def parse(self) -> Expression:
        """Read one condition and leave the cursor behind it.

        Raises:
            InvalidQueryError: Not a condition (data dialect).
            UnparsableQueryError: Not a condition (event dialect).
            QuotaViolationError: More than MAX_TERMS comparisons, MAX_NESTING_LEVELS parentheses,
                or MAX_PATH_PARTS names joined by dots.
        """
        return self._chain("OR", self._term, Disjunction)

    def _term(self) -> Expression:
        return self._chain("AND", self._factor, Conjunction)

    def _chain(
        self,
        word: str,
        read: Callable[[], Expression],
        join: type[Conjunction] | type[Disjunction],
    ) -> Expression:
        operands = [read()]
        while self._cursor.accept(word):
            operands.append(read())
        return operands[0] if len(operands) == 1 else join(tuple(operands))

    def _factor(self) -> Expression:
        cursor = self._cursor
        if cursor.at("NOT") and cursor.following.word not in _NOT_IS_A_NAME_BEFORE:
            cursor.advance()
            return Negation(self._group_or_comparison())
        return self._group_or_comparison()

    def _group_or_comparison(self) -> Expression:
        if not self._cursor.at("("):
            return self._comparison()
        self._levels += 1
        if self._levels > MAX_NESTING_LEVELS:
            raise QuotaViolationError(
                f"parentheses in more than {MAX_NESTING_LEVELS} levels", next_step="split the query"
            )
        self._cursor.advance()
        inner = self.parse()
        self._cursor.expect(")", "AND, OR or )")
        self._levels -= 1
        return inner

    def _comparison(self) -> Expression:
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise QuotaViolationError(f"a condition of more than {MAX_TERMS} comparisons", next_step="split the query")
        left = read_operand(self._cursor)
        position = self._cursor.current.position
        relation = _RELATIONS.get(self._cursor.current.word)
        if relation is not None:
            self._cursor.advance()
            return self._relation(left, relation, position)
        if isinstance(left, Constant):
            raise self._cursor.error("a comparison operator")
        return self._property_test(left, position)

    def _relation(self, left: Constant | PropertyPath, operator: Operator, position: int) -> Comparison:
        right = read_operand(self._cursor)
        if isinstance(left, PropertyPath):
            return Comparison(left, operator, _class_name_constant(left, right), position)
        if isinstance(right, Constant):
            raise self._refused("both sides of the comparison are constants", position)
        return Comparison(right, MIRRORED[operator], left, position)

    def _property_test(self, left: PropertyPath, position: int) -> Expression:
        cursor = self._cursor
        if cursor.accept("IS"):
            return self._null_check(left, position)
        if cursor.accept("ISA"):
            return Comparison(left, Operator.ISA, self._isa_class(), position)
        if cursor.accept("LIKE"):
            return Comparison(left, Operator.LIKE, self._pattern(), position)
        if cursor.at("NOT") and cursor.following.word == "LIKE":
            cursor.advance()
            cursor.advance()
            return Negation(Comparison(left, Operator.LIKE, self._pattern(), position))
        raise cursor.error("a comparison operator, IS, ISA or LIKE")

    def _null_check(self, left: PropertyPath, position: int) -> NullCheck:
        negated = self._cursor.accept("NOT")
        self._cursor.expect("NULL", "NULL, the only word that may follow IS")
        return NullCheck(left, negated, position)

    def _isa_class(self) -> Constant:
        if self._cursor.current.kind is TokenKind.WORD:
            token = self._cursor.name("a class name")
            return Constant(token.text, position=token.position)
        return self._string("a class name")

    def _pattern(self) -> Constant:
        return self._string("a pattern in quotes")

    def _string(self, expected: str) -> Constant:
        if self._cursor.current.kind is not TokenKind.STRING:
            raise self._cursor.error(expected)
        token = self._cursor.advance()
        return Constant(token.value, position=token.position)

    def _refused(self, message: str, position: int) -> WbemError:
        return query_error(Fault.SYNTAX, self._cursor.dialect, message, position=position)


def read_operand(cursor: Cursor) -> Constant | PropertyPath:
    """Read one side of a comparison."""
    token = cursor.current
    if token.kind is TokenKind.STRING:
        cursor.advance()
        return Constant(token.value, position=token.position)
    if token.kind is TokenKind.NUMBER:
        cursor.advance()
        return Constant(token.value, token.text, token.position)
    if token.word in CONSTANT_WORDS:
        cursor.advance()
        return Constant(_CONSTANTS[token.word], position=token.position)
    return read_property(cursor, "a property or a constant")


def read_property(cursor: Cursor, expected: str = "a property name") -> PropertyPath:
    """Read `ident *("." ident)`."""
    first = cursor.name(expected)
    parts = [first.text]
    while cursor.accept("."):
        parts.append(cursor.name("a property name after the dot").text)
    check_path_parts(parts)
    return PropertyPath(tuple(parts), first.position)


def check_path_parts(parts: list[str]) -> None:
    """Refuse a dotted name that reaches deeper than objects can be embedded.

    Raises:
        QuotaViolationError: More than MAX_PATH_PARTS parts.
    """
    if len(parts) > MAX_PATH_PARTS:
        raise QuotaViolationError(
            f"a property path of {len(parts)} names", next_step=f"a path has at most {MAX_PATH_PARTS}"
        )


def _class_name_constant(left: PropertyPath, right: Constant | PropertyPath) -> Constant | PropertyPath:
    """Read a bare word after a system property as text: `__CLASS = Win32_Process`. Spec: wql.md §2 (cmp)."""
    if left.parts[-1].startswith("__") and isinstance(right, PropertyPath) and len(right.parts) == 1:
        return Constant(right.parts[0], position=right.position)
    return right
