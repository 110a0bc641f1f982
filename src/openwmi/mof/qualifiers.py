# SPDX-License-Identifier: Apache-2.0
"""Parse qualifier lists: `[Key, Description("..."), Values{"a", "b"}: ToSubclass]`.

Nine tenths of every schema pass through `parse_qualifiers`, so it keeps the place in a local variable and
touches the cursor only for what is rare.

Spec: mof.md §2 (quals, qualifier value typing), §2.3.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from openwmi.errors import WbemStatus
from openwmi.model.cimtype import INTEGER_RANGES, CimType, TypeSpec
from openwmi.model.names import NameKind, NameMap
from openwmi.model.qualifier import WBEM_FLAVOR_AMENDED, Qualifier, Qualifiers, QualifierValue
from openwmi.mof.cursor import Cursor, KnownQualifier
from openwmi.mof.flavors import ANY_SCOPE, FLAVORS, SCOPES, QualifierRule, combine, contradiction
from openwmi.mof.nodes import (
    ArrayLiteral,
    BooleanLiteral,
    IntegerLiteral,
    RealLiteral,
    TextLiteral,
    Value,
)
from openwmi.mof.numbers import read_number
from openwmi.mof.text import EscapeError, read_texts
from openwmi.mof.values import parse_scalar, parse_value

SINT32: Final = (-(1 << 31), (1 << 31) - 1)
_REALS: Final = frozenset({CimType.CIM_REAL32, CimType.CIM_REAL64})
_NUMERIC: Final = frozenset(INTEGER_RANGES) | _REALS
_UNLIMITED: Final = (-math.inf, math.inf)
_AFTER_QUALIFIER: Final = frozenset({",", "]"})

MAX_SHARED_CHARACTERS: Final = 64
"""Qualifiers whose text is shorter are made once; schemas repeat them thousands of times."""


def parse_qualifiers(cursor: Cursor) -> tuple[Qualifiers, int]:
    """Parse a list in brackets, the opening one next.

    Returns:
        The qualifiers, and the scope bits that all of them allow.

    Raises:
        MofError: WBEMMOF_E_EXPECTED_QUALIFIER_NAME, WBEMMOF_E_EXPECTED_CLOSE_BRACKET,
            WBEMMOF_E_DUPLICATE_QUALIFIER, WBEMMOF_E_CIMTYPE_QUALIFIER, or what is wrong with a value or flavor.
    """
    tokens, seen, rules = cursor.tokens, cursor.unit.seen_qualifiers, cursor.unit.rules
    at = cursor.at + 1
    scope = ANY_SCOPE
    found: dict[str, tuple[str, Qualifier]] = {}
    while True:
        name, after = tokens[at], tokens[at + 1]
        known, end = None, at + 1
        if after in _AFTER_QUALIFIER:
            known = seen.get(name)
        elif after[0] in "({":
            end = at + 2
            if len(after) < MAX_SHARED_CHARACTERS:
                known = seen.get(name + after)
            elif tokens[end] in _AFTER_QUALIFIER:
                known = _long_text_qualifier(name, after, rules)
            after = tokens[end]
        if known is None or after not in _AFTER_QUALIFIER:
            cursor.at = at
            known = _parse_qualifier(cursor)
            end = cursor.at
            after = tokens[end]
        folded = name.lower()
        if folded in found:
            cursor.fail(WbemStatus.WBEMMOF_E_DUPLICATE_QUALIFIER, f"qualifier {name} is given twice", at=at)
        found[folded] = known[0]
        scope &= known[1]
        at = end + 1
        if after == "]":
            cursor.at = at
            return NameMap.of_folded(found), scope
        if after != ",":
            cursor.at = end
            cursor.fail(
                WbemStatus.WBEMMOF_E_EXPECTED_CLOSE_BRACKET,
                f"`,` or `]` is expected after qualifier {name}, not {cursor.shown()}",
            )


def _long_text_qualifier(name: str, token: str, rules: Mapping[str, QualifierRule]) -> KnownQualifier | None:
    """Return what `_parse_qualifier` returns, for a list token and where nothing is special; else None."""
    rule = rules.get(name.lower())
    if rule is None or rule.flavor & WBEM_FLAVOR_AMENDED or len(name) > MAX_SHARED_CHARACTERS:
        return None
    try:
        texts = read_texts(token)
    except EscapeError:
        return None
    value: QualifierValue = texts if token[0] == "{" or len(texts) > 1 else texts[0]
    if type(value) is not rule.plain_type:
        return None
    return (name, Qualifier(name, value, rule.flavor)), rule.scope


def _parse_qualifier(cursor: Cursor) -> KnownQualifier:
    """Parse one qualifier."""
    tokens, first = cursor.tokens, cursor.at
    name = cursor.name(NameKind.QUALIFIER, WbemStatus.WBEMMOF_E_EXPECTED_QUALIFIER_NAME)
    folded = name.lower()
    if folded == "cimtype":
        cursor.fail(
            WbemStatus.WBEMMOF_E_CIMTYPE_QUALIFIER,
            "CIMTYPE cannot be written; it follows from the type",
            at=first,
        )
    rule = cursor.unit.rules.get(folded)
    value: QualifierValue = True
    opening = tokens[cursor.at]
    if opening[0] in "({":
        value = _parse_qualifier_value(cursor)
    if rule is not None and (type(value) is not rule.plain_type or opening == "{"):
        value = _typed(cursor, rule, value, first)
    flavor = rule.flavor if rule is not None else 0
    if tokens[cursor.at] == ":":
        flavor = combine(parse_flavors(cursor), flavor)
    result = (name, Qualifier(name, value, flavor)), ANY_SCOPE if rule is None else rule.scope
    if flavor & WBEM_FLAVOR_AMENDED:
        cursor.is_amended = True
    elif cursor.at - first <= 2 and not isinstance(value, list) and len(opening) < MAX_SHARED_CHARACTERS:
        cursor.unit.seen_qualifiers[name if cursor.at == first + 1 else name + opening] = result
    return result


def _parse_qualifier_value(cursor: Cursor) -> QualifierValue:
    token = cursor.tokens[cursor.at]
    if len(token) == 1:
        return _parse_single_tokens(cursor)
    try:
        texts = read_texts(token)
    except EscapeError as fault:
        cursor.fail(WbemStatus.WBEMMOF_E_ILLEGAL_CONSTANT_VALUE, str(fault), inside=fault.inside)
    cursor.at += 1
    return texts if token[0] == "{" or len(texts) > 1 else texts[0]


def _parse_single_tokens(cursor: Cursor) -> QualifierValue:
    opening = cursor.tokens[cursor.at]
    if opening == "{":
        return _plain(cursor, parse_value(cursor))
    cursor.at += 1
    first = cursor.at
    elements = [parse_scalar(cursor)]
    while cursor.tokens[cursor.at] == ",":
        cursor.at += 1
        elements.append(parse_scalar(cursor))
    if cursor.tokens[cursor.at] != ")":
        cursor.fail(
            WbemStatus.WBEMMOF_E_EXPECTED_CLOSE_PAREN,
            f"`)` is expected after the qualifier's value, not {cursor.shown()}",
        )
    cursor.at += 1
    return _plain(cursor, elements[0] if len(elements) == 1 else ArrayLiteral(elements, first))


def _plain(cursor: Cursor, value: Value) -> QualifierValue:
    """Return a parsed value in one of the forms a qualifier may have.

    Choice: an integer beyond 32 bits stays the text it was written as; qualifiers know no wider type.
    """
    if isinstance(value, ArrayLiteral):
        return _plain_array(cursor, value)
    return _plain_scalar(cursor, value)


def _plain_array(cursor: Cursor, array: ArrayLiteral) -> QualifierValue:
    elements = [_plain_scalar(cursor, element) for element in array.elements]
    kinds = {type(element) for element in elements}
    if len(kinds) > 1:
        names = " and ".join(sorted(kind.__name__ for kind in kinds))
        cursor.fail(WbemStatus.WBEMMOF_E_TYPE_MISMATCH, f"the array of a qualifier mixes {names}", at=array.token)
    # One type only, which the annotation cannot say of a list built in a loop.
    return elements  # type: ignore[return-value]


def _plain_scalar(cursor: Cursor, value: Value) -> bool | int | float | str:
    if isinstance(value, IntegerLiteral):
        if value.is_pattern and SINT32[1] < value.value < 1 << 32:
            return value.value - (1 << 32)
        return value.value if SINT32[0] <= value.value <= SINT32[1] else str(value.value)
    if isinstance(value, RealLiteral) and not math.isfinite(value.value):
        cursor.fail(WbemStatus.WBEMMOF_E_OUT_OF_RANGE, f"{value.text} is outside real64", at=value.token)
    if isinstance(value, (TextLiteral, RealLiteral, BooleanLiteral)):
        return value.value
    return cursor.fail(
        WbemStatus.WBEMMOF_E_ILLEGAL_CONSTANT_VALUE,
        "a qualifier's value is a number, a text or a boolean, or an array of one of these",
        at=value.token,
    )


def _typed(cursor: Cursor, rule: QualifierRule, value: QualifierValue, at: int) -> QualifierValue:
    """Return a value as the declared type has it.

    Choice: a single value is accepted where an array is declared, and a bare name counts as TRUE.
    """
    spec = rule.declared.type
    if spec is None or value is True:
        return value
    is_list = isinstance(value, list)
    elements = value if isinstance(value, list) else [value]
    if (is_list and not spec.is_array) or not all(_fits(element, spec) for element in elements):
        cursor.fail(
            WbemStatus.WBEMMOF_E_TYPE_MISMATCH,
            f"qualifier {rule.declared.name} is declared as {spec}, and {value!r} is not",
            at=at,
        )
    if spec.is_array and not is_list:
        return [value]  # type: ignore[return-value]  # one element has one type
    return value


def _fits(value: bool | int | float | str, spec: TypeSpec) -> bool:
    """Tell whether a qualifier's value may be read as its declared type."""
    if isinstance(value, bool):
        return spec.cimtype is CimType.CIM_BOOLEAN
    if isinstance(value, str):
        if spec.is_integer:
            return isinstance(read_number(value, 0), IntegerLiteral)
        return spec.cimtype not in _REALS and spec.cimtype is not CimType.CIM_BOOLEAN
    low, high = INTEGER_RANGES.get(spec.cimtype, _UNLIMITED)
    return spec.cimtype in _NUMERIC and low <= value <= high


