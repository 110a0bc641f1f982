# SPDX-License-Identifier: Apache-2.0
"""LIKE patterns to matchers.

A pattern is cut at its `%` signs. Each piece between two of them matches a fixed number of
characters, so taking the leftmost place for every piece is always right: the pieces become atomic
groups, nothing is tried twice, and the time is bounded by length of text times length of pattern.

Spec: wql.md §4.3.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from openwmi.model.casing import fold_text

_SET = re.compile(r"\[(\^?)(\][^\]]*|[^\]]+)\]", re.DOTALL)
_RANGE = re.compile(r"(.)[-=](.)|(.)", re.DOTALL)
_ANY_CHARACTER = "."
_NO_CHARACTER = "(?!)."


@dataclass(slots=True)
class _Piece:
    """What stands between two `%`: a run of regular expressions for exactly one character each.

    Attributes:
        atoms: One per character.
        characters: The characters themselves; as many as atoms when the piece is literal.
    """

    atoms: list[str] = field(default_factory=list)
    characters: list[str] = field(default_factory=list)

    @property
    def is_literal(self) -> bool:
        return len(self.atoms) == len(self.characters)

    @property
    def regex(self) -> str:
        return "".join(self.atoms)


def compile_like(pattern: str) -> Callable[[str], bool]:
    """Return a function that tells whether a whole text matches a LIKE pattern.

    Case does not count. `%` matches any run of characters, `_` exactly one, `[a-f]` and `[a=f]`
    one of a range, `[abc]` one of a list, `[^...]` one that is not in it.

    Args:
        pattern: The pattern, with the escapes of the string literal already resolved.

    Choice: a `[` without its `]` is an ordinary character, a `]` first in a set is a member of it,
        and a range whose ends are in the wrong order is empty.
    """
    pieces = _cut(fold_text(pattern))
    if all(piece.is_literal for piece in pieces):
        simple = _literal_matcher(["".join(piece.characters) for piece in pieces])
        if simple is not None:
            return simple
    match = re.compile(_regex(pieces), re.DOTALL).fullmatch
    return lambda text: match(fold_text(text)) is not None


def _literal_matcher(pieces: list[str]) -> Callable[[str], bool] | None:
    """Return a direct test for the shapes nearly all patterns have: x, %, x%, %x and %x%."""
    texts = [text for text in pieces if text]
    if len(pieces) == 1:
        return lambda text: fold_text(text) == pieces[0]
    if not texts:
        return lambda _: True
    if len(texts) > 1:
        return None
    if pieces[0]:
        return lambda text: fold_text(text).startswith(texts[0])
    if pieces[-1]:
        return lambda text: fold_text(text).endswith(texts[0])
    return lambda text: texts[0] in fold_text(text)


def _regex(pieces: list[_Piece]) -> str:
    """Return the regular expression of a whole pattern."""
    first, *others = pieces
    if not others:
        return first.regex
    floating = "".join(f"(?>.*?{piece.regex})" for piece in others[:-1] if piece.atoms)
    return f"{first.regex}{floating}.*{others[-1].regex}"


def _cut(pattern: str) -> list[_Piece]:
    """Cut a folded pattern at its `%` signs; n signs make n + 1 pieces."""
    pieces = [_Piece()]
    last_bracket = pattern.rfind("]")
    position = 0
    while position < len(pattern):
        character = pattern[position]
        may_be_set = character == "[" and position < last_bracket
        members = _SET.match(pattern, position) if may_be_set else None
        position = members.end() if members else position + 1
        if members:
            pieces[-1].atoms.append(_set_atom(members))
        elif character == "%":
            pieces.append(_Piece())
        elif character == "_":
            pieces[-1].atoms.append(_ANY_CHARACTER)
        else:
            pieces[-1].atoms.append(re.escape(character))
            pieces[-1].characters.append(character)
    return pieces


def _set_atom(members: re.Match[str]) -> str:
    """Return the regular expression of a set."""
    ranges: list[str] = []
    for low, high, single in _RANGE.findall(members[2]):
        if single:
            ranges.append(re.escape(single))
        elif low <= high:
            ranges.append(f"{re.escape(low)}-{re.escape(high)}")
    if not ranges:
        return _ANY_CHARACTER if members[1] else _NO_CHARACTER
    return f"[{members[1]}{''.join(ranges)}]"
