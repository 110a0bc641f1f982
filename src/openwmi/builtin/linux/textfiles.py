# SPDX-License-Identifier: Apache-2.0
"""Bounded reading of the small text files the kernel and /etc offer."""

from __future__ import annotations

import os
from pathlib import Path

READ_LIMIT_OCTETS = 4 << 20
"""No file of interest is larger; what lies behind the limit is not read."""


def read_octets(path: str | Path, limit_octets: int = READ_LIMIT_OCTETS) -> bytes:
    """Return the content of a file, at most `limit_octets` of it.

    Args:
        path: The file; kernel files, whose stated size is zero, are read too.
        limit_octets: Where reading stops.

    Returns:
        The octets read.

    Raises:
        OSError: The file is absent, unreadable or belongs to something gone.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        parts: list[bytes] = []
        left = limit_octets
        while left > 0 and (chunk := os.read(descriptor, min(left, 1 << 16))):
            parts.append(chunk)
            left -= len(chunk)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def read_record(path: str) -> bytes:
    """Return a kernel file that consists of one record, with a single read.

    /proc/PID/stat and its like are always answered whole. The second read that
    would only say "end of file" is a sixth of the cost of listing processes.

    Args:
        path: The file.

    Returns:
        The record, at most one page of it.

    Raises:
        OSError: As for `read_octets`.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(descriptor, 4096)
    finally:
        os.close(descriptor)


def read_text(path: str | Path) -> str | None:
    """Return the text of a file, or None when the system does not give it.

    Args:
        path: The file.

    Returns:
        The text, undecodable octets replaced; None when the file is absent,
        unreadable, or answers with an error (sysfs attributes do).
    """
    try:
        return read_octets(path).decode("utf-8", "replace")
    except OSError:
        return None


def read_word(path: str | Path) -> str | None:
    """Return the text of a one-line file without surrounding blanks.

    Args:
        path: The file.

    Returns:
        The text; None when the file is absent, unreadable or blank.
    """
    text = read_text(path)
    return (text.strip(" \t\r\n\0") or None) if text is not None else None


def read_integer(path: str | Path) -> int | None:
    """Return the decimal number a one-line file holds.

    Args:
        path: The file.

    Returns:
        The number; None when there is none.
    """
    word = read_word(path)
    try:
        return int(word) if word is not None else None
    except ValueError:
        return None
