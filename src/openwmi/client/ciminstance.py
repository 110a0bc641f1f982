# SPDX-License-Identifier: Apache-2.0
"""CimInstance: an instance that knows where it came from, so that it can save, delete and call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final, Protocol

from openwmi.client.arguments import require_text
from openwmi.client.parameters import NO_ARGUMENTS
from openwmi.errors import InvalidObjectError, TypeMismatchError
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.system import is_system_property

_OWN: Final = frozenset({"changed", "extra", "layout", "local", "origin", "values"})


class Origin(Protocol):
    """Where an instance came from: the part of a connection that instances use."""

    def get(self, path: str | ObjectPath, *, deadline_s: float | None = None) -> CimInstance:
        """Return one instance."""

    def put(
        self,
        instance: Instance,
        *,
        only: Iterable[str] | None = None,
        flags: int = 0,
        deadline_s: float | None = None,
    ) -> str:
        """Create or update an instance and return its path."""

    def delete(self, target: str | ObjectPath | Instance, *, deadline_s: float | None = None) -> None:
        """Delete an instance."""

    def call(
        self,
        target: str | ObjectPath | Instance,
        method: str,
        arguments: Mapping[str, object] = NO_ARGUMENTS,
        /,
        *,
        deadline_s: float | None = None,
        **parameters: object,
    ) -> CimInstance:
        """Call a method and return its out parameters."""


class CimInstance(Instance):
    """An instance with a way back.

    Items are CIM values, as in any `Instance`. Attributes are the same values in Python's own types:
    a datetime is a `datetime` or `timedelta`, an embedded object is a `CimInstance`; methods of the CIM
    class are methods here. Names are found in any case. A property that is called like something
    Python finds first (`path`, `values`) is reached as an item only.

        process = connection.get('Win32_Process.Handle="1"')
        process.Name, process["CreationDate"], process.CreationDate
        process.Terminate(Reason=0)

    Attributes:
        origin: The connection it was read from or made for.
        changed: Folded names of the properties set since it was read or saved; None for an object that
            was never stored, which is always saved whole.
    """

    __slots__ = ("changed", "origin")

    origin: Origin
    changed: set[str] | None

    def __init__(self, source: Instance, origin: Origin, *, is_new: bool = False) -> None:
        """Take over an instance: the values are shared with it, not copied.

        Args:
            source: The instance; nobody else should change it from now on.
            origin: The connection it belongs to.
            is_new: Whether it was never stored.
        """
        # Past __setattr__: made for every row of a query.
        store = object.__setattr__
        store(self, "layout", source.layout)
        store(self, "values", source.values)
        store(self, "local", source.local)
        store(self, "extra", source.extra)
        store(self, "origin", origin)
        store(self, "changed", None if is_new else set())

    # Only the class of the object knows the type of a property: Any is what attribute access has to be.
    def __getattr__(self, name: str) -> Any:  # type: ignore[explicit-any]  # noqa: ANN401
        if name in _OWN:
            raise AttributeError(name)
        slot = self.layout.slots.get(name.lower())
        if slot is not None:
            return self._python_value(self.values[slot])
        if is_system_property(name):
            return self[name]
        method = self.cim_class.methods.get(name)
        if method is None:
            raise AttributeError(f"{self.class_name} has no property or method {name}", name=name, obj=self)
        return partial(self.call, method.name)

    def __setattr__(self, name: str, value: object) -> None:
        if name in _OWN:
            object.__setattr__(self, name, value)
        elif name in self or is_system_property(name):
            self[name] = value
        else:
            raise AttributeError(f"{self.class_name} has no property {name}", name=name, obj=self)

    def __setitem__(self, name: str, value: object) -> None:
        """Set a property; `save` writes it. See `Instance`."""
        super().__setitem__(name, value)
        if self.changed is not None:
            self.changed.add(name.lower())

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.layout.names, *self.cim_class.methods})

    def save(self, *, only: Iterable[str] | None = None, deadline_s: float | None = None) -> str:
        """Write the object and return its path.

        An object that was read writes the properties set since, and no other; a new one writes all.

        Args:
            only: Names of the properties to write instead.
            deadline_s: Seconds to wait; the connection's own deadline when None.

        Raises:
            NotFoundError: The object has been deleted, or `only` names no property.
            WbemError: The provider refuses; WBEM_E_PROVIDER_NOT_CAPABLE when it cannot write only some
                properties.

        Example:
            >>> disk = connection.get('Acme_Frog.Name="Fred"')
            >>> disk.Weight = 12
            >>> disk.save()
        """
        names = self._names_to_save(only)
        if names is not None and not names:
            return str(self.path or "")
        path = self.origin.put(self, only=names, deadline_s=deadline_s)
        self.changed = set()
        return path

    def delete(self, *, deadline_s: float | None = None) -> None:
        """Delete the object where it is stored.

        Raises:
            InvalidObjectError: Its keys are not all known.
            NotFoundError: It is gone already.
        """
        self.origin.delete(self, deadline_s=deadline_s)

    def call(
        self,
        method: str,
        arguments: Mapping[str, object] = NO_ARGUMENTS,
        /,
        *,
        deadline_s: float | None = None,
        **parameters: object,
    ) -> CimInstance:
        """Call one of its methods; `connection.call` tells the rest."""
        return self.origin.call(self, method, arguments, deadline_s=deadline_s, **parameters)

    def refresh(self, *, deadline_s: float | None = None) -> CimInstance:
        """Return the object as it is now.

        Raises:
            InvalidObjectError: Its keys are not all known.
            NotFoundError: It is gone.
        """
        return self.origin.get(path_of(self), deadline_s=deadline_s)

    def _names_to_save(self, only: Iterable[str] | None) -> list[str] | None:
        names = self.changed if only is None else only
        return None if names is None else [self.layout.names[self.layout.slot(name)] for name in sorted(names)]

    def _python_value(self, value: object) -> object:
        if isinstance(value, list):
            return [self._python_value(element) for element in value]
        if isinstance(value, CimDatetime):
            return python_time(value)
        if isinstance(value, Instance) and not isinstance(value, CimInstance):
            return CimInstance(value, self.origin)
        return value


def path_of(target: str | ObjectPath | Instance) -> str:
    """Return the path of a target given as path or as object.

    Raises:
        InvalidObjectError: An object whose keys are not all known has no path.
        InvalidParameterError: Neither path nor object.
    """
    if isinstance(target, ObjectPath):
        return str(target)
    if not isinstance(target, Instance):
        return require_text(target, "an object path")
    if target.path is None:
        raise InvalidObjectError(
            f"{target!r} has no path",
            next_step=f"select the key properties too: {', '.join(target.cim_class.key_names) or 'the class has none'}",
        )
    return str(target.path)


def python_time(value: CimDatetime) -> object:
    """Return a `datetime` or `timedelta`, or the text itself where it has open fields or no such day."""
    try:
        return value.to_timedelta() if value.is_interval else value.to_datetime()
    except TypeMismatchError:
        return value
