# SPDX-License-Identifier: Apache-2.0
"""CompileResult: how far a compilation came, and what stopped it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from openwmi.errors import WbemError


class Phase(IntEnum):
    """Where a compilation stopped. Spec: mof.md §3."""

    NONE = 0
    PARSE = 1
    ARGUMENTS = 2
    STORE = 3


@dataclass(frozen=True, slots=True)
class CompileResult:
    """The status record of one compilation.

    Attributes:
        phase: Where it stopped; NONE when it came to the end.
        error: What stopped it, or None.
        object_number: 1-based number of the object that failed; 0 outside the store phase.
        first_line: First line of that object, or the line of the first syntax error.
        last_line: Last line of that object.
        file: The file that object stands in.
        stored_objects: How many classes, instances and deletions took effect.
        autorecover: Whether the text asks to be compiled again when the repository is rebuilt; the caller
            keeps that list.
        warnings: Sentences about what was stored differently from how it was written.

    Spec: mof.md §3.
    """

    phase: Phase = Phase.NONE
    error: WbemError | None = None
    object_number: int = 0
    first_line: int = 0
    last_line: int = 0
    file: str = ""
    stored_objects: int = 0
    autorecover: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def hresult(self) -> int:
        """The code of the error, 0 without one."""
        return self.error.hresult if self.error is not None else 0

    @property
    def is_success(self) -> bool:
        """Whether everything was stored."""
        return self.error is None

    def raise_error(self) -> None:
        """Raise what stopped the compilation; do nothing after a success.

        Raises:
            WbemError: The error.
        """
        if self.error is not None:
            raise self.error
