# SPDX-License-Identifier: Apache-2.0
"""Notations that many kernel files share: tables, numbers with units, escapes."""

from __future__ import annotations

_LONGEST_NUMBER = 20
"""Decimal digits of the largest 64-bit number."""


def decimal(text: str | None) -> int | None:
    """Return an unsigned decimal number.

    Args:
        text: Only ASCII digits, none around them.

    Returns:
        The number; None when the text is anything else or longer than 64 bits need.
    """
    if not text or len(text) > _LONGEST_NUMBER or not (text.isascii() and text.isdecimal()):
        return None
    return int(text)


def parse_colon_table(text: str) -> dict[str, str]:
    """Return the "Name: value" lines of a kernel file as a table.

    Args:
        text: Content of /proc/PID/status, /proc/PID/io or /proc/meminfo.

    Returns:
        The values by name, blanks around both removed; other lines are left out.
    """
    pairs = (line.partition(":") for line in text.splitlines())
    return {name.strip(): value.strip() for name, colon, value in pairs if colon}


def leading_integer(value: str | None) -> int | None:
    """Return the number a table value such as "44396 kB" starts with.

    Args:
        value: The value, None when the table has no such line.

    Returns:
        The number, without its unit; None when there is none.
    """
    words = value.split(None, 1) if value else []
    return decimal(words[0]) if words else None


def unescape(text: str) -> str:
    r"""Return a path of a kernel table with its octal escapes undone.

    Args:
        text: Such as "/mnt/a\\040b": blank, tab, newline and backslash are escaped.

    Returns:
        The path as programs know it.
    """
    head, *rest = text.split("\\")
    parts = [head]
    for piece in rest:
        code = piece[:3]
        if len(code) == 3 and all(digit in "01234567" for digit in code):
            parts.append(chr(int(code, 8) & 0xFF) + piece[3:])
        else:
            parts.append("\\" + piece)
    return "".join(parts)
