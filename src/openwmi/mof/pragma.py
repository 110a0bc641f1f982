# SPDX-License-Identifier: Apache-2.0
r"""Parse compiler directives: `#pragma namespace("root\\x")` and its like.

Each is a row of PRAGMAS; an unknown word is an error, as in the original.

Spec: mof.md §2.2, §6 (pragmas).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.flags import (
    WBEM_FLAG_CREATE_ONLY,
    WBEM_FLAG_UPDATE_FORCE_MODE,
    WBEM_FLAG_UPDATE_ONLY,
    WBEM_FLAG_UPDATE_SAFE_MODE,
)
from openwmi.model.names import normalize_namespace
from openwmi.mof.cursor import Cursor
from openwmi.mof.nodes import DeleteClassItem, DeleteInstanceItem, DirectiveItem, NamespacePragma, TextLiteral
from openwmi.mof.numbers import read_number
from openwmi.mof.values import list_elements, parse_scalar

CHANGE_FLAGS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "updateonly": WBEM_FLAG_UPDATE_ONLY,
        "createonly": WBEM_FLAG_CREATE_ONLY,
        "safeupdate": WBEM_FLAG_UPDATE_SAFE_MODE,
        "forceupdate": WBEM_FLAG_UPDATE_FORCE_MODE,
    }
)
"""Words of classflags and instanceflags. Spec: object-model.md §12.1."""

_CONTRADICTORY: Final = (
    WBEM_FLAG_UPDATE_ONLY | WBEM_FLAG_CREATE_ONLY,
    WBEM_FLAG_UPDATE_SAFE_MODE | WBEM_FLAG_UPDATE_FORCE_MODE,
)
_CLASS_FLAG_BITS: Final = sum(CHANGE_FLAGS.values())
_INSTANCE_FLAG_BITS: Final = WBEM_FLAG_UPDATE_ONLY | WBEM_FLAG_CREATE_ONLY
_LOCALE: Final = re.compile(r"ms_[0-9a-f]{1,5}", re.IGNORECASE)
_SERVER: Final = re.compile(r"[\\/]{2}([^\\/]*)[\\/]")
_ROOTED: Final = re.compile(r"[\\/](?![\\/])")
_OWN_SERVERS: Final = frozenset({".", "localhost"})
_FATES: Final = MappingProxyType({"fail": True, "nofail": False})


def parse_pragma(cursor: Cursor) -> None:
    """Parse one directive and note its effect on the unit, `#pragma` next.

    Raises:
        MofError: WBEMMOF_E_INVALID_PRAGMA for an unknown word, or the code of the directive's own syntax.
    """
    first = cursor.at
    cursor.at += 1
    word = cursor.keyword()
    handler = PRAGMAS.get(word)
    if handler is None:
        cursor.fail(
            WbemStatus.WBEMMOF_E_INVALID_PRAGMA,
            f"{cursor.shown()} is not a pragma",
            next_step=f"the pragmas are: {', '.join(PRAGMAS)}",
        )
    cursor.at += 1
    items = cursor.unit.items
    known = len(items)
    handler(cursor, first)
    if len(items) == known:
        items.append(DirectiveItem(cursor.source, first, cursor.at - 1, cursor.unit.namespace, 0, word))


def string_argument(cursor: Cursor, code: WbemStatus, what: str) -> str:
    """Parse `("text")`.

    Args:
        cursor: The place, the opening parenthesis next.
        code: The HRESULT when something else stands there.
        what: Whose argument it is, for the message.

    Raises:
        MofError: With `code`.
    """
    texts = _string_arguments(cursor, code, what)
    if len(texts) != 1:
        cursor.fail(code, f"{what} takes one text", at=cursor.at - 1)
    return texts[0]


def _string_arguments(cursor: Cursor, code: WbemStatus, what: str) -> list[str]:
    token = cursor.tokens[cursor.at]
    if token[0] == "(" and len(token) > 1:
        texts = list_elements(cursor, cursor.at)
        cursor.at += 1
        return texts
    if token != "(":
        cursor.fail(code, f'("...") is expected after {what}, not {cursor.shown()}')
    cursor.at += 1
    texts = [_text(cursor, code, what)]
    while cursor.tokens[cursor.at] == ",":
        cursor.at += 1
        texts.append(_text(cursor, code, what))
    cursor.expect(")", code, f"the text of {what}")
    return texts


def _text(cursor: Cursor, code: WbemStatus, what: str) -> str:
    if cursor.tokens[cursor.at][0] != '"':
        cursor.fail(code, f"{what} takes a quoted text, not {cursor.shown()}")
    literal = parse_scalar(cursor)
    return literal.value if isinstance(literal, TextLiteral) else ""


def _namespace(cursor: Cursor, first: int) -> None:
    r"""Parse `("namespace")`.

    Choice: `localhost` is this machine, like `.`; any other server is remote and refused. One separator in
    front, as in `\root\cimv2`, is accepted here, though not by a connection: published samples have it.
    """
    text = string_argument(cursor, WbemStatus.WBEMMOF_E_INVALID_NAMESPACE_SYNTAX, "namespace")
    at = cursor.at - 1
    if _ROOTED.match(text):
        text = text[1:]
    server = _SERVER.match(text)
    if (server and server[1].lower() not in _OWN_SERVERS) or ":" in text:
        cursor.fail(
            WbemStatus.WBEMMOF_E_INVALID_NAMESPACE_SPECIFICATION,
            f"namespace {text!r} is on another machine",
            at=at,
            next_step="connect to that machine and leave the server out",
        )
    try:
        cursor.unit.namespace = normalize_namespace(text)
    except WbemError as error:
        cursor.fail(
            WbemStatus.WBEMMOF_E_INVALID_NAMESPACE_SYNTAX, error.message, at=at, next_step=r'write it as "root\\cimv2"'
        )
    cursor.unit.items.append(NamespacePragma(cursor.source, first, at, cursor.unit.namespace, 0))


def _class_flags(cursor: Cursor, first: int) -> None:
    del first
    cursor.unit.class_flags = _flags(cursor, "classflags", _CLASS_FLAG_BITS)


def _instance_flags(cursor: Cursor, first: int) -> None:
    del first
    cursor.unit.instance_flags = _flags(cursor, "instanceflags", _INSTANCE_FLAG_BITS)


def _flags(cursor: Cursor, what: str, allowed: int) -> int:
    """Parse `("word", ...)` or `(number)`."""
    code = WbemStatus.WBEMMOF_E_INVALID_FLAGS_SYNTAX
    at = cursor.at
    number = read_number(cursor.tokens[at + 1], at + 1) if cursor.tokens[at] == "(" else None
    if number is not None:
        cursor.at += 2
        cursor.expect(")", code, f"the number of {what}")
        value = number.value
        flags = value if isinstance(value, int) else -1
    else:
        words = [word.strip().lower() for word in _string_arguments(cursor, code, what)]
        flags = _combined(words)
    if flags & ~allowed or any(flags & pair == pair for pair in _CONTRADICTORY):
        names = ", ".join(word for word, bit in CHANGE_FLAGS.items() if bit & allowed)
        cursor.fail(code, f"{what} does not take these flags", at=at, next_step=f"they are: {names}")
    return flags


def _combined(words: list[str]) -> int:
    flags = 0
    for word in words:
        flags |= CHANGE_FLAGS.get(word, -1)
    return flags


def _delete_class(cursor: Cursor, first: int) -> None:
    name, must_exist = _deletion(cursor, WbemStatus.WBEMMOF_E_INVALID_DELETECLASS_SYNTAX, "deleteclass")
    unit = cursor.unit
    unit.object_count += 1
    unit.items.append(
        DeleteClassItem(cursor.source, first, cursor.at - 1, unit.namespace, unit.object_count, name, must_exist)
    )


def _delete_instance(cursor: Cursor, first: int) -> None:
    path, must_exist = _deletion(cursor, WbemStatus.WBEMMOF_E_INVALID_DELETEINSTANCE_SYNTAX, "deleteinstance")
    unit = cursor.unit
    unit.object_count += 1
    unit.items.append(
        DeleteInstanceItem(cursor.source, first, cursor.at - 1, unit.namespace, unit.object_count, path, must_exist)
    )


def _deletion(cursor: Cursor, code: WbemStatus, what: str) -> tuple[str, bool]:
    """Parse `("what", FAIL)` or `("what", NOFAIL)`; the word may be quoted."""
    at, token = cursor.at, cursor.tokens[cursor.at]
    if token != "(":
        texts = _string_arguments(cursor, code, what)
        subject, fate = texts if len(texts) == 2 else ("", "")
    else:
        cursor.at += 1
        subject = _text(cursor, code, what)
        cursor.expect(",", code, f"the first argument of {what}")
        fate = cursor.tokens[cursor.at]
        cursor.at += 1
    if fate.lower() not in _FATES or not subject:
        cursor.fail(code, f'{what} takes ("...", FAIL) or ("...", NOFAIL)', at=at)
    if token == "(":
        cursor.expect(")", code, f"the arguments of {what}")
    return subject, _FATES[fate.lower()]


def _autorecover(cursor: Cursor, first: int) -> None:
    del first
    cursor.unit.autorecover = True


def _amendment(cursor: Cursor, first: int) -> None:
    locale = string_argument(cursor, WbemStatus.WBEMMOF_E_INVALID_AMENDMENT_SYNTAX, "amendment")
    if not _LOCALE.fullmatch(locale):
        cursor.fail(
            WbemStatus.WBEMMOF_E_INVALID_AMENDMENT_SYNTAX,
            f"{locale!r} is not a locale",
            at=first,
            next_step="write MS_ and the hexadecimal language number, as in MS_409",
        )
    if cursor.unit.amendment is not None:
        cursor.fail(
            WbemStatus.WBEMMOF_E_INVALID_DUPLICATE_AMENDMENT,
            f"the text is already amended for {cursor.unit.amendment}",
            at=first,
        )
    cursor.unit.amendment = locale


def _ignored(cursor: Cursor, first: int) -> None:
    """Accept a DMTF pragma that has no meaning here."""
    del first
    string_argument(cursor, WbemStatus.WBEMMOF_E_INVALID_PRAGMA, "the pragma")


PRAGMAS: Final[Mapping[str, Callable[[Cursor, int], None]]] = MappingProxyType(
    {
        "namespace": _namespace,
        "classflags": _class_flags,
        "instanceflags": _instance_flags,
        "deleteclass": _delete_class,
        "deleteinstance": _delete_instance,
        "autorecover": _autorecover,
        "amendment": _amendment,
        "locale": _ignored,
        "instancelocale": _ignored,
        "nonlocal": _ignored,
        "nonlocaltype": _ignored,
        "source": _ignored,
        "sourcetype": _ignored,
    }
)
