# SPDX-License-Identifier: Apache-2.0
"""Parse class declarations: properties, methods and their parameters.

Spec: mof.md §2 (classdecl, feature, method, param), §3.1 (which token error where).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from openwmi.errors import MofError, WbemError, WbemStatus
from openwmi.model.cimtype import PRIMITIVES, CimType, TypeSpec
from openwmi.model.declaration import (
    ClassDeclaration,
    MethodDeclaration,
    ParameterDeclaration,
    PropertyDeclaration,
)
from openwmi.model.names import NameKind, NameMap
from openwmi.model.qualifier import Qualifier, Qualifiers, is_true
from openwmi.model.signature import number_parameters
from openwmi.mof.coercion import Coercion, waits_for_store
from openwmi.mof.cursor import Cursor
from openwmi.mof.flavors import ANY_SCOPE, SCOPES
from openwmi.mof.lexer import END
from openwmi.mof.nodes import ClassNode, DeferredDefault
from openwmi.mof.qualifiers import check_scope, parse_qualifiers
from openwmi.mof.values import parse_value

SIZE_QUALIFIER: Final = "MAX"
"""Qualifier that keeps the advice of `Name[32]`. Spec: object-model.md §1 (arrays)."""

_TYPES: Final[dict[str, TypeSpec]] = {word: TypeSpec(cimtype) for word, cimtype in PRIMITIVES.items()}
_UNSUPPORTED: Final = frozenset({"typedef", "enum"})
_DIRECTIONS: Final = ("in", "out")

_PROPERTY: Final = SCOPES["property"]
_REFERENCE: Final = SCOPES["reference"]
_METHOD: Final = SCOPES["method"]
_PARAMETER: Final = SCOPES["parameter"]


def parse_class(cursor: Cursor, qualifiers: Qualifiers, scope: int, first: int) -> tuple[ClassNode, str | None]:
    """Parse `class Name [as $Alias] [: Parent] [{ ... }]`, the keyword next, up to the `;`.

    Args:
        cursor: The place.
        qualifiers: Written before the keyword.
        scope: The scope bits that all of them allow.
        first: Index of the declaration's first token.

    Returns:
        The class, and its alias if it has one.

    Raises:
        MofError: WBEMMOF_E_EXPECTED_CLASS_NAME, WBEMMOF_E_EXPECTED_OPEN_BRACE,
            WBEMMOF_E_INVALID_CLASS_DECLARATION for a name with `__` in front, and the codes of features.
    """
    cursor.at += 1
    name = cursor.name(NameKind.CLASS, WbemStatus.WBEMMOF_E_EXPECTED_CLASS_NAME)
    if name.startswith("__"):
        cursor.fail(
            WbemStatus.WBEMMOF_E_INVALID_CLASS_DECLARATION,
            f"class {name}: names with `__` in front belong to the system",
            at=cursor.at - 1,
        )
    kinds = _class_kinds(qualifiers)
    if not scope & kinds:
        check_scope(cursor, qualifiers, kinds, f"class {name}", first)
    alias = parse_alias(cursor)
    superclass = None
    if cursor.tokens[cursor.at] == ":":
        cursor.at += 1
        superclass = cursor.name(NameKind.CLASS, WbemStatus.WBEMMOF_E_EXPECTED_CLASS_NAME)
    declaration = ClassDeclaration(name, superclass, qualifiers)
    node = ClassNode(declaration, [], first)
    if cursor.tokens[cursor.at] != ";":
        _parse_body(cursor, node)
    return node, alias


def parse_embedded_class(cursor: Cursor) -> ClassNode:
    """Parse a class object as a value, the keyword next."""
    node, alias = parse_class(cursor, NameMap(), ANY_SCOPE, cursor.at)
    if alias is not None:
        cursor.fail(
            WbemStatus.WBEMMOF_E_ALIASES_IN_EMBEDDED, f"alias ${alias} stands on an embedded class", at=node.token
        )
    return node


def parse_alias(cursor: Cursor) -> str | None:
    """Parse `as $Name` if it comes next, and return the name.

    Raises:
        MofError: WBEMMOF_E_EXPECTED_DOLLAR or WBEMMOF_E_EXPECTED_ALIAS_NAME.
    """
    if cursor.keyword() != "as":
        return None
    cursor.at += 1
    token = cursor.tokens[cursor.at]
    if token[0] != "$":
        cursor.fail(WbemStatus.WBEMMOF_E_EXPECTED_DOLLAR, f"`$` is expected after `as`, not {cursor.shown()}")
    if len(token) == 1:
        cursor.fail(WbemStatus.WBEMMOF_E_EXPECTED_ALIAS_NAME, "`$` has no alias name behind it")
    cursor.at += 1
    return token[1:]


def _class_kinds(qualifiers: Qualifiers) -> int:
    kinds = SCOPES["class"]
    for name in ("association", "indication"):
        if is_true(qualifiers, name):
            kinds |= SCOPES[name]
    return kinds


def _parse_body(cursor: Cursor, node: ClassNode) -> None:
    parse_block(cursor, lambda: _parse_feature(cursor, node), WbemStatus.WBEMMOF_E_EXPECTED_BRACE_OR_BAD_TYPE)


def parse_block(cursor: Cursor, parse_entry: Callable[[], None], at_end: WbemStatus) -> None:
    """Parse `{ entry* }`; a fault in one entry is collected, and the next entry is parsed.

    Args:
        cursor: The place.
        parse_entry: Parses one entry with its `;`.
        at_end: The HRESULT when the file ends inside.

    Raises:
        MofError: WBEMMOF_E_EXPECTED_OPEN_BRACE, or the file ends.
    """
    tokens = cursor.tokens
    if tokens[cursor.at] != "{":
        cursor.fail(WbemStatus.WBEMMOF_E_EXPECTED_OPEN_BRACE, f"`{{` is expected, not {cursor.shown()}")
    opened = cursor.at
    cursor.at += 1
    while (token := tokens[cursor.at]) != "}":
        if token is END:
            line = cursor.source.line_of(opened)
            cursor.fail(at_end, f"the file ends inside the block that begins on line {line}", next_step="add `}`")
        start = cursor.at
        try:
            parse_entry()
        except MofError as error:
            cursor.unit.report(error)
            cursor.skip_past_semicolon(start)
    cursor.at += 1


def _parse_feature(cursor: Cursor, node: ClassNode) -> None:
    """Parse `[quals] type ident [array] ["=" value] ";"` or a method."""
    tokens, first = cursor.tokens, cursor.at
    qualifiers, scope = parse_qualifiers(cursor) if tokens[first] == "[" else (NameMap[Qualifier](), ANY_SCOPE)
    spec, name = _parse_typed_name(cursor, NameKind.PROPERTY)
    following = tokens[cursor.at]
    if following[0] == "(":
        _parse_method(cursor, node, qualifiers, spec, name)
        if not scope & _METHOD:
            check_scope(cursor, qualifiers, _METHOD, f"method {name}", first)
        return
    if spec is None:
        cursor.fail(
            WbemStatus.WBEMMOF_E_EXPECTED_OPEN_PAREN, f"`(` is expected after void {name}, not {cursor.shown()}"
        )
    kinds = _PROPERTY | _REFERENCE if spec.cimtype is CimType.CIM_REFERENCE else _PROPERTY
    if not scope & kinds:
        check_scope(cursor, qualifiers, kinds, f"property {name}", first)
    declared = PropertyDeclaration(name, spec, qualifiers)
    if following != ";":
        _parse_array_and_default(cursor, declared, node)
        _expect_end(cursor, declared)
    cursor.at += 1
    if name in node.declaration.properties:
        cursor.fail(
            WbemStatus.WBEMMOF_E_DUPLICATE_PROPERTY,
            f"property {name} is declared twice in class {node.declaration.name}",
            at=first,
        )
    node.declaration.properties[name] = declared


def _expect_end(cursor: Cursor, declared: PropertyDeclaration) -> None:
    token = cursor.tokens[cursor.at]
    if token == ";":
        return
    if token[0] == "(":
        cursor.fail(WbemStatus.WBEMMOF_E_NO_ARRAYS_RETURNED, f"method {declared.name} returns an array")
    expected = "`;`" if declared.has_default else "`;` or `=`"
    cursor.fail(
        WbemStatus.WBEMMOF_E_EXPECTED_SEMI, f"{expected} is expected after {declared.name}, not {cursor.shown()}"
    )


def _parse_typed_name(cursor: Cursor, kind: NameKind) -> tuple[TypeSpec | None, str]:
    """Parse `type ident`, where `ref` may follow the type; None stands for `void`."""
    tokens = cursor.tokens
    word = tokens[cursor.at]
    if not word.isidentifier():
        cursor.fail(WbemStatus.WBEMMOF_E_EXPECTED_TYPE_IDENTIFIER, f"a type is expected, not {cursor.shown()}")
    spec = _TYPES.get(word.lower())
    cursor.at += 1
    name = tokens[cursor.at]
    if spec is None or spec.cimtype is CimType.CIM_OBJECT:
        if word.lower() == "void":
            return None, cursor.name(NameKind.METHOD, WbemStatus.WBEMMOF_E_EXPECTED_PROPERTY_NAME)
        spec = _class_type(cursor, word, name)
        name = tokens[cursor.at]
    if not name.isidentifier() or len(name) > 255:
        _refuse_feature_name(cursor, spec, word, kind)
    cursor.at += 1
    return spec, name


def _class_type(cursor: Cursor, word: str, following: str) -> TypeSpec:
    """Return the type that starts with a word that is no primitive, stepping over `ref`."""
    if word.lower() in _UNSUPPORTED:
        cursor.fail(WbemStatus.WBEMMOF_E_TYPEDEF_NOT_SUPPORTED, f"{word} is not supported", at=cursor.at - 1)
    class_name = None if word.lower() == "object" else word
    if following.lower() != "ref" or (class_name is None and not cursor.tokens[cursor.at + 1].isidentifier()):
        return TypeSpec(CimType.CIM_OBJECT, False, class_name)
    cursor.at += 1
    return TypeSpec(CimType.CIM_REFERENCE, False, class_name)


def _refuse_feature_name(cursor: Cursor, spec: TypeSpec, word: str, kind: NameKind) -> None:
    tokens = cursor.tokens
    if tokens[cursor.at : cursor.at + 2] == ["[", "]"] and tokens[cursor.at + 3 : cursor.at + 4] == ["("]:
        cursor.fail(WbemStatus.WBEMMOF_E_NO_ARRAYS_RETURNED, f"method {tokens[cursor.at + 2]} returns an array")
    if spec.cimtype is CimType.CIM_OBJECT and spec.class_name and not tokens[cursor.at].isidentifier():
        cursor.fail(
            WbemStatus.WBEMMOF_E_UNRECOGNIZED_TYPE,
            f"{word} is not a type, or its name is missing before {cursor.shown()}",
            at=cursor.at - 1,
        )
    cursor.name(kind, WbemStatus.WBEMMOF_E_EXPECTED_PROPERTY_NAME)


def _parse_array_and_default(
    cursor: Cursor, declared: PropertyDeclaration | ParameterDeclaration, node: ClassNode
) -> None:
    """Parse `[array] ["=" value]` behind a name."""
    if cursor.tokens[cursor.at] == "[":
        _parse_array(cursor, declared)
    if cursor.tokens[cursor.at] != "=":
        return
    cursor.at += 1
    value = parse_value(cursor)
    declared.has_default = True
    if waits_for_store(value, declared.type):
        node.deferred.append(DeferredDefault(declared, value))
        return
    declared.default = Coercion(cursor.source).read(value, declared.type, declared.name)


def _parse_array(cursor: Cursor, declared: PropertyDeclaration | ParameterDeclaration) -> None:
    """Parse `[]` or `[32]`; a size becomes a qualifier unless one is written."""
    cursor.at += 1
    size = cursor.tokens[cursor.at]
    if size.isascii() and size.isdecimal() and len(size) < 10:
        cursor.at += 1
        if SIZE_QUALIFIER not in declared.qualifiers:
            declared.qualifiers[SIZE_QUALIFIER] = Qualifier(SIZE_QUALIFIER, int(size))
    cursor.expect("]", WbemStatus.WBEMMOF_E_EXPECTED_CLOSE_BRACKET, f"`{declared.name}[`")
    spec = declared.type
    declared.type = TypeSpec(spec.cimtype, True, spec.class_name)


def _parse_method(
    cursor: Cursor, node: ClassNode, qualifiers: Qualifiers, return_type: TypeSpec | None, name: str
) -> None:
    """Parse `(param, ...) ;`, the opening parenthesis next."""
    tokens, first = cursor.tokens, cursor.at - 1
    parameters: list[ParameterDeclaration] = []
    if tokens[cursor.at] != "(":
        cursor.fail(WbemStatus.WBEMMOF_E_EXPECTED_TYPE_IDENTIFIER, "a parameter begins with its type")
    cursor.at += 1
    if tokens[cursor.at] != ")":
        parameters.append(_parse_parameter(cursor, node))
        while tokens[cursor.at] == ",":
            cursor.at += 1
            parameters.append(_parse_parameter(cursor, node))
    cursor.expect(")", WbemStatus.WBEMMOF_E_EXPECTED_CLOSE_PAREN, f"the parameters of {name}")
    cursor.expect(";", WbemStatus.WBEMMOF_E_EXPECTED_SEMI, f"method {name}")
    method = MethodDeclaration(name, return_type, parameters, qualifiers)
    if any("id" in parameter.qualifiers for parameter in parameters):
        _check_numbers(cursor, method, first)
    if name in node.declaration.methods:
        cursor.fail(
            WbemStatus.WBEMMOF_E_DUPLICATE_PROPERTY,
            f"method {name} is declared twice in class {node.declaration.name}",
            at=first,
        )
    node.declaration.methods[name] = method


def _parse_parameter(cursor: Cursor, node: ClassNode) -> ParameterDeclaration:
    tokens, first = cursor.tokens, cursor.at
    qualifiers, scope = parse_qualifiers(cursor) if tokens[first] == "[" else (NameMap[Qualifier](), ANY_SCOPE)
    spec, name = _parse_typed_name(cursor, NameKind.PROPERTY)
    if spec is None:
        cursor.fail(WbemStatus.WBEMMOF_E_UNRECOGNIZED_TYPE, f"parameter {name} cannot be void", at=first)
    declared = ParameterDeclaration(name, spec, qualifiers)
    if tokens[cursor.at] not in {",", ")"}:
        _parse_array_and_default(cursor, declared, node)
    kinds = _PARAMETER | _REFERENCE if spec.cimtype is CimType.CIM_REFERENCE else _PARAMETER
    if not scope & kinds:
        check_scope(cursor, qualifiers, kinds, f"parameter {name}", first)
    if not any(direction in qualifiers for direction in _DIRECTIONS):
        _complete_direction(cursor, declared, first)
    return declared


def _complete_direction(cursor: Cursor, declared: ParameterDeclaration, first: int) -> None:
    """Give a parameter without In and Out the default that the text declares for In, or refuse it.

    Spec: mof.md §6 (method parameters).
    """
    rule = cursor.unit.rules.get("in")
    if rule is None or rule.declared.default is not True:
        cursor.fail(
            WbemStatus.WBEMMOF_E_MUST_BE_IN_OR_OUT,
            f"parameter {declared.name} is neither In nor Out",
            at=first,
            next_step="write [in], [out] or [in, out] before it",
        )
    declared.qualifiers["In"] = Qualifier("In", True, rule.flavor)


def _check_numbers(cursor: Cursor, method: MethodDeclaration, first: int) -> None:
    try:
        number_parameters(method, method.name)
    except WbemError as error:
        cursor.fail(WbemStatus(error.hresult), error.message, at=first, next_step=error.next_step)
