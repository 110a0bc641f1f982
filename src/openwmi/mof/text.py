# SPDX-License-Identifier: Apache-2.0
r"""String literals: from source text to characters and back.

Spec: mof.md §2.1 (string, escapes, char16).
Choice: an escaped pair of surrogates becomes one character; a lone surrogate is refused, no file or wire
format could carry it.
"""

from __future__ import annotations

import re

_ESCAPE = re.compile(r'\\[xX]([0-9A-Fa-f]{1,4})|\\(.)|"\s*+"', re.DOTALL)
_ELEMENT = re.compile(r'"(?:[^"\\]++|\\.)*+"(?:\s*+"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARK = "\x00"
_NAMED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_SPELLED = {character: f"\\{name}" for name, character in _NAMED.items() if name != "'"}
_UNPRINTABLE = re.compile(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')


class EscapeError(ValueError):
    """An escape that MOF does not know.

    Attributes:
        inside: Its offset from the start of the token, in characters.
    """

    def __init__(self, message: str, inside: int) -> None:
        super().__init__(message)
        self.inside = inside


def read_text(raw: str) -> str:
    r"""Return the characters of one or more adjacent string literals.

    Args:
        raw: Source text from the first quote to the last.

    Raises:
        EscapeError: An unknown escape, or half of a surrogate pair.
    """
    plain = _without_common_escapes(raw)
    if plain is None:
        return _expand(raw)
    return "".join(plain.split('"')[1::2]).replace(_MARK, '"')


def read_texts(raw: str) -> list[str]:
    r"""Return the elements of a token with a whole list of strings.

    Args:
        raw: Parentheses or braces with string literals and commas between them.

    Raises:
        EscapeError: An unknown escape, or half of a surrogate pair.
    """
    plain = _without_common_escapes(raw)
    if plain is None:
        return _read_texts_one_by_one(raw)
    parts = plain.split('"')
    if len(parts) == 3:
        texts = [parts[1]]
    else:
        between = parts[2:-1:2]
        commas = "".join(between).count(",")
        if commas == len(between):
            texts = parts[1::2]
        elif not commas:
            texts = ["".join(parts[1::2])]
        else:
            return _read_texts_one_by_one(raw)
    return [text.replace(_MARK, '"') for text in texts] if _MARK in plain else texts


def _read_texts_one_by_one(raw: str) -> list[str]:
    elements = []
    for match in _ELEMENT.finditer(raw):
        try:
            elements.append(read_text(match[0]))
        except EscapeError as fault:
            fault.inside += match.start()
            raise
    return elements


def read_character(raw: str) -> int:
    r"""Return the UTF-16 unit of a char16 literal, quotes included in `raw`.

    Raises:
        EscapeError: An unknown escape, or a character outside the 16 bits.
    """
    body = raw[1:-1]
    match = _ESCAPE.fullmatch(body)
    if match and match[1]:
        return int(match[1], 16)
    character = _NAMED.get(match[2], "") if match else body
    if len(character) != 1 or ord(character) > 0xFFFF:
        raise EscapeError(f"{raw} is not a char16 constant", 0)
    return ord(character)


def quote(text: str) -> str:
    r"""Return a string literal for `text`, in one line and with escapes for what cannot be seen."""
    return f'"{_UNPRINTABLE.sub(_spell, text)}"'


def _spell(match: re.Match[str]) -> str:
    return _SPELLED.get(match[0]) or f"\\x{ord(match[0]):04X}"


def _expand(raw: str) -> str:
    text = _ESCAPE.sub(_replacement, raw[1:-1])
    if text.isascii() or not _SURROGATE.search(text):
        return text
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise EscapeError("half of a surrogate pair is not a character", 0) from None


def _without_common_escapes(raw: str) -> str | None:
    r"""Return source text with `\n` and `\'` replaced and `\"` as a mark, or None when other escapes are in it.

    These three are all that schemas use, and replacing them needs no step per escape.
    """
    if "\\" not in raw:
        return raw if _MARK not in raw else None
    if "\\\\" in raw or _MARK in raw:
        return None
    plain = raw.replace('\\"', _MARK).replace("\\n", "\n").replace("\\'", "'")
    return plain if "\\" not in plain else None


def _replacement(match: re.Match[str]) -> str:
    digits, letter = match.groups()
    if letter is not None:
        named = _NAMED.get(letter)
        if named is None:
            raise EscapeError(f"\\{letter} is not an escape", match.start() + 1)
        return named
    return chr(int(digits, 16)) if digits else ""
