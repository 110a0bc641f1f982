# SPDX-License-Identifier: Apache-2.0
"""Suggestions: the classes somebody may have meant."""

from __future__ import annotations

from typing import Final

from openwmi.cli.likeness import did_you_mean
from openwmi.client.connection import Connection
from openwmi.errors import WbemError, WbemStatus
from openwmi.model.names import fold

_NO_SUCH_CLASS: Final = frozenset({WbemStatus.WBEM_E_INVALID_CLASS, WbemStatus.WBEM_E_NOT_FOUND})


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
    # With slashes: a shell would eat the backslash.
    place = connection.namespace.replace("\\", "/")
    list_all = f"`openwmi classes -n {place}` lists all"
    error.next_step = f"{guess} {list_all}" if guess else list_all
