# SPDX-License-Identifier: Apache-2.0
"""CimObject: what classes and instances have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod

WBEM_GENUS_CLASS = 1
WBEM_GENUS_INSTANCE = 2


class CimObject(ABC):
    """A class or an instance, as a value of an `object` property sees it."""

    __slots__ = ()

    @property
    @abstractmethod
    def genus(self) -> int:
        """WBEM_GENUS_CLASS or WBEM_GENUS_INSTANCE."""

    @property
    @abstractmethod
    def class_name(self) -> str:
        """The name of the class, as first spelled."""

    @abstractmethod
    def is_a(self, name: str) -> bool:
        """Tell whether the class is `name` or derives from it."""
