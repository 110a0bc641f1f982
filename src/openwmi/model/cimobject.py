# SPDX-License-Identifier: Apache-2.0
"""CimObject: what classes and instances have in common."""

from __future__ import annotations

WBEM_GENUS_CLASS = 1
WBEM_GENUS_INSTANCE = 2


class CimObject:
    """A class or an instance, as a value of an `object` property sees it.

    Not an abc.ABC: testing whether a value is one of these happens for every value that is
    compared or copied, and costs three times as much through an abstract base class.
    """

    __slots__ = ()

    @property
    def genus(self) -> int:
        """WBEM_GENUS_CLASS or WBEM_GENUS_INSTANCE."""
        raise NotImplementedError

    @property
    def class_name(self) -> str:
        """The name of the class, as first spelled."""
        raise NotImplementedError

    def is_a(self, name: str) -> bool:
        """Tell whether the class is `name` or derives from it."""
        raise NotImplementedError

    def clone(self) -> CimObject:
        """Return an object that can be changed without changing this one."""
        raise NotImplementedError
