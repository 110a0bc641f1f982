# SPDX-License-Identifier: Apache-2.0
"""The language name that comes with every query."""

from __future__ import annotations

from openwmi.errors import InvalidParameterError, InvalidQueryTypeError

LANGUAGE = "WQL"


def check_language(language: str | None, text: str | None) -> str:
    """Check the two strings of a query call and return the query text.

    Args:
        language: Name of the query language, in any case.
        text: The query.

    Raises:
        InvalidParameterError: One of the two is missing or empty. This comes first.
        InvalidQueryTypeError: The language is not WQL.

    Spec: wql.md, introduction; §8.
    """
    if not language:
        raise InvalidParameterError("the query language is missing", next_step=f"pass {LANGUAGE!r}")
    if not text:
        raise InvalidParameterError("the query text is empty", next_step="write SELECT * FROM and a class name")
    if language.upper() != LANGUAGE:
        raise InvalidQueryTypeError(f"query language {language[:32]!r} is not known", next_step=f"pass {LANGUAGE!r}")
    return text
