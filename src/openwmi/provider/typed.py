# SPDX-License-Identifier: Apache-2.0
"""TypedProvider: an InstanceProvider behind the provider contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Generic, TypeVar

from openwmi.errors import (
    InitializationFailureError,
    NotFoundError,
    ProviderFailureError,
    ProviderNotCapableError,
    WbemError,
)
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.calling import call_method
from openwmi.provider.contract import Capabilities, InitializeArguments, ProviderInitSink
from openwmi.provider.conversion import key_object
from openwmi.provider.declare import CimClass
from openwmi.provider.instance import InstanceProvider
from openwmi.provider.putting import Putting
from openwmi.provider.request import Request
from openwmi.provider.running import RunningProvider

T = TypeVar("T", bound=CimClass)

WBEM_S_INITIALIZED: Final = 0


class TypedProvider(Generic[T]):
    """Serves the provider contract with one object of an InstanceProvider class.

    Spec: mi.md §4.2, §4.4.
    """

    def __init__(self, provider_class: type[InstanceProvider[T]]) -> None:
        """Make the provider object; nothing of it runs yet but its constructor.

        Raises:
            ProviderLoadFailureError: The constructor failed.
        """
        self._running = RunningProvider(provider_class)
        self._putting = Putting(self._running)

    @property
    def capabilities(self) -> Capabilities:
        """What the class overrides."""
        return self._running.declaration.capabilities

    def initialize(self, arguments: InitializeArguments, sink: ProviderInitSink) -> None:
        """Run `load`, then report WBEM_S_INITIALIZED.

        Raises:
            InitializationFailureError: `load` failed.
            WbemError: `load` raised an error with a code of its own.

        Spec: provider-model.md §7.
        """
        request = Request(arguments.context, services=arguments.services)
        operation = self._running.operation("Initialize", arguments.namespace)
        try:
            self._running.call(operation, request, self._running.provider.load, request)
        except WbemError as error:
            self._running.close()
            if not isinstance(error, ProviderFailureError):
                raise
            raise InitializationFailureError(
                error.message, where=error.where, next_step=error.next_step, extended=error.extended
            ) from error
        sink.set_status(WBEM_S_INITIALIZED)

    def get(self, path: ObjectPath, request: Request) -> Instance:
        """Return the instance at a path.

        Raises:
            NotFoundError: There is none.
            WbemError: What the provider raised, translated.
        """
        self._check_capable("get", self.capabilities.get)
        key = key_object(self._running.served, path)
        operation = self._running.operation("GetObject", path.relpath)
        found = self._running.call_for_object(operation, request, self._running.provider.get, key, request)
        if found is None:
            raise NotFoundError(f"{path.relpath} does not exist")
        return found

    def enumerate(self, class_name: str, request: Request) -> Iterator[Instance]:
        """Yield the instances of the class served.

        Raises:
            WbemError: What the provider raised, translated.
        """
        self._check_capable("enumerate", self.capabilities.enumerate)
        operation = self._running.operation("CreateInstanceEnum", class_name)
        return self._running.rows(operation, request, self._running.provider.enumerate, request)

    def query(self, text: str, request: Request) -> Iterator[Instance]:
        """Yield at least the rows a WQL query asks for.

        Raises:
            WbemError: What the provider raised, translated.
        """
        self._check_capable("query", bool(self.capabilities.query_levels))
        operation = self._running.operation("ExecQuery", text)
        return self._running.rows(operation, request, self._running.provider.query, text, request)

    def put(self, instance: Instance, request: Request) -> ObjectPath | None:
        """Create or update an instance; see `Putting`.

        Raises:
            WbemError: What the provider raised, translated, or what the flags forbid.
        """
        self._check_capable("put", self.capabilities.put)
        return self._putting.put(instance, request)

    def delete(self, path: ObjectPath, request: Request) -> None:
        """Delete the instance at a path.

        Raises:
            WbemError: What the provider raised, translated.
        """
        self._check_capable("delete", self.capabilities.delete)
        key = key_object(self._running.served, path)
        operation = self._running.operation("DeleteInstance", path.relpath, is_read=False)
        self._running.call(operation, request, self._running.provider.delete, key, request)

    def exec_method(
        self, path: ObjectPath, method: str, in_parameters: Instance | None, request: Request
    ) -> Instance | None:
        """Call a method and return its out parameters, None when it has none.

        Raises:
            WbemError: What the provider raised, translated, or that the parameters do not fit.
        """
        return call_method(self._running, path, method, in_parameters, request)

    def shutdown(self) -> None:
        """Run `unload`, then stop what belongs to the provider.

        Raises:
            WbemError: `unload` failed; everything is stopped all the same.
        """
        operation = self._running.operation("Shutdown", self._running.served.__name__)
        try:
            self._running.call(operation, None, self._running.provider.unload)
        finally:
            self._running.close()

    def _check_capable(self, verb: str, is_capable: bool) -> None:
        if not is_capable:
            raise ProviderNotCapableError(f"provider {self._running.declaration.settings.name} does not offer {verb}")
