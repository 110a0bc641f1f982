# SPDX-License-Identifier: Apache-2.0
"""Running: calls into one provider object, with failures translated and results checked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Generic, TypeVar, TypeVarTuple, cast

from openwmi.errors import NotFoundError, ProviderFailureError, ProviderLoadFailureError
from openwmi.model.cimobject import CimObject
from openwmi.provider.bodies import Bodies
from openwmi.provider.declare import CimClass
from openwmi.provider.failures import SHOWN_CHARACTERS, Operation, client_error, failures
from openwmi.provider.instance import InstanceProvider, declaration_of
from openwmi.provider.request import Request

Ts = TypeVarTuple("Ts")
T = TypeVar("T", bound=CimClass)


class RunningProvider(Generic[T]):
    """One provider object and the ways to call it.

    Whatever its code raises comes out as a WbemError: see `failures`.

    Attributes:
        declaration: What its class declares.
        provider: The object.
        served: The class it serves.
    """

    def __init__(self, provider_class: type[InstanceProvider[T]]) -> None:
        """Make the provider object.

        Raises:
            ProviderLoadFailureError: Its constructor failed.
        """
        self.declaration = declaration_of(provider_class)
        # The class was taken from between the brackets of InstanceProvider[T].
        self.served = cast("type[T]", self.declaration.cim_class)
        self._file = getattr(sys.modules.get(provider_class.__module__), "__file__", None) or "<no file>"
        settings = self.declaration.settings
        self._bodies = Bodies(settings.name, serialized=settings.serialized)
        try:
            self.provider = provider_class()
        except failures() as failure:
            error = client_error(failure, self.operation("Initialize", provider_class.__name__))
            raise ProviderLoadFailureError(
                error.message, where=error.where, next_step=error.next_step, extended=error.extended
            ) from failure

    def operation(self, name: str, about: str, *, is_read: bool = True) -> Operation:
        """Return the description of a call for messages."""
        return Operation(self.declaration.settings.name, name, about, self._file, is_read)

    def call(
        self,
        operation: Operation,
        request: Request | None,
        function: Callable[[*Ts], object],
        *args: *Ts,
    ) -> object:
        """Return what a function of the provider returns.

        Raises:
            WbemError: What the function raised, translated.
        """
        try:
            return self._bodies.call(request, function, *args)
        except failures() as failure:
            raise client_error(failure, operation) from failure

    def rows(
        self,
        operation: Operation,
        request: Request,
        function: Callable[[*Ts], object],
        *args: *Ts,
    ) -> Iterator[T]:
        """Yield what a function of the provider yields.

        Raises:
            ProviderFailureError: It yielded something that is not an object of the class served.
            WbemError: What the function raised, translated.
        """
        served = self.served
        try:
            with closing(self._bodies.rows(request, function, *args)) as rows:
                for row in rows:
                    if type(row) is not served:
                        raise self._wrong_object(row, "yielded", operation)
                    yield row
        except failures() as failure:
            raise client_error(failure, operation) from failure

    def call_for_object(
        self,
        operation: Operation,
        request: Request,
        function: Callable[[*Ts], object],
        *args: *Ts,
    ) -> T | None:
        """Return the object, or None, that a function of the provider returns.

        Raises:
            ProviderFailureError: It returned something else.
            WbemError: What the function raised, translated.
        """
        result = self.call(operation, request, function, *args)
        if result is None or type(result) is self.served:
            return result
        raise self._wrong_object(result, "returned", operation)

    def find(self, operation: Operation, request: Request, key: T) -> T | None:
        """Return the instance with the keys of `key` as `get` gives it, None when there is none."""
        try:
            return self.call_for_object(operation, request, self.provider.get, key, request)
        except NotFoundError:
            return None

    def close(self) -> None:
        """Stop what belongs to the provider."""
        self._bodies.close()

    def _wrong_object(self, found: object, verb: str, operation: Operation) -> ProviderFailureError:
        shown = f"an object of class {found.class_name}" if isinstance(found, CimObject) else repr(found)
        if len(shown) > 80:
            shown = shown[:77] + "..."
        about = operation.about[:SHOWN_CHARACTERS]
        return ProviderFailureError(
            f"provider {operation.provider_name} {verb} {shown} in {operation.name} of {about}",
            where=self._file,
            next_step=f"it serves {self.served.__name__} and may give objects of exactly this class",
        )
