# SPDX-License-Identifier: Apache-2.0
"""Parse instance declarations, at file level and embedded.

Spec: mof.md §2 (instdecl, assign), §3.1 (which token error where).
"""

from __future__ import annotations

from openwmi.errors import WbemStatus
from openwmi.model.names import NameKind, NameMap
from openwmi.model.qualifier import Qualifier, Qualifiers
from openwmi.mof.classes import parse_alias, parse_block
from openwmi.mof.cursor import Cursor
from openwmi.mof.nodes import Assignment, InstanceNode
from openwmi.mof.qualifiers import parse_qualifiers
from openwmi.mof.values import parse_value


def parse_instance(cursor: Cursor, qualifiers: Qualifiers) -> tuple[InstanceNode, str | None]:
    """Parse `instance of Class [as $Alias] { ... }`, the keyword next, up to the `;`.

    Args:
        cursor: The place.
        qualifiers: Written before the keyword.

    Returns:
        The instance, and its alias if it has one.

    Raises:
        MofError: WBEMMOF_E_INVALID_INSTANCE_DECLARATION without `of`, WBEMMOF_E_EXPECTED_CLASS_NAME,
            WBEMMOF_E_EXPECTED_OPEN_BRACE, WBEMMOF_E_EXPECTED_CLOSE_BRACE at the end of the file.
    """
    first = cursor.at
    cursor.at += 1
    if cursor.keyword() != "of":
        cursor.fail(
            WbemStatus.WBEMMOF_E_INVALID_INSTANCE_DECLARATION,
            f"`of` is expected after `instance`, not {cursor.shown()}",
        )
    cursor.at += 1
    class_name = cursor.name(NameKind.CLASS, WbemStatus.WBEMMOF_E_EXPECTED_CLASS_NAME)
    alias = parse_alias(cursor)
    if alias is not None and not cursor.depth:
        cursor.owner = alias
    node = InstanceNode(class_name, qualifiers, NameMap(), first)
    parse_block(cursor, lambda: _parse_assignment(cursor, node), WbemStatus.WBEMMOF_E_EXPECTED_CLOSE_BRACE)
    return node, alias


def parse_embedded_instance(cursor: Cursor) -> InstanceNode:
    """Parse an instance as a value, the keyword next.

    Raises:
        MofError: WBEMMOF_E_ALIASES_IN_EMBEDDED, and the codes of `parse_instance`.
    """
    node, alias = parse_instance(cursor, NameMap())
    if alias is not None:
        cursor.fail(
            WbemStatus.WBEMMOF_E_ALIASES_IN_EMBEDDED, f"alias ${alias} stands on an embedded instance", at=node.token
        )
    return node


def _parse_assignment(cursor: Cursor, node: InstanceNode) -> None:
    """Parse `[quals] ident "=" value ";"`.

    Choice: behind qualifiers the value may be missing. Published samples of property providers are written
    that way: the qualifiers say who supplies the value.
    """
    qualifiers: Qualifiers = NameMap[Qualifier]()
    if cursor.tokens[cursor.at] == "[":
        qualifiers, _ = parse_qualifiers(cursor)
    first = cursor.at
    name = cursor.name(NameKind.PROPERTY, WbemStatus.WBEMMOF_E_EXPECTED_PROPERTY_NAME)
    if name.startswith("__"):
        cursor.fail(WbemStatus.WBEMMOF_E_EXPECTED_PROPERTY_NAME, f"system property {name} cannot be assigned", at=first)
    value = None
    if cursor.tokens[cursor.at] == "=":
        cursor.at += 1
        value = parse_value(cursor)
    elif not qualifiers or cursor.tokens[cursor.at] != ";":
        cursor.fail(WbemStatus.WBEMMOF_E_EXPECTED_SEMI, f"`=` is expected after {name}, not {cursor.shown()}")
    if cursor.tokens[cursor.at] != ";":
        cursor.fail(
            WbemStatus.WBEMMOF_E_EXPECTED_SEMI, f"`;` is expected after the value of {name}, not {cursor.shown()}"
        )
    cursor.at += 1
    if name in node.assignments:
        cursor.fail(WbemStatus.WBEMMOF_E_DUPLICATE_PROPERTY, f"property {name} is assigned twice", at=first)
    node.assignments[name] = Assignment(name, value, qualifiers, first)
