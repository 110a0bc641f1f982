# SPDX-License-Identifier: Apache-2.0
"""Who is logged in, by the log-in records of the system."""

from __future__ import annotations

from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Login:
    """One log-in: the account, and the terminal it sits at ("tty1", ":0", "pts/3")."""

    user: str
    terminal: str | None

    @property
    def is_console(self) -> bool:
        """Whether it is at the machine itself, not over the network or in a window."""
        terminal = self.terminal or ""
        return terminal.startswith((":", "tty", "seat"))


def logins() -> list[Login]:
    """Return who is logged in; empty where the system keeps no records."""
    return [Login(entry.name, entry.terminal) for entry in psutil.users()]
