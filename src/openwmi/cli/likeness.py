# SPDX-License-Identifier: Apache-2.0
"""Likeness: which of the known names somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from openwmi.model.names import fold

MOST: Final = 3
CLOSEST: Final = 0.8


def similar(name: str, known: Iterable[str]) -> list[str]:
    """Return the names that look most like one, best first, none when nothing comes close."""
    from difflib import get_close_matches  # only failures need it

    spelled = {fold(candidate): candidate for candidate in known}
    return [spelled[match] for match in get_close_matches(fold(name), spelled, MOST, CLOSEST)]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `did you mean A, B or C?`, or empty when nothing comes close."""
    *others, last = similar(name, known) or [""]
    if not last:
        return ""
    return f"did you mean {', '.join(others)} or {last}?" if others else f"did you mean {last}?"
