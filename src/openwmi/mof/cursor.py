# SPDX-License-Identifier: Apache-2.0
"""Cursor: the place in one file's tokens, and what the whole unit has learnt so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn, TypeAlias

from openwmi.errors import MofError, WbemError, WbemStatus
from openwmi.model.names import NameKind, NameMap, check_name
from openwmi.model.qualifier import Qualifier
from openwmi.mof.flavors import QualifierRule
from openwmi.mof.lexer import END, tokenize
from openwmi.mof.nodes import AliasUse, ClassItem, ClassNode, InstanceItem, InstanceNode, Item
from openwmi.mof.source import SourceText

MAX_ERRORS = 100
MAX_EMBEDDING = 64

ReadInclude = Callable[[str, str], tuple[str, bytes]]
"""Given the including file's name and the text between the quotes: the included file's name and octets."""


KnownQualifier: TypeAlias = tuple[tuple[str, Qualifier], int]
"""A qualifier's spelling, the qualifier, and the bits of the scopes it allows."""


class ErrorLimitError(Exception):
    """Enough errors were collected; the rest of the text is not looked at."""


@dataclass(slots=True)
class AliasSite:
    """Where an alias is used, and in which aliased object if any."""

    use: AliasUse
    source: SourceText
    owner: str | None


@dataclass(slots=True)
class Unit:
    """What all files of one compilation share while they are parsed.

    Attributes:
        read_include: Reads an included file, or None where there are no files.
        items: In file order.
        errors: Found so far.
        rules: Qualifier declarations, by folded name.
        seen_qualifiers: Short qualifiers, made once and shared, with the scope bits they allow; by source text.
        aliases: Objects by alias.
        alias_sites: Where aliases are used.
        namespace: Of the last `#pragma namespace`, or None.
        class_flags: Of the last `#pragma classflags`, or None.
        instance_flags: Of the last `#pragma instanceflags`, or None.
        autorecover: Whether the pragma was seen.
        amendment: Locale of `#pragma amendment`, or None.
        object_count: Classes, instances and deletions so far.
        include_depth: How many includes are open.
        include_count: How many files were included.
        included_octets: Their size.
    """

    read_include: ReadInclude | None = None
    items: list[Item] = field(default_factory=list)
    errors: list[MofError] = field(default_factory=list)
    rules: dict[str, QualifierRule] = field(default_factory=dict)
    seen_qualifiers: dict[str, KnownQualifier] = field(default_factory=dict)
    aliases: NameMap[ClassItem | InstanceItem] = field(default_factory=NameMap)
    alias_sites: list[AliasSite] = field(default_factory=list)
    namespace: str | None = None
    class_flags: int | None = None
    instance_flags: int | None = None
    autorecover: bool = False
    amendment: str | None = None
    object_count: int = 0
    include_depth: int = 0
    include_count: int = 0
    included_octets: int = 0

    def report(self, error: MofError) -> None:
        """Collect an error.

        Raises:
            ErrorLimitError: It was the last that is collected.
        """
        self.errors.append(error)
        if len(self.errors) >= MAX_ERRORS:
            raise ErrorLimitError


class Cursor:
    """A place in the tokens of one file.

    Attributes:
        source: The file.
        unit: What all files share.
        tokens: Its tokens, END last.
        at: Index of the next token.
        depth: How many embedded objects are open.
        owner: Alias of the object being parsed, or None.
        is_amended: Whether a qualifier with the flavor Amended was read since it was last cleared.
        embedded: Parsers of embedded objects, by keyword.
    """

    __slots__ = ("at", "depth", "embedded", "is_amended", "owner", "source", "tokens", "unit")

    def __init__(
        self,
        source: SourceText,
        unit: Unit,
        embedded: Mapping[str, Callable[[Cursor], InstanceNode | ClassNode]],
    ) -> None:
        self.source = source
        self.unit = unit
        self.tokens = tokenize(source.text)
        self.at = 0
        self.depth = 0
        self.owner: str | None = None
        self.is_amended = False
        self.embedded = embedded

    def fail(
        self, code: WbemStatus, message: str, *, at: int | None = None, inside: int = 0, next_step: str = ""
    ) -> NoReturn:
        """Raise the error of a token: of the next one, unless another index is given.

        Args:
            code: The HRESULT.
            message: What is wrong.
            at: Index of the token.
            inside: Offset of the fault in the token, in characters.
            next_step: What to do about it.

        Raises:
            MofError: Always.
        """
        raise self.source.error(code, message, self.at if at is None else at, inside=inside, next_step=next_step)

    def expect(self, token: str, code: WbemStatus, after: str) -> None:
        """Step over a token that must come next.

        Args:
            token: The token.
            code: The HRESULT when it does not come.
            after: What it follows, for the message.

        Raises:
            MofError: Another token comes.
        """
        if self.tokens[self.at] != token:
            self.fail(code, f"`{token}` is expected after {after}, not {self.shown()}")
        self.at += 1

    def name(self, kind: NameKind, code: WbemStatus) -> str:
        """Step over a name and return it.

        Raises:
            MofError: With `code` where no name stands; WBEM_E_…_NAME_TOO_WIDE for a long one.
        """
        token = self.tokens[self.at]
        if not token.isidentifier():
            self.fail(code, f"a {kind.noun} name is expected, not {self.shown()}")
        if len(token) > 255:
            self._refuse_name(token, kind)
        self.at += 1
        return token

    def _refuse_name(self, token: str, kind: NameKind) -> None:
        try:
            check_name(token, kind, allow_system=True)
        except WbemError as error:
            self.fail(WbemStatus(error.hresult), error.message, next_step=error.next_step)

    def keyword(self) -> str:
        """Return the next token in lower case."""
        return self.tokens[self.at].lower()

    def shown(self) -> str:
        """Return the next token for a message."""
        token = self.tokens[self.at]
        if token is END:
            return "the end of the file"
        if token.startswith("/*"):
            return "a comment that is not closed"
        first_line = token.partition("\n")[0]
        return f"`{first_line}`" if len(first_line) <= 40 else f"`{first_line[:37]}...`"

    def skip_past_semicolon(self, start: int) -> None:
        """Go on behind the next `;` outside braces, or before the `}` that ends the block around here.

        Args:
            start: Index of the first token of what is given up; braces opened since then are its own.
        """
        depth = 0
        fault = self.at
        self.at = start
        while (token := self.tokens[self.at]) is not END:
            if token == "{":
                depth += 1
            elif token == "}":
                if not depth:
                    return
                depth -= 1
            elif token == ";" and not depth and self.at >= fault:
                self.at += 1
                return
            self.at += 1
