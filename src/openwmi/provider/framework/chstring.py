# SPDX-License-Identifier: Apache-2.0
"""CHString: a text that can be changed in place, with the published functions."""

from __future__ import annotations

import locale
import re
from functools import total_ordering
from typing import Final

_INSERT = re.compile(r"%(\d{1,2}|%)")
_NOT_FOUND: Final = -1


@total_ordering
class CHString:
    """A text. Indexes out of range are clipped; comparing heeds case.

    What manages memory in C++ (GetBuffer, FreeExtra and the like) has no counterpart.

    Spec: framework.md §7.1.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str | bytes | CHString = "", count: int | None = None) -> None:
        """Make a text.

        Args:
            text: A text, or UTF-8.
            count: With one character: how often; with more: how many of them.
        """
        whole = text.decode(errors="replace") if isinstance(text, bytes) else str(text)
        if count is not None:
            whole = whole * max(count, 0) if len(whole) == 1 else whole[: max(count, 0)]
        self._text = whole

    def GetLength(self) -> int:
        """Return the number of characters."""
        return len(self._text)

    def IsEmpty(self) -> bool:
        """Tell whether it has no characters."""
        return not self._text

    def Empty(self) -> None:
        """Remove all characters."""
        self._text = ""

    def GetAt(self, index: int) -> str:
        """Return a character, or an empty text outside of it."""
        return self._text[index] if 0 <= index < len(self._text) else ""

    def SetAt(self, index: int, character: str) -> None:
        """Replace a character; outside of the text nothing happens."""
        if 0 <= index < len(self._text):
            self._text = self._text[:index] + character[:1] + self._text[index + 1 :]

    def Left(self, count: int) -> CHString:
        """Return the first characters."""
        return CHString(self._text[: max(count, 0)])

    def Right(self, count: int) -> CHString:
        """Return the last characters."""
        return CHString(self._text[max(len(self._text) - max(count, 0), 0) :])

    def Mid(self, first: int, count: int | None = None) -> CHString:
        """Return the characters from an index on, all of them or so many."""
        start = max(first, 0)
        return CHString(self._text[start:] if count is None else self._text[start : start + max(count, 0)])

    def SpanIncluding(self, characters: str) -> CHString:
        """Return the beginning that has only these characters."""
        return CHString(self._text[: self._run(characters, is_in=True)])

    def SpanExcluding(self, characters: str) -> CHString:
        """Return the beginning up to the first of these characters."""
        return CHString(self._text[: self._run(characters, is_in=False)])

    def Find(self, sought: str) -> int:
        """Return where a text begins first, or -1."""
        return self._text.find(sought)

    def ReverseFind(self, character: str) -> int:
        """Return where a character stands last, or -1."""
        return self._text.rfind(character)

    def FindOneOf(self, characters: str) -> int:
        """Return where any of these characters stands first, or -1."""
        return next((index for index, own in enumerate(self._text) if own in characters), _NOT_FOUND)

    def MakeUpper(self) -> None:
        """Turn it into upper case."""
        self._text = self._text.upper()

    def MakeLower(self) -> None:
        """Turn it into lower case."""
        self._text = self._text.lower()

    def MakeReverse(self) -> None:
        """Turn it round."""
        self._text = self._text[::-1]

    def TrimLeft(self) -> None:
        """Remove white space at the beginning."""
        self._text = self._text.lstrip()

    def TrimRight(self) -> None:
        """Remove white space at the end."""
        self._text = self._text.rstrip()

    def Compare(self, other: str | CHString) -> int:
        """Return a number below, at or above 0, as it stands before, at or behind another text."""
        return _sign(self._text, str(other))

    def CompareNoCase(self, other: str | CHString) -> int:
        """Return as `Compare`, in any case."""
        return _sign(self._text.casefold(), str(other).casefold())

    def Collate(self, other: str | CHString) -> int:
        """Return as `Compare`, in the order of the locale."""
        return locale.strcoll(self._text, str(other))

    def Format(self, pattern: str, *values: object) -> None:
        """Become a printf pattern with its values filled in."""
        self._text = pattern % values

    def FormatMessageW(self, pattern: str, *values: object) -> None:
        """Become a pattern with `%1` to `%99` filled in; `%%` is a percent sign."""

        def fill(match: re.Match[str]) -> str:
            if match[1] == "%":
                return "%"
            index = int(match[1]) - 1
            return str(values[index]) if 0 <= index < len(values) else match[0]

        self._text = _INSERT.sub(fill, pattern)

    def AllocSysString(self) -> str:
        """Return a copy."""
        return self._text

    def __add__(self, other: str | CHString) -> CHString:
        """Return the two joined."""
        return CHString(self._text + str(other))

    def __radd__(self, other: str) -> CHString:
        """Return the two joined."""
        return CHString(other + self._text)

    def __getitem__(self, index: int) -> str:
        """Return as `GetAt`."""
        return self.GetAt(index)

    def __len__(self) -> int:
        return len(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (str, CHString)) and self._text == str(other)

    def __lt__(self, other: str | CHString) -> bool:
        return self._text < str(other)

    __hash__ = None  # type: ignore[assignment]  # it can be changed in place

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"CHString({self._text!r})"

    def _run(self, characters: str, *, is_in: bool) -> int:
        """Return how many characters at the beginning are in a set, or are not."""
        ends = (index for index, own in enumerate(self._text) if (own in characters) is not is_in)
        return next(ends, len(self._text))


def _sign(left: str, right: str) -> int:
    return (left > right) - (left < right)
