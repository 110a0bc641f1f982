# SPDX-License-Identifier: Apache-2.0
"""Arguments of the library's calls, checked before they get anywhere."""

from __future__ import annotations

from openwmi.errors import InvalidParameterError


def require_text(value: object, what: str) -> str:
    """Return a value that must be a text.

    Args:
        value: What the caller gave.
        what: What it stands for, for the message.

    Raises:
        InvalidParameterError: It is something else; the message names its Python type.
    """
    if isinstance(value, str):
        return value
    raise InvalidParameterError(f"{what} is a text, not {type(value).__name__}", next_step="pass a str")
