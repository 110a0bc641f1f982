# SPDX-License-Identifier: Apache-2.0
"""What a parsed MOF text consists of: items in file order, and values still without a type.

A class body is typed when it is parsed. An instance is not: its class may be defined earlier in the same
file, so its values stay literals until the store phase.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from openwmi.model.cimtype import TypeSpec
from openwmi.model.declaration import ClassDeclaration, ParameterDeclaration, PropertyDeclaration
from openwmi.model.names import NameMap
from openwmi.model.qualifier import Qualifiers, QualifierType
from openwmi.mof.source import SourceText


@dataclass(slots=True)
class IntegerLiteral:
    """An integer constant.

    Attributes:
        value: The number.
        text: As written.
        is_pattern: Written in hex, octal or binary, so a bit pattern for signed types.
        token: Index of its token.
    """

    value: int
    text: str
    is_pattern: bool
    token: int


@dataclass(slots=True)
class RealLiteral:
    """A constant with a decimal point or an exponent."""

    value: float
    text: str
    token: int


@dataclass(slots=True)
class TextLiteral:
    """One string, adjacent literals joined and escapes replaced."""

    value: str
    token: int


@dataclass(slots=True)
class CharLiteral:
    """A char16 constant, as its UTF-16 unit."""

    value: int
    token: int


@dataclass(slots=True)
class BooleanLiteral:
    """TRUE or FALSE."""

    value: bool
    token: int


@dataclass(slots=True)
class NullLiteral:
    """NULL."""

    token: int


@dataclass(slots=True)
class AliasUse:
    """`$Name` as a value: the path of the object that the alias stands for."""

    name: str
    token: int


@dataclass(slots=True)
class ArrayLiteral:
    """Values in braces."""

    elements: list[Value]
    token: int


@dataclass(slots=True)
class Assignment:
    """`[qualifiers] Name = value;` in an instance.

    Attributes:
        name: The property.
        value: What it is set to, or None when only qualifiers are put on it.
        qualifiers: Put on the property of this instance.
        token: Index of the name.
    """

    name: str
    value: Value | None
    qualifiers: Qualifiers
    token: int


@dataclass(slots=True)
class InstanceNode:
    """`instance of Class { ... }`, at file level or embedded in a value."""

    class_name: str
    qualifiers: Qualifiers
    assignments: NameMap[Assignment]
    token: int


@dataclass(slots=True)
class DeferredDefault:
    """A default value that needs the namespace: an alias, or an embedded object.

    Attributes:
        owner: Whose default it is.
        value: The literal.
    """

    owner: PropertyDeclaration | ParameterDeclaration
    value: Value

    @property
    def type(self) -> TypeSpec:
        """The type to read the literal as."""
        return self.owner.type


@dataclass(slots=True)
class ClassNode:
    """A class body: what it declares, and the defaults that wait for the store phase."""

    declaration: ClassDeclaration
    deferred: list[DeferredDefault]
    token: int


Value: TypeAlias = (
    IntegerLiteral
    | RealLiteral
    | TextLiteral
    | CharLiteral
    | BooleanLiteral
    | NullLiteral
    | AliasUse
    | ArrayLiteral
    | InstanceNode
    | ClassNode
)


@dataclass(slots=True)
class Item:
    """One thing a MOF text asks for.

    Attributes:
        source: The file it stands in.
        first_token: Index of its first token, qualifiers included.
        last_token: Index of its last token.
        namespace: What `#pragma namespace` said last, or None.
        number: 1-based object number, counting classes, instances and deletions; 0 for the others.
    """

    source: SourceText
    first_token: int
    last_token: int
    namespace: str | None
    number: int

    @property
    def first_line(self) -> int:
        """The 1-based line it begins on."""
        return self.source.line_of(self.first_token)

    @property
    def last_line(self) -> int:
        """The 1-based line it ends on."""
        return self.source.line_of(self.last_token)

    @property
    def text(self) -> str:
        """Its source text, with what follows up to the next token."""
        begin, end = self.source.offset_of(self.first_token), self.source.offset_of(self.last_token + 1)
        return self.source.text[begin:end].rstrip()


@dataclass(slots=True)
class DirectiveItem(Item):
    """A pragma that stores nothing itself: flags, autorecover, amendment, locale.

    Attributes:
        word: Which one, in lower case.
    """

    word: str


@dataclass(slots=True)
class NamespacePragma(Item):
    """`#pragma namespace("...")`; the new namespace is `namespace`."""


@dataclass(slots=True)
class ClassItem(Item):
    """A class declaration.

    Attributes:
        node: Its body.
        alias: Name after `as $`, or None.
        flags: What `#pragma classflags` said last, or None.
        is_amended: Whether any qualifier in it carries the flavor Amended.
    """

    node: ClassNode
    alias: str | None
    flags: int | None
    is_amended: bool

    @property
    def declaration(self) -> ClassDeclaration:
        """What the class declares."""
        return self.node.declaration


@dataclass(slots=True)
class InstanceItem(Item):
    """An instance declaration.

    Attributes:
        node: Class and values.
        alias: Name after `as $`, or None.
        flags: What `#pragma instanceflags` said last, or None.
    """

    node: InstanceNode
    alias: str | None
    flags: int | None


@dataclass(slots=True)
class DeleteClassItem(Item):
    """`#pragma deleteclass("Name", FAIL)`.

    Attributes:
        name: The class.
        must_exist: FAIL, as opposed to NOFAIL.
    """

    name: str
    must_exist: bool


@dataclass(slots=True)
class DeleteInstanceItem(Item):
    """`#pragma deleteinstance("path", FAIL)`.

    Attributes:
        path: The path, as written.
        must_exist: FAIL, as opposed to NOFAIL.
    """

    path: str
    must_exist: bool


@dataclass(slots=True)
class QualifierItem(Item):
    """A qualifier declaration.

    Attributes:
        qualifier_type: What it declares.
    """

    qualifier_type: QualifierType


@dataclass(slots=True)
class MofUnit:
    """A whole MOF text, includes and all, without a syntax error in it.

    Attributes:
        file: The file it began with.
        items: In file order.
        aliases: The classes and instances that have one, by alias.
        autorecover: Whether `#pragma autorecover` stands anywhere in it.
        amendment: The locale of `#pragma amendment`, e.g. `MS_409`, or None.
    """

    file: str
    items: list[Item] = field(default_factory=list)
    aliases: NameMap[ClassItem | InstanceItem] = field(default_factory=NameMap)
    autorecover: bool = False
    amendment: str | None = None

    @property
    def object_count(self) -> int:
        """How many objects it defines or deletes."""
        return sum(1 for item in self.items if item.number)
