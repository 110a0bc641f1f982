# SPDX-License-Identifier: Apache-2.0
"""The two brace statements, ASSOCIATORS OF and REFERENCES OF.

    assoc    = "ASSOCIATORS" "OF" "{" path "}" ["WHERE" 1*assocopt]
    refs     = "REFERENCES"  "OF" "{" path "}" ["WHERE" 1*refopt]
    assocopt = refopt | "AssocClass" "=" ident | "RequiredAssocQualifier" "=" ident | "ResultRole" "=" ident
    refopt   = "ClassDefsOnly" | "KeysOnly" | "SchemaOnly"
             | ("RequiredQualifier" | "ResultClass" | "Role") "=" ident

Options are separated by blanks, stand in any order and at most once; a value may be quoted.

Spec: wql.md §2, §5.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from openwmi.wql.cursor import Cursor
from openwmi.wql.faults import Fault, query_error
from openwmi.wql.lexer import Token, TokenKind
from openwmi.wql.nodes import AssociationKind, AssociationOptions, AssociationStatement

SWITCHES: Mapping[str, str] = MappingProxyType(
    {"CLASSDEFSONLY": "class_defs_only", "KEYSONLY": "keys_only", "SCHEMAONLY": "schema_only"}
)
"""Options without a value: upper-case word -> field of AssociationOptions."""

_REFERENCE_VALUES: Mapping[str, str] = MappingProxyType(
    {"REQUIREDQUALIFIER": "required_qualifier", "RESULTCLASS": "result_class", "ROLE": "role"}
)
_ASSOCIATOR_VALUES: Mapping[str, str] = MappingProxyType(
    {
        **_REFERENCE_VALUES,
        "ASSOCCLASS": "assoc_class",
        "REQUIREDASSOCQUALIFIER": "required_assoc_qualifier",
        "RESULTROLE": "result_role",
    }
)
VALUES: Mapping[AssociationKind, Mapping[str, str]] = MappingProxyType(
    {AssociationKind.ASSOCIATORS: _ASSOCIATOR_VALUES, AssociationKind.REFERENCES: _REFERENCE_VALUES}
)
"""Options with a value, for each statement: upper-case word -> field of AssociationOptions."""

SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "assoc_class": "AssocClass",
        "class_defs_only": "ClassDefsOnly",
        "keys_only": "KeysOnly",
        "required_assoc_qualifier": "RequiredAssocQualifier",
        "required_qualifier": "RequiredQualifier",
        "result_class": "ResultClass",
        "result_role": "ResultRole",
        "role": "Role",
        "schema_only": "SchemaOnly",
    }
)
"""Field of AssociationOptions -> the option as documented."""


def parse_association(cursor: Cursor) -> AssociationStatement:
    """Read a brace statement; the cursor stands on ASSOCIATORS or REFERENCES.

    Raises:
        InvalidQueryError: Not a brace statement.
    """
    kind = AssociationKind[cursor.advance().word]
    cursor.expect("OF")
    if cursor.current.kind is not TokenKind.BRACED:
        raise cursor.error("an object path in braces")
    path = cursor.advance()
    options = AssociationOptions()
    if cursor.accept("WHERE"):
        _read_options(cursor, kind, options)
    cursor.end("WHERE or the end of the query")
    return AssociationStatement(kind, path.text, options, path.position)


def _read_options(cursor: Cursor, kind: AssociationKind, options: AssociationOptions) -> None:
    seen: set[str] = set()
    while not seen or cursor.current.kind is not TokenKind.END:
        word = cursor.current.word
        if word not in SWITCHES and word not in VALUES[kind]:
            raise cursor.error(f"an option of {kind.value} OF", next_step=_known_options(kind))
        option = cursor.advance()
        if word in seen:
            raise query_error(Fault.SYNTAX, cursor.dialect, f"{option} is given twice", position=option.position)
        seen.add(word)
        if word in SWITCHES:
            setattr(options, SWITCHES[word], True)
        else:
            setattr(options, VALUES[kind][word], _read_value(cursor, option))


def _read_value(cursor: Cursor, option: Token) -> str:
    cursor.expect("=", f"= after {option}")
    if cursor.current.kind is TokenKind.STRING and cursor.current.value:
        return str(cursor.advance().value)
    return cursor.name(f"a name after {option} =").text


def _known_options(kind: AssociationKind) -> str:
    fields = sorted({*SWITCHES.values(), *VALUES[kind].values()})
    return "separate with blanks: " + ", ".join(SPELLINGS[field] for field in fields)
