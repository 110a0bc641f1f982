# SPDX-License-Identifier: Apache-2.0
"""Parse qualifier declarations, in the form of WMI and in that of DMTF.

Spec: mof.md §2.3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NoReturn

from openwmi.errors import WbemStatus
from openwmi.model.cimtype import PRIMITIVES, CimType, TypeSpec
from openwmi.model.names import NameKind
from openwmi.model.qualifier import QualifierType, QualifierValue
from openwmi.model.values import CimValue
from openwmi.mof.coercion import Coercion
from openwmi.mof.cursor import Cursor
from openwmi.mof.flavors import DMTF_DEFAULT_FLAVOR, FLAVORS, SCOPES, QualifierRule, combine
from openwmi.mof.nodes import QualifierItem
from openwmi.mof.qualifiers import parse_flavors, refuse_contradiction
from openwmi.mof.values import parse_value

_SCOPE_WORDS: Final = frozenset(SCOPES) | {"any", "instance"}


def parse_qualifier_declaration(cursor: Cursor) -> None:
    """Parse a declaration with its `;` and make it the rule for the rest of the text, the keyword next.

    Raises:
        MofError: WBEMMOF_E_INVALID_QUALIFIER_SYNTAX, WBEMMOF_E_EXPECTED_QUALIFIER_NAME, or the codes of flavors.
    """
    first = cursor.at
    cursor.at += 1
    name = cursor.name(NameKind.QUALIFIER, WbemStatus.WBEMMOF_E_EXPECTED_QUALIFIER_NAME)
    if cursor.tokens[cursor.at] != ":":
        cursor.fail(
            WbemStatus.WBEMMOF_E_INVALID_QUALIFIER_SYNTAX,
            f"`:` is expected after qualifier {name}, not {cursor.shown()}",
        )
    word = cursor.tokens[cursor.at + 1].lower()
    if word in PRIMITIVES:
        declared = _parse_dmtf(cursor, name)
    else:
        declared = QualifierType(name, flavor=combine(parse_flavors(cursor), 0))
    cursor.expect(";", WbemStatus.WBEMMOF_E_EXPECTED_SEMI, f"the declaration of qualifier {name}")
    unit = cursor.unit
    unit.rules[name.lower()] = QualifierRule.of(declared)
    unit.seen_qualifiers.clear()
    unit.items.append(QualifierItem(cursor.source, first, cursor.at - 1, unit.namespace, 0, declared))


def _parse_dmtf(cursor: Cursor, name: str) -> QualifierType:
    """Parse `: type [array] [= default] {, Scope(...) | , Flavor(...)}`, the colon next."""
    cursor.at += 1
    cimtype = PRIMITIVES[cursor.keyword()]
    cursor.at += 1
    is_array = cursor.tokens[cursor.at] == "["
    if is_array:
        cursor.at += 1 + cursor.tokens[cursor.at + 1].isdecimal()
        cursor.expect("]", WbemStatus.WBEMMOF_E_EXPECTED_CLOSE_BRACKET, f"the type of qualifier {name}")
    spec = TypeSpec(cimtype, is_array)
    if cimtype is CimType.CIM_OBJECT:
        _fail(cursor, f"qualifier {name} cannot be an object")
    default = None
    if cursor.tokens[cursor.at] == "=":
        cursor.at += 1
        default = _as_default(Coercion(cursor.source).read(parse_value(cursor), spec, f"qualifier {name}"))
    clauses: dict[str, list[str]] = {}
    while cursor.tokens[cursor.at] == ",":
        cursor.at += 1
        _parse_clause(cursor, clauses)
    flavor = combine(clauses.get("flavor", []), DMTF_DEFAULT_FLAVOR)
    return QualifierType(name, spec, default, frozenset(clauses.get("scope", [])), flavor)


def _as_default(value: CimValue) -> QualifierValue | None:
    # A qualifier's type is a primitive, so its value is never an embedded object.
    return value  # type: ignore[return-value]


def _parse_clause(cursor: Cursor, clauses: dict[str, list[str]]) -> None:
    word = cursor.keyword()
    check = _CLAUSES.get(word)
    if check is None or word in clauses or cursor.tokens[cursor.at + 1] != "(":
        _fail(cursor, f"Scope(...) or Flavor(...), each once, is expected, not {cursor.shown()}")
    cursor.at += 2
    at = cursor.at
    words = [_parse_clause_word(cursor, check)]
    while cursor.tokens[cursor.at] == ",":
        cursor.at += 1
        words.append(_parse_clause_word(cursor, check))
    cursor.expect(")", WbemStatus.WBEMMOF_E_EXPECTED_CLOSE_PAREN, f"the words of {word}")
    clauses[word] = words
    if word == "flavor":
        refuse_contradiction(cursor, words, at)


def _parse_clause_word(cursor: Cursor, check: Callable[[Cursor, str], None]) -> str:
    word = cursor.keyword()
    check(cursor, word)
    cursor.at += 1
    return word


def _check_scope_word(cursor: Cursor, word: str) -> None:
    if word not in _SCOPE_WORDS:
        _fail(cursor, f"{cursor.shown()} is not a scope")


def _check_flavor_word(cursor: Cursor, word: str) -> None:
    if word not in FLAVORS:
        cursor.fail(WbemStatus.WBEMMOF_E_EXPECTED_FLAVOR_TYPE, f"{cursor.shown()} is not a flavor")


def _fail(cursor: Cursor, message: str) -> NoReturn:
    cursor.fail(
        WbemStatus.WBEMMOF_E_INVALID_QUALIFIER_SYNTAX,
        message,
        next_step="write Qualifier Name : type = default, Scope(...), Flavor(...);",
    )


_CLAUSES: Final[Mapping[str, Callable[[Cursor, str], None]]] = MappingProxyType(
    {"scope": _check_scope_word, "flavor": _check_flavor_word}
)
