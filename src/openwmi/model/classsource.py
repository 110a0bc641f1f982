# SPDX-License-Identifier: Apache-2.0
"""ClassSource: where pure parts look classes up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from openwmi.model.cimclass import ClassDefinition


class ClassSource(Protocol):
    """The classes of one namespace."""

    def find_class(self, name: str) -> ClassDefinition | None:
        """Return the class of that name in any case, or None."""

    def subclasses(self, name: str) -> Sequence[str]:
        """Return the names of all descendants, parents before children, in order of definition."""

    def class_names(self) -> Iterator[str]:
        """Yield the names of all classes, parents before children."""
