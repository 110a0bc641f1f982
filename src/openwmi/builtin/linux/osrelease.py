# SPDX-License-Identifier: Apache-2.0
"""Identity of the installed system: parsers of os-release, and reader of /etc.

Spec: os-release(5), machine-id(5).
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from openwmi.builtin.linux.textfiles import read_text, read_word

_NUMERIC_RELEASE = re.compile(r"\d+(?:\.\d+)*")


def parse_os_release(text: str) -> dict[str, str]:
    """Return the assignments of an os-release file.

    Args:
        text: Lines NAME=value, the value quoted as in a shell.

    Returns:
        The values by name; comments and broken lines are left out.
    """
    values: dict[str, str] = {}
    for line in text.splitlines():
        name, equals, value = line.strip().partition("=")
        if not equals or not name.isidentifier():
            continue
        try:
            values[name] = "".join(shlex.split(value))
        except ValueError:
            continue
    return values


def numeric_release(release: str | None) -> str | None:
    """Return the dotted numbers a kernel release starts with.

    Args:
        release: Such as "6.1.0-13-amd64".

    Returns:
        "6.1.0", which clients can compare as numbers; None when there are none.
    """
    found = _NUMERIC_RELEASE.match(release or "")
    return found[0] if found else None


def canonical_uuid(machine_id: str | None) -> str | None:
    """Return an identifier of 32 hexadecimal digits in the usual grouping.

    Args:
        machine_id: With or without hyphens.

    Returns:
        Upper case, 8-4-4-4-12; None when the text is no identifier.
    """
    digits = (machine_id or "").replace("-", "").upper()
    if not re.fullmatch(r"[0-9A-F]{32}", digits):
        return None
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


@dataclass(frozen=True, slots=True)
class InstalledSystem:
    """The files that identify the installed system.

    Attributes:
        root: The root of the file system; tests give a copied tree.
    """

    root: Path = Path("/")

    def release(self) -> dict[str, str]:
        """Return the assignments of os-release, empty when there is no such file."""
        for place in ("etc/os-release", "usr/lib/os-release"):
            text = read_text(self.root / place)
            if text is not None:
                return parse_os_release(text)
        return {}

    def machine_id(self) -> str | None:
        """Return the machine identifier, 32 hexadecimal digits."""
        return read_word(self.root / "etc/machine-id")

    def installed_at_s(self) -> float | None:
        """Return when the machine identifier was made, in seconds since 1970 UTC.

        It is made by the installation, or at the first start of a cloned system.
        """
        try:
            return (self.root / "etc/machine-id").stat().st_mtime
        except OSError:
            return None