def parse_flavors(cursor: Cursor) -> list[str]:
    """Parse `: flavor flavor ...`, the colon next, and return the words in lower case.

    Raises:
        MofError: WBEMMOF_E_EXPECTED_FLAVOR_TYPE, WBEMMOF_E_INCOMPATIBLE_FLAVOR_TYPES or …_TYPES2.
    """
    first = cursor.at
    cursor.at += 1
    words: list[str] = []
    while (token := cursor.tokens[cursor.at]).isidentifier():
        if token.lower() not in FLAVORS:
            break
        words.append(token.lower())
        cursor.at += 1
    if not words or cursor.tokens[cursor.at].isidentifier():
        cursor.fail(
            WbemStatus.WBEMMOF_E_EXPECTED_FLAVOR_TYPE,
            f"a flavor is expected, not {cursor.shown()}",
            next_step=f"the flavors are: {', '.join(FLAVORS)}",
        )
    refuse_contradiction(cursor, words, first)
    return words


def refuse_contradiction(cursor: Cursor, words: list[str], at: int) -> None:
    """Refuse flavor words that exclude each other.

    Raises:
        MofError: WBEMMOF_E_INCOMPATIBLE_FLAVOR_TYPES or WBEMMOF_E_INCOMPATIBLE_FLAVOR_TYPES2.
    """
    code = contradiction(words)
    if code is not None:
        cursor.fail(code, f"the flavors {', '.join(words)} exclude each other", at=at)


def check_scope(cursor: Cursor, qualifiers: Qualifiers, kinds: int, what: str, at: int) -> None:
    """Refuse a qualifier where its declaration does not let it stand.

    Args:
        cursor: The place.
        qualifiers: On the element.
        kinds: What the element is, as bits of SCOPES.
        what: The element, for the message.
        at: Index of the token where the qualifiers begin.

    Raises:
        MofError: WBEMMOF_E_QUALIFIER_USED_OUTSIDE_SCOPE.
    """
    for name in qualifiers:
        rule = cursor.unit.rules.get(name.lower())
        if rule is not None and not rule.scope & kinds:
            allowed = ", ".join(word for word, bit in SCOPES.items() if rule.scope & bit)
            cursor.fail(
                WbemStatus.WBEMMOF_E_QUALIFIER_USED_OUTSIDE_SCOPE,
                f"qualifier {name} may not stand on {what}",
                at=at,
                next_step=f"its declaration allows: {allowed}",
            )
