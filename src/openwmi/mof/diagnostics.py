# SPDX-License-Identifier: Apache-2.0
"""MofErrors, and errors as people read them: place, code, sentence, source line and caret."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openwmi.errors import MofError, WbemError
from openwmi.mof.source import excerpt_shift


class MofErrors(WbemError):  # noqa: N818 - the plural of MofError
    """A MOF text has errors; nothing of it was stored.

    Attributes:
        errors: In the order they were found, at least one.
    """

    def __init__(self, errors: Sequence[MofError]) -> None:
        first = errors[0]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(f"{first.message}{more}", hresult=first.hresult, where=first.where, next_step=first.next_step)
        self.errors: tuple[MofError, ...] = tuple(errors)


def format_error(error: MofError) -> str:
    """Return an error in the form of the original compiler, with the source line and a caret below.

    Spec: mof.md §3 (console text shape).
    """
    lines = [f"{error.file} ({error.line}): error SYNTAX 0X{error.hresult:08x}: {error.message}"]
    if error.excerpt:
        lines += [f"    {error.excerpt}", f"    {caret_line(error)}"]
    if error.next_step:
        lines.append(f"    {error.next_step}")
    return "\n".join(lines)


def format_errors(errors: Iterable[MofError]) -> str:
    """Return all errors, one below the other."""
    return "\n".join(map(format_error, errors))


def caret_line(error: MofError) -> str:
    """Return blanks, and tabs where the excerpt has them, up to a caret below the error's column."""
    before = error.excerpt[: error.column - 1 - excerpt_shift(error.column)]
    return "".join("\t" if character == "\t" else " " for character in before) + "^"
