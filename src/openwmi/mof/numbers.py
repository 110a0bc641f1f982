# SPDX-License-Identifier: Apache-2.0
"""Number literals: decimal, octal, hex, binary and floating point.

Spec: mof.md §2.1.
"""

from __future__ import annotations

import re

from openwmi.mof.nodes import IntegerLiteral, RealLiteral

MAX_NUMBER_CHARACTERS = 128

_NUMBER = re.compile(
    r"""(?P<sign>[+-]?)(?:
      0[xX](?P<hex>[0-9A-Fa-f]+)
    | (?P<binary>[01]+)[bB]
    | 0(?P<octal>[0-7]+)
    | (?P<decimal>0|[1-9][0-9]*)
    | (?P<real>(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)? | [0-9]+[eE][+-]?[0-9]+)
    )""",
    re.VERBOSE | re.ASCII,
)
_BASES = {"hex": 16, "binary": 2, "octal": 8, "decimal": 10}


def read_number(text: str, token: int) -> IntegerLiteral | RealLiteral | None:
    """Return the number a text spells, or None when it spells none.

    Args:
        text: The token, or the inside of a quoted number.
        token: Index of the token it comes from.
    """
    match = _NUMBER.fullmatch(text) if len(text) <= MAX_NUMBER_CHARACTERS else None
    if match is None:
        return None
    kind = match.lastgroup or ""
    if kind == "real":
        return RealLiteral(float(text), text, token)
    magnitude = int(match[kind], _BASES[kind])
    value = -magnitude if match["sign"] == "-" else magnitude
    return IntegerLiteral(value, text, kind != "decimal", token)
