# SPDX-License-Identifier: Apache-2.0
"""The autorecover list: MOF files to compile again when the repository is rebuilt.

One absolute path a line, in the order the files were first compiled.

Spec: mof.md §4 (autorecover list).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

LIST_FILE: Final = "autorecover.txt"


def autorecover_list(home: Path) -> list[str]:
    """Return the files in the list, in order."""
    path = home / LIST_FILE
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def add_to_autorecover(home: Path, file: Path) -> None:
    """Put a file at the end of the list, unless it is in it."""
    listed = autorecover_list(home)
    name = str(file.resolve())
    if name not in listed:
        with (home / LIST_FILE).open("a", encoding="utf-8") as lines:
            lines.write(f"{name}\n")
