# SPDX-License-Identifier: Apache-2.0
"""parse_mof: a text and its includes become a MofUnit, or every error in them.

After a fault parsing goes on behind the next `;`, so that one run reports several errors.

Spec: mof.md §2, §2.2 (include), §3 (phase 1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from openwmi.errors import MofError, WbemStatus
from openwmi.model.names import NameMap
from openwmi.model.qualifier import Qualifier
from openwmi.mof.aliases import check_aliases
from openwmi.mof.classes import parse_class, parse_embedded_class
from openwmi.mof.cursor import Cursor, ErrorLimitError, ReadInclude, Unit
from openwmi.mof.diagnostics import MofErrors
from openwmi.mof.flavors import ANY_SCOPE
from openwmi.mof.instances import parse_embedded_instance, parse_instance
from openwmi.mof.lexer import END
from openwmi.mof.nodes import ClassItem, ClassNode, InstanceItem, InstanceNode, MofUnit
from openwmi.mof.pragma import parse_pragma, string_argument
from openwmi.mof.qualifiers import parse_qualifiers
from openwmi.mof.qualifiertypes import parse_qualifier_declaration
from openwmi.mof.source import MAX_SOURCE_OCTETS, SourceText, decode_source, invalid_file
from openwmi.mof.values import parse_scalar

MAX_INCLUDE_DEPTH = 32
MAX_INCLUDES = 10_000

_EMBEDDED: Final[Mapping[str, Callable[[Cursor], InstanceNode | ClassNode]]] = MappingProxyType(
    {"instance": parse_embedded_instance, "class": parse_embedded_class}
)


def parse_mof(text: str | bytes, *, file: str = "<text>", read_include: ReadInclude | None = None) -> MofUnit:
    """Parse a whole MOF text.

    Args:
        text: The text, or a file's octets in any of the encodings MOF comes in.
        file: Its name, for messages and includes.
        read_include: Called for `#include` with the including file's name and the text between the quotes;
            returns the included file's name and octets, or raises OSError. Without it includes are errors.

    Returns:
        The unit; nothing in it depends on a namespace yet.

    Raises:
        MofErrors: Everything that is wrong, at most 100 errors.

    Spec: mof.md §1, §2, §3.
    """
    unit = Unit(read_include)
    try:
        _parse_source(_source_of(text, file), unit)
        if not unit.errors:
            check_aliases(unit)
    except ErrorLimitError:
        pass
    except MofError as error:
        unit.errors.append(error)
    if unit.errors:
        raise MofErrors(unit.errors)
    return MofUnit(file, unit.items, unit.aliases, unit.autorecover, unit.amendment)


def _source_of(text: str | bytes, file: str) -> SourceText:
    if isinstance(text, bytes):
        return SourceText(decode_source(text, file), file)
    if len(text) > MAX_SOURCE_OCTETS:
        raise invalid_file(f"the text has {len(text)} characters", file, f"split it; the limit is {MAX_SOURCE_OCTETS}")
    return SourceText(text, file)


def _parse_source(source: SourceText, unit: Unit) -> None:
    cursor = Cursor(source, unit, _EMBEDDED)
    tokens = cursor.tokens
    while (token := tokens[cursor.at]) is not END:
        start = cursor.at
        try:
            parse_production = _PRODUCTIONS.get(token[0] if token[0] == "[" else token.lower())
            if parse_production is None:
                parse_production = _directive(token) if token[0] == "#" else _stray
            parse_production(cursor)
        except MofError as error:
            unit.report(error)
            _resume(cursor, start)


def _resume(cursor: Cursor, start: int) -> None:
    """Go on behind what began at `start`: a `;`, a `}` that belongs to no block, the end of a directive."""
    if cursor.tokens[start][0] == "#":
        cursor.at = max(cursor.at, start + 1)
        while not _begins_production(cursor.tokens[cursor.at]):
            cursor.at += 1
        return
    cursor.skip_past_semicolon(start)
    if cursor.tokens[cursor.at] == "}":
        cursor.at += 1
        if cursor.tokens[cursor.at] == ";":
            cursor.at += 1


def _begins_production(token: str) -> bool:
    return token is END or token[0] in "#[" or token.lower() in _PRODUCTIONS


def _stray(cursor: Cursor) -> None:
    cursor.fail(
        WbemStatus.WBEMMOF_E_UNRECOGNIZED_TOKEN,
        f"{cursor.shown()} is not expected outside a declaration",
        next_step="a file consists of pragmas, qualifier declarations, classes and instances",
    )


def _unsupported(cursor: Cursor) -> None:
    cursor.fail(WbemStatus.WBEMMOF_E_TYPEDEF_NOT_SUPPORTED, f"{cursor.shown()} is not supported")


def _parse_qualified(cursor: Cursor) -> None:
    first = cursor.at
    cursor.is_amended = False
    qualifiers, scope = parse_qualifiers(cursor)
    word = cursor.keyword()
    if word == "class":
        _finish_class(cursor, qualifiers, scope, first)
    elif word == "instance":
        _finish_instance(cursor, qualifiers, first)
    elif word in {"typedef", "enum"}:
        _unsupported(cursor)
    else:
        cursor.fail(
            WbemStatus.WBEMMOF_E_INVALID_CLASS_DECLARATION,
            f"a class or an instance is expected after the qualifiers, not {cursor.shown()}",
        )


def _parse_bare_class(cursor: Cursor) -> None:
    cursor.is_amended = False
    _finish_class(cursor, NameMap[Qualifier](), ANY_SCOPE, cursor.at)


def _parse_bare_instance(cursor: Cursor) -> None:
    _finish_instance(cursor, NameMap[Qualifier](), cursor.at)


def _finish_class(cursor: Cursor, qualifiers: NameMap[Qualifier], scope: int, first: int) -> None:
    node, alias = parse_class(cursor, qualifiers, scope, first)
    unit = cursor.unit
    unit.object_count += 1
    item = ClassItem(
        cursor.source,
        first,
        cursor.at,
        unit.namespace,
        unit.object_count,
        node,
        alias,
        unit.class_flags,
        cursor.is_amended,
    )
    unit.items.append(item)
    _define_alias(cursor, item, alias)
    _end_declaration(cursor, f"class {node.declaration.name}")


def _finish_instance(cursor: Cursor, qualifiers: NameMap[Qualifier], first: int) -> None:
    try:
        node, alias = parse_instance(cursor, qualifiers)
    finally:
        cursor.owner = None
    unit = cursor.unit
    unit.object_count += 1
    item = InstanceItem(
        cursor.source, first, cursor.at, unit.namespace, unit.object_count, node, alias, unit.instance_flags
    )
    unit.items.append(item)
    _define_alias(cursor, item, alias)
    _end_declaration(cursor, f"the instance of {node.class_name}")


def _define_alias(cursor: Cursor, item: ClassItem | InstanceItem, alias: str | None) -> None:
    if alias is None:
        return
    known = cursor.unit.aliases.get(alias)
    if known is not None:
        place = f"{known.source.file}, line {known.first_line}"
        cursor.unit.report(
            item.source.error(
                WbemStatus.WBEMMOF_E_MULTIPLE_ALIASES, f"alias ${alias} is already defined: {place}", item.first_token
            )
        )
    cursor.unit.aliases[alias] = item


def _end_declaration(cursor: Cursor, what: str) -> None:
    """Step over the `;` of a declaration; where it is missing, the next declaration is still parsed."""
    try:
        cursor.expect(";", WbemStatus.WBEMMOF_E_EXPECTED_SEMI, what)
    except MofError as error:
        cursor.unit.report(error)


def _directive(token: str) -> Callable[[Cursor], None]:
    return _DIRECTIVES.get("#" + token[1:].strip().lower(), _stray)


def _parse_pragma(cursor: Cursor) -> None:
    if cursor.tokens[cursor.at + 1].lower() == "include":
        cursor.at += 1
        _parse_include(cursor)
    else:
        parse_pragma(cursor)


def _parse_include(cursor: Cursor) -> None:
    """Parse `include("file")` or `include "file"` and the file itself, the word `include` next."""
    code, at = WbemStatus.WBEMMOF_E_ERROR_INVALID_INCLUDE_FILE, cursor.at
    cursor.at += 1
    if cursor.tokens[cursor.at][0] == '"':
        literal = parse_scalar(cursor)
        name = str(getattr(literal, "value", ""))
    else:
        name = string_argument(cursor, code, "include")
    unit = cursor.unit
    if unit.include_depth >= MAX_INCLUDE_DEPTH or unit.include_count >= MAX_INCLUDES:
        cursor.fail(code, f"{name} is one include too many; does a file include itself?", at=at)
    source = _read_included(cursor, name, at)
    unit.include_count += 1
    unit.include_depth += 1
    try:
        _parse_source(source, unit)
    finally:
        unit.include_depth -= 1


def _read_included(cursor: Cursor, name: str, at: int) -> SourceText:
    code, unit = WbemStatus.WBEMMOF_E_ERROR_INVALID_INCLUDE_FILE, cursor.unit
    if unit.read_include is None:
        cursor.fail(code, f"{name} cannot be included: this text has no folder", at=at)
    try:
        file, data = unit.read_include(cursor.source.file, name)
    except (OSError, ValueError) as error:
        cursor.fail(code, f"{name} cannot be included: {error}", at=at)
    unit.included_octets += len(data)
    if unit.included_octets > MAX_SOURCE_OCTETS:
        cursor.fail(code, f"with {name} the included files exceed {MAX_SOURCE_OCTETS} octets", at=at)
    return SourceText(decode_source(data, file), file)


_DIRECTIVES: Final[Mapping[str, Callable[[Cursor], None]]] = MappingProxyType(
    {"#pragma": _parse_pragma, "#include": _parse_include}
)

_PRODUCTIONS: Final[Mapping[str, Callable[[Cursor], None]]] = MappingProxyType(
    {
        "[": _parse_qualified,
        "class": _parse_bare_class,
        "instance": _parse_bare_instance,
        "qualifier": parse_qualifier_declaration,
        "typedef": _unsupported,
        "enum": _unsupported,
    }
)
