# SPDX-License-Identifier: Apache-2.0
"""Finding: one thing that a check of the repository found to be wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree.

    Attributes:
        what: One sentence.
        where: Namespace, class, instance or table.
        next_step: What the owner of the repository can do about it.
    """

    what: str
    where: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.next_step}"
