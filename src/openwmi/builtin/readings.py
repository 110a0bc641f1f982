# SPDX-License-Identifier: Apache-2.0
"""Readings: how the instances of a class come about, one function per property."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from openwmi.errors import InvalidObjectPathError
from openwmi.model.names import fold
from openwmi.model.objectpath import ObjectPath
from openwmi.provider import CimClass, Request

S = TypeVar("S")
T = TypeVar("T", bound=CimClass)


@dataclass(frozen=True, slots=True)
class Readings(Generic[S, T]):
    """The properties of a class, each with the function that reads it from a source.

    A table keeps "read only what is wanted" in one place: a function that nobody
    asks for is not called, so what it would open stays closed.

    Attributes:
        cim_class: The class.
        functions: Property name -> its value, read from a source; None is NULL.
    """

    cim_class: type[T]
    functions: Mapping[str, Callable[[S], object]]

    def maker(self, request: Request) -> Callable[[S], T]:
        """Return a function that makes instances with what the request wants.

        Args:
            request: The call; keys are read whatever it wants.

        Returns:
            The instance of a source.
        """
        keys = self.cim_class.__cim_class__.key_names
        wanted = [(name, read) for name, read in self.functions.items() if name in keys or request.wants(name)]
        cim_class = self.cim_class

        def make(source: S) -> T:
            return cim_class(**{name: read(source) for name, read in wanted})

        return make


def restricted_to(request: Request, name: str) -> frozenset[str] | None:
    """Return the texts a query restricts a property to, folded.

    WQL compares texts regardless of case, so what is looked for must be folded too.

    Args:
        request: The call.
        name: A string property.

    Returns:
        The texts; None when the property may have any value.
    """
    values = request.values_for(name)
    return None if values is None else frozenset(fold(value) for value in values if isinstance(value, str))


def referenced_keys(request: Request, end: str, key_name: str) -> frozenset[str] | None:
    """Return which objects a query restricts one end of an association to.

    Args:
        request: The call.
        end: Name of the reference.
        key_name: Name of the only key of the objects there.

    Returns:
        Their keys as folded text; None when the end may be any object. A path
        that cannot be one of these objects is left out.
    """
    values = request.values_for(end)
    return None if values is None else frozenset(_keys(values, key_name))


def _keys(paths: Iterable[object], key_name: str) -> Iterator[str]:
    for text in paths:
        try:
            path = ObjectPath.parse(str(text))
        except InvalidObjectPathError:
            continue
        keys = path.keys or ()
        if len(keys) == 1 and fold(keys[0][0]) in {"", fold(key_name)}:
            yield fold(str(keys[0][1]))
