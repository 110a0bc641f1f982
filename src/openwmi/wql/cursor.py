# SPDX-License-Identifier: Apache-2.0
"""Cursor: the place in the tokens that the parsers read from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from openwmi.errors import WbemError
from openwmi.wql.faults import Fault, query_error
from openwmi.wql.lexer import Token, TokenKind, tokenize
from openwmi.wql.nodes import Dialect

CONSTANT_WORDS = frozenset({"NULL", "TRUE", "FALSE"})
"""The only words that can never be a name. Spec: wql.md §1."""

_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "(": "WQL has no functions",
        "BETWEEN": "write P >= low AND P <= high",
        "DELETE": "WQL only reads; delete instances by their path",
        "DISTINCT": "WQL returns every object once; leave DISTINCT out",
        "GROUP": "only event queries have GROUP: send them to ExecNotificationQuery",
        "HAVING": "HAVING stands after GROUP WITHIN, in event queries only",
        "IN": "write P = a OR P = b",
        "INSERT": "WQL only reads; put instances instead",
        "JOIN": "WQL reads one class; follow associations with ASSOCIATORS OF",
        "ORDER": "WQL has no order; sort the objects when they are read",
        "TOP": "WQL has no TOP; stop reading when there is enough",
        "UPDATE": "WQL only reads; put instances instead",
        "WITHIN": "WITHIN stands right after the class, in event queries only: send them to ExecNotificationQuery",
    }
)
_FROM_LIST_HINT = "WQL reads one class; follow associations with ASSOCIATORS OF"


class Cursor:
    """A position in the tokens of one query. It only moves forward.

    Attributes:
        dialect: Decides the codes of errors.
        current: The token under the cursor.
    """

    __slots__ = ("_index", "_tokens", "current", "dialect")

    def __init__(self, text: str, dialect: Dialect) -> None:
        self._tokens = tokenize(text, dialect)
        self._index = 0
        self.dialect = dialect
        self.current = self._tokens[0]

    @property
    def following(self) -> Token:
        """The token after the current one; the last one has itself."""
        return self._tokens[min(self._index + 1, len(self._tokens) - 1)]

    def advance(self) -> Token:
        """Return the current token and move past it; the end stays where it is."""
        token = self.current
        self.current = self.following
        self._index = min(self._index + 1, len(self._tokens) - 1)
        return token

    def at(self, *words: str) -> bool:
        """Tell whether the current token is one of these words or symbols."""
        return bool(self.current.word) and self.current.word in words

    def accept(self, word: str) -> bool:
        """Move past the current token if it is this word or symbol; tell whether it was."""
        if self.current.word != word:
            return False
        self.advance()
        return True

    def expect(self, word: str, expected: str = "") -> Token:
        """Move past this word or symbol.

        Args:
            word: Upper-case word or symbol.
            expected: What the message says was expected; the word itself by default.

        Raises:
            InvalidQueryError: Something else stands there (data dialect).
            UnparsableQueryError: The same in the event dialect.
        """
        if self.current.word != word:
            raise self.error(expected or word)
        return self.advance()

    def name(self, what: str) -> Token:
        """Move past a name and return it; NULL, TRUE and FALSE are none.

        Raises:
            InvalidQueryError: No name stands there (data dialect).
            UnparsableQueryError: The same in the event dialect.
        """
        if self.current.kind is not TokenKind.WORD or self.current.word in CONSTANT_WORDS:
            raise self.error(what)
        return self.advance()

    def end(self, expected: str) -> None:
        """Check that the query ends here.

        Raises:
            InvalidQueryError: It goes on (data dialect).
            UnparsableQueryError: The same in the event dialect.
        """
        if self.current.kind is not TokenKind.END:
            hint = _FROM_LIST_HINT if self.current.word == "," else ""
            raise self.error(expected, next_step=hint)

    def error(self, expected: str, *, next_step: str = "") -> WbemError:
        """Return the syntax error for the current token."""
        return query_error(
            Fault.SYNTAX,
            self.dialect,
            f"found {self.current}, expected {expected}",
            position=self.current.position,
            next_step=next_step or _HINTS.get(self.current.word, ""),
        )
