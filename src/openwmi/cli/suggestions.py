# SPDX-License-Identifier: Apache-2.0
"""Suggestions: the names somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from openwmi.client.connection import Connection
from openwmi.errors import WbemError, WbemStatus
from openwmi.model.names import fold

MOST: Final = 3
CLOSEST: Final = 0.7
_NO_SUCH_CLASS: Final = frozenset({WbemStatus.WBEM_E_INVALID_CLASS, WbemStatus.WBEM_E_NOT_FOUND})


def similar(name: str, known: Iterable[str]) -> list[str]:
    """Return the names that look most like one, best first, none when nothing comes close."""
    spelled = {fold(candidate): candidate for candidate in known}
    return [spelled[match] for match in get_close_matches(fold(name), spelled, MOST, CLOSEST)]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `did you mean A or B?`, or empty when nothing comes close."""
    found = similar(name, known)
    return f"did you mean {' or '.join(found)}?" if found else ""


def suggest_class(error: WbemError, name: str, connection: Connection) -> None:
    """Add the class names somebody may have meant to a failure about a class that does not exist.

    Args:
        error: The failure; nothing happens when it is about something else.
        name: The class that was asked for.
        connection: Where to look for names.
    """
    if error.hresult not in _NO_SUCH_CLASS or not name:
        return
    names = [cim_class.name for cim_class in connection.classes()]
    if any(fold(name) == fold(known) for known in names):
        return
    guess = did_you_mean(name, names)
    error.next_step = f"{guess} " * bool(guess) + "`openwmi classes` lists all, `openwmi classes PATTERN` some"
