# SPDX-License-Identifier: Apache-2.0
r"""Cut MOF text into tokens with one regular expression.

Strategy: `re.findall` makes the whole token list in C, so a token is a plain string and its first
character tells its kind. Lists of string literals, which are nine tenths of every schema, are one token:
adjacent literals (`"a" "b"`), a literal in parentheses (`("a" "b")`) and braces full of them
(`{"a", "b"}`). Where a comment or anything else stands between, the same text comes as single tokens, so
the parser knows both. All repetitions are possessive: no input makes the expression try twice.

Spec: mof.md §1, §2.1.
"""

from __future__ import annotations

import re
from typing import Final

END: Final = "<end of file>"
"""The last token of every list. No text can produce it: `<` is a token of its own."""

_STRING: Final = r'"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+"'
_STRINGS: Final = rf"{_STRING}(?:\s*+{_STRING})*+"
_STRING_LIST: Final = rf"\s*+{_STRINGS}(?:\s*+,\s*+{_STRINGS})*+\s*+"

# Old editors end a file with the character 0x1A.
_BLANKS: Final = r"[ \t\n\f\v\x1a\ufeff]*+"
_COMMENT: Final = r"(?://[^\n]*+|/\*[^*]*+\*++(?:[^/*][^*]*+\*++)*+/)"
_TRIVIA: Final = rf"{_BLANKS}(?:{_COMMENT}{_BLANKS})*+"

_TOKEN: Final = re.compile(
    rf"""{_TRIVIA}(
      [^\W\d]\w*+                                   # name or keyword
    | \({_STRING_LIST}\) | \{{{_STRING_LIST}\}}     # ("text") and {{"a", "b"}}
    | {_STRINGS}                                    # "text" "goes on"
    | [;{{}}()\[\],=:]
    | [-+]?\.?[0-9](?:[eE][-+]|[\w.])*+             # whatever looks like a number
    | '(?:[^'\\\n]|\\[xX][0-9A-Fa-f]++|\\[^\n])'    # 'A'
    | \$\w*+ | \#[ \t]*+[A-Za-z]*+                  # $Alias, #pragma
    | /\*[\s\S]*+ | "[^\n]*+ | '[^'\n]*+'?+          # not closed as they should be
    | [\s\S]                                        # nothing that MOF knows
    | \Z )""",
    re.VERBOSE,
)


def tokenize(text: str) -> list[str]:
    """Return the tokens of a text and two END behind them, so that the next but one always exists."""
    tokens: list[str] = _TOKEN.findall(text)
    while tokens and not tokens[-1]:
        tokens.pop()
    tokens += (END, END)
    return tokens


def token_starts(text: str) -> list[int]:
    """Return the character offset of each token that `tokenize` returns, one END included."""
    starts = [match.start(1) for match in _TOKEN.finditer(text) if match[1]]
    starts.append(len(text))
    return starts


def is_list_token(token: str) -> bool:
    """Tell whether a token is parentheses or braces with string literals in them."""
    return len(token) > 1 and token[0] in "({"
