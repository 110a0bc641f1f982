# SPDX-License-Identifier: Apache-2.0
"""The case folding of text in comparisons: every character to its simple upper case."""

from __future__ import annotations


def fold_text(text: str) -> str:
    """Return the form in which two texts are equal when they differ only in case.

    Each character is mapped on its own to exactly one character, so the length never changes.

    Spec: wql.md §4.2 (string row): upper-fold each character, no locale.
    """
    folded = text.upper()
    if len(folded) == len(text):
        return folded
    # A full mapping made one character into several ("ß" to "SS"); the simple one never does.
    return "".join(map(_fold_character, text))


def _fold_character(character: str) -> str:
    folded = character.upper()
    if len(folded) == 1:
        return folded
    # Greek letters with iota subscript have a simple upper case that Python offers as title case.
    title = character.title()
    return title if len(title) == 1 else character
