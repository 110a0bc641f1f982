# SPDX-License-Identifier: Apache-2.0
"""Parse values: constants, arrays, aliases and embedded objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from openwmi.errors import WbemStatus
from openwmi.mof.cursor import MAX_EMBEDDING, AliasSite, Cursor
from openwmi.mof.lexer import END, is_list_token
from openwmi.mof.nodes import (
    AliasUse,
    ArrayLiteral,
    BooleanLiteral,
    CharLiteral,
    ClassNode,
    InstanceNode,
    NullLiteral,
    TextLiteral,
    Value,
)
from openwmi.mof.numbers import read_number
from openwmi.mof.text import EscapeError, read_character, read_text, read_texts

_BOOLEANS: Final = MappingProxyType({"true": True, "false": False})


def parse_value(cursor: Cursor) -> Value:
    """Parse `scalar | "{" [scalar *("," scalar)] "}" | NULL`.

    Raises:
        MofError: WBEMMOF_E_ILLEGAL_CONSTANT_VALUE and the codes of arrays, aliases and embedded objects.

    Spec: mof.md §2 (value), §2.1.
    """
    token = cursor.tokens[cursor.at]
    if token[0] == "{":
        return _parse_array(cursor)
    return parse_scalar(cursor)


def parse_scalar(cursor: Cursor) -> Value:
    """Parse one value that is no array.

    Raises:
        MofError: WBEMMOF_E_ILLEGAL_CONSTANT_VALUE, or what is wrong inside the value.
    """
    token = cursor.tokens[cursor.at]
    reader = _READERS.get(token[0])
    if reader is not None:
        return reader(cursor)
    if token.isidentifier():
        return _parse_word(cursor)
    return _illegal(cursor)


def _illegal(cursor: Cursor) -> Value:
    token = cursor.tokens[cursor.at]
    if token[0] in "\"'" and token is not END:
        cursor.fail(WbemStatus.WBEMMOF_E_ILLEGAL_CONSTANT_VALUE, f"{cursor.shown()} is not closed on its line")
    cursor.fail(
        WbemStatus.WBEMMOF_E_ILLEGAL_CONSTANT_VALUE,
        f"{cursor.shown()} is not a value",
        next_step="write a number, a quoted text, TRUE, FALSE or NULL",
    )


def _parse_number(cursor: Cursor) -> Value:
    number = read_number(cursor.tokens[cursor.at], cursor.at)
    if number is None:
        return _illegal(cursor)
    cursor.at += 1
    return number


def _parse_string(cursor: Cursor) -> Value:
    tokens, first = cursor.tokens, cursor.at
    parts: list[str] = []
    while tokens[cursor.at][0] == '"':
        token = tokens[cursor.at]
        if len(token) < 2 or token[-1] != '"':
            _illegal(cursor)
        try:
            parts.append(read_text(token))
        except EscapeError as fault:
            cursor.fail(WbemStatus.WBEMMOF_E_ILLEGAL_CONSTANT_VALUE, str(fault), inside=fault.inside)
        cursor.at += 1
    return TextLiteral(parts[0] if len(parts) == 1 else "".join(parts), first)


def _parse_character(cursor: Cursor) -> Value:
    token = cursor.tokens[cursor.at]
    if len(token) < 3 or token[-1] != "'":
        return _illegal(cursor)
    try:
        unit = read_character(token)
    except EscapeError as fault:
        cursor.fail(WbemStatus.WBEMMOF_E_ILLEGAL_CONSTANT_VALUE, str(fault))
    cursor.at += 1
    return CharLiteral(unit, cursor.at - 1)


def _parse_alias(cursor: Cursor) -> Value:
    token = cursor.tokens[cursor.at]
    if len(token) == 1:
        cursor.fail(WbemStatus.WBEMMOF_E_EXPECTED_ALIAS_NAME, "`$` has no alias name behind it")
    if cursor.depth:
        cursor.fail(
            WbemStatus.WBEMMOF_E_ALIASES_IN_EMBEDDED,
            f"alias {token} stands in an embedded object",
            next_step="write the object path as a quoted text",
        )
    use = AliasUse(token[1:], cursor.at)
    cursor.unit.alias_sites.append(AliasSite(use, cursor.source, cursor.owner))
    cursor.at += 1
    return use


def _parse_word(cursor: Cursor) -> Value:
    word = cursor.keyword()
    if word in _BOOLEANS:
        cursor.at += 1
        return BooleanLiteral(_BOOLEANS[word], cursor.at - 1)
    if word == "null":
        cursor.at += 1
        return NullLiteral(cursor.at - 1)
    parser = cursor.embedded.get(word)
    return _parse_embedded(cursor, parser) if parser else _illegal(cursor)


def _parse_embedded(cursor: Cursor, parser: Callable[[Cursor], InstanceNode | ClassNode]) -> Value:
    if cursor.depth >= MAX_EMBEDDING:
        cursor.fail(WbemStatus.WBEM_E_QUOTA_VIOLATION, f"objects are embedded more than {MAX_EMBEDDING} deep")
    cursor.depth += 1
    try:
        return parser(cursor)
    finally:
        cursor.depth -= 1


def _parse_array(cursor: Cursor) -> Value:
    first, token = cursor.at, cursor.tokens[cursor.at]
    if is_list_token(token):
        cursor.at += 1
        return ArrayLiteral([TextLiteral(text, first) for text in list_elements(cursor, first)], first)
    cursor.at += 1
    elements: list[Value] = []
    if cursor.tokens[cursor.at] == "}":
        cursor.at += 1
        return ArrayLiteral(elements, first)
    while True:
        elements.append(_parse_element(cursor))
        token = cursor.tokens[cursor.at]
        if token not in {",", "}"}:
            cursor.fail(
                WbemStatus.WBEMMOF_E_EXPECTED_CLOSE_BRACE,
                f"`,` or `}}` is expected in the array, not {cursor.shown()}",
            )
        cursor.at += 1
        if token == "}":
            return ArrayLiteral(elements, first)


def _parse_element(cursor: Cursor) -> Value:
    token = cursor.tokens[cursor.at]
    if token[0] in "{}" or token is END:
        cursor.fail(WbemStatus.WBEMMOF_E_EXPECTED_CLOSE_BRACE, f"an array element is expected, not {cursor.shown()}")
    element = parse_scalar(cursor)
    if isinstance(element, NullLiteral):
        cursor.fail(WbemStatus.WBEMMOF_E_NULL_ARRAY_ELEM, "an array element is NULL", at=element.token)
    if isinstance(element, (InstanceNode, ClassNode)) and cursor.tokens[cursor.at] == ";":
        cursor.at += 1
    return element


def list_elements(cursor: Cursor, token: int) -> list[str]:
    """Return the texts of a list token.

    Raises:
        MofError: WBEMMOF_E_ILLEGAL_CONSTANT_VALUE for an unknown escape.
    """
    try:
        return read_texts(cursor.tokens[token])
    except EscapeError as fault:
        cursor.fail(WbemStatus.WBEMMOF_E_ILLEGAL_CONSTANT_VALUE, str(fault), at=token, inside=fault.inside)


_READERS: Final[Mapping[str, Callable[[Cursor], Value]]] = MappingProxyType(
    {'"': _parse_string, "'": _parse_character, "$": _parse_alias} | dict.fromkeys("0123456789+-.", _parse_number)
)
