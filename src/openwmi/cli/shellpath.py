# SPDX-License-Identifier: Apache-2.0
"""Shell paths: object paths as they arrive from a shell, which takes the quotes of key values away."""

from __future__ import annotations

import re
from typing import Final

_UP_TO_FIRST_VALUE: Final = re.compile(r"[^\"'=]*=")
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', re.DOTALL)
_BARE: Final = re.compile(rf"(?![\"'])(?:{_QUOTED.pattern}|[^,])+", re.DOTALL)
_NEXT_KEY: Final = re.compile(r",[^\"'=,]*=")
_SINGLETON: Final = "@"


def with_quotes(text: str) -> str:
    r"""Return a path with every bare key value in quotes: `Class.Key=ssh` becomes `Class.Key="ssh"`.

    A key of any type may be written in quotes, so numbers are quoted too and no class is looked up.
    A bare value ends at a comma outside quotes; a backslash in it stands for itself. What is no path stays
    wrong: its parser tells where.

    Args:
        text: A path as a shell handed it over.
    """
    start = _UP_TO_FIRST_VALUE.match(text)
    if start is None:
        return text
    parts: list[str] = []
    offset = 0
    while start is not None:
        parts.append(start[0])
        offset = start.end()
        value = _QUOTED.match(text, offset) or _BARE.match(text, offset)
        if value is None:
            break
        parts.append(_quoted(value[0]))
        offset = value.end()
        start = _NEXT_KEY.match(text, offset)
    return "".join(parts) + text[offset:]


def _quoted(value: str) -> str:
    if value[0] in "\"'" or value == _SINGLETON:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
