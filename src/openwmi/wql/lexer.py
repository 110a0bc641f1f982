# SPDX-License-Identifier: Apache-2.0
"""WQL text to tokens, in one pass.

Keywords are ordinary words here: whether `Group` is a keyword or a property is for the parser to
see from where it stands. The braces of ASSOCIATORS OF and REFERENCES OF hold an object path with
rules of its own; they become one token.

Spec: wql.md §1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from openwmi.errors import InvalidParameterError, QuotaViolationError, WbemError
from openwmi.wql.faults import Fault, query_error
from openwmi.wql.nodes import Dialect
from openwmi.wql.numbers import NUMBER_PATTERN, read_number

MAX_QUERY_CHARACTERS = 0x4000

_WHITE_SPACE = " \t\r\n"
_SHOWN_CHARACTERS = 32


class TokenKind(Enum):
    """What a token is."""

    WORD = auto()
    STRING = auto()
    NUMBER = auto()
    SYMBOL = auto()
    BRACED = auto()
    END = auto()


@dataclass(slots=True)
class Token:
    """One token.

    Attributes:
        kind: What it is.
        text: As written; the text between the braces for BRACED.
        position: 0-based offset of its first character.
        word: What the parser compares with: upper case for words, the text for symbols, else empty.
        value: The value of a string (escapes resolved) or number.
    """

    kind: TokenKind
    text: str
    position: int
    word: str = ""
    value: str | int | float | None = None

    def __str__(self) -> str:
        if self.kind is TokenKind.END:
            return "the end of the query"
        text = f"{{{self.text}}}" if self.kind is TokenKind.BRACED else self.text
        return f"`{text if len(text) <= _SHOWN_CHARACTERS else f'{text[:_SHOWN_CHARACTERS]}…'}`"


_TOKEN = re.compile(
    rf"""
    (?P<WORD>   [A-Za-z_][A-Za-z0-9_]* )
  | (?P<STRING> "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' )
  | (?P<NUMBER> {NUMBER_PATTERN} )
  | (?P<SYMBOL> <> | != | <= | >= | [=<>(),.*] )
  | (?P<BRACED> \{{ (?: [^"'{{}}] | "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' )* \}} )
    """,
    re.VERBOSE | re.DOTALL,
)
_SPACE = re.compile(f"[{_WHITE_SPACE}]*")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPABLE = "\\'\""
_CANONICAL_SYMBOLS: Mapping[str, str] = MappingProxyType({"!=": "<>"})

_COMPLAINTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        '"': ("a string is not closed", "end it with the quote it starts with"),
        "'": ("a string is not closed", "end it with the quote it starts with"),
        "{": ("an opening brace is not closed", "write the object path between { and }"),
        ";": ("a semicolon ends no WQL query", "leave it out"),
        "\\": ("a backslash outside a string", "name one class of the connected namespace, without a path"),
    }
)


def tokenize(text: str, dialect: Dialect) -> list[Token]:
    """Return the tokens of a query; the last one has kind END.

    Raises:
        InvalidParameterError: The text is empty.
        QuotaViolationError: More than MAX_QUERY_CHARACTERS characters.
        InvalidQueryError: Characters that start no token (data dialect).
        UnparsableQueryError: The same in the event dialect.
    """
    if not text:
        raise InvalidParameterError("the query text is empty", next_step="write SELECT * FROM and a class name")
    if len(text) > MAX_QUERY_CHARACTERS:
        raise QuotaViolationError(
            f"query of {len(text)} characters", next_step=f"a query has at most {MAX_QUERY_CHARACTERS}"
        )
    tokens: list[Token] = []
    position = _skip_space(text, 0)
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _complaint(text, position, dialect)
        tokens.append(_token(match, dialect))
        position = _skip_space(text, match.end())
    tokens.append(Token(TokenKind.END, "", len(text)))
    return tokens


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _token(match: re.Match[str], dialect: Dialect) -> Token:
    kind = TokenKind[match.lastgroup or "END"]
    text, position = match[0], match.start()
    if kind is TokenKind.WORD:
        return Token(kind, text, position, text.upper())
    if kind is TokenKind.SYMBOL:
        return Token(kind, text, position, _CANONICAL_SYMBOLS.get(text, text))
    if kind is TokenKind.NUMBER:
        return Token(kind, text, position, value=read_number(text))
    if kind is TokenKind.BRACED:
        return Token(kind, text[1:-1].strip(_WHITE_SPACE), position)
    return Token(kind, text, position, value=_unescape(text, position, dialect))


def _unescape(literal: str, position: int, dialect: Dialect) -> str:
    """Return the value of a quoted literal.

    Spec: wql.md §1 (strings): only a backslash and the two quotes may follow a backslash.
    """
    for match in _ESCAPE.finditer(literal):
        if match[1] not in _ESCAPABLE:
            raise query_error(
                Fault.SYNTAX,
                dialect,
                f"a lone backslash before {match[1]!r} in a string",
                position=position + match.start(),
                next_step="write two backslashes for one",
            )
    return _ESCAPE.sub(r"\1", literal[1:-1])


def _complaint(text: str, position: int, dialect: Dialect) -> WbemError:
    character = text[position]
    message, next_step = _COMPLAINTS.get(character, (f"{character!r} starts no WQL token", ""))
    if character in "+-.0123456789":
        message = f"{text[position : position + _SHOWN_CHARACTERS].split(maxsplit=1)[0]!r} is not a number"
    return query_error(Fault.SYNTAX, dialect, message, position=position, next_step=next_step)
