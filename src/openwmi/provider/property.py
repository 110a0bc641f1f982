# SPDX-License-Identifier: Apache-2.0
"""PropertyProvider: serve single properties of instances that are stored in the repository.

    class Registry(PropertyProvider):
        def get_property(self, locale, class_context, instance_context, property_context):
            return SETTINGS.get(property_context)

Which properties are served says the schema: a class or an instance with `DynProps`, and on each property `Dynamic`,
`Provider` and `PropertyContext`. The contexts are texts of the schema's author and mean what the provider says.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol, runtime_checkable

from openwmi.errors import ProviderLoadFailureError, ProviderNotCapableError
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.bodies import Bodies
from openwmi.provider.contract import Capabilities, InitializeArguments, ProviderInitSink
from openwmi.provider.failures import Operation, client_error, failures
from openwmi.provider.request import Request

WBEM_S_INITIALIZED: Final = 0


class PropertyPlace(NamedTuple):
    """A property of a stored instance, as its schema describes it to the provider.

    Attributes:
        name: Of the property, for messages.
        about: The instance and the property, for messages.
        class_context: `ClassContext` of the class, or None.
        instance_context: `InstanceContext` of the instance, or None.
        property_context: `PropertyContext` of the property, or None.

    Spec: provider-model.md §6, §11.
    """

    name: str
    about: str
    class_context: str | None
    instance_context: str | None
    property_context: str | None


@runtime_checkable
class PropertyContract(Protocol):
    """What the host asks of a provider that is registered for properties, beyond the provider contract.

    Spec: provider-model.md §1, §11.
    """

    def get_property(self, place: PropertyPlace, request: Request) -> object:
        """Return the value."""

    def put_property(self, place: PropertyPlace, value: object, request: Request) -> bool:
        """Set the value; return whether that worked."""


class PropertyProvider:
    """Base of property providers. Overriding a method declares the capability; each may be `async`.

    Register it with `__PropertyProviderRegistration`. `current_request` of this package gives the call.

    Spec: provider-model.md §11.
    """

    def load(self) -> Awaitable[None] | None:
        """Get ready; called once, before anything else."""

    def unload(self) -> Awaitable[None] | None:
        """Let go of everything; called once, after everything else."""

    def get_property(
        self,
        locale: str | None,
        class_context: str | None,
        instance_context: str | None,
        property_context: str | None,
        /,
    ) -> object:
        """Return the value of a property; None is NULL.

        Args:
            locale: The caller's, `MS_409`, or None.
            class_context: `ClassContext` of the class, or None.
            instance_context: `InstanceContext` of the instance, or None.
            property_context: `PropertyContext` of the property, or None.
        """
        raise _not_capable(self, "get_property")

    def put_property(
        self,
        locale: str | None,
        class_context: str | None,
        instance_context: str | None,
        property_context: str | None,
        value: object,
        /,
    ) -> object:
        """Set the value of a property; return False when that was not possible, else anything else.

        False leaves the property as it is and does not fail the put of the instance. The other arguments are
        those of `get_property`.
        """
        raise _not_capable(self, "put_property")

    @classmethod
    def contract_for(cls, found: Sequence[object], name: str) -> PropertyContract:
        """Return the contract that an object of such a class serves, for `__Win32Provider.Name`.

        Raises:
            ProviderLoadFailureError: There is more than one object.
        """
        if len(found) == 1 and isinstance(found[0], PropertyProvider):
            return PropertyServing(found[0], name)
        raise ProviderLoadFailureError(f"provider {name} has {len(found)} objects", next_step="name one of them")


class PropertyServing:
    """Serves the provider contract, and the one for properties, with one PropertyProvider."""

    capabilities: Final = Capabilities()

    def __init__(self, provider: PropertyProvider, name: str) -> None:
        self._provider = provider
        self._name = name
        self._bodies = Bodies(name)
        self._file = getattr(sys.modules.get(type(provider).__module__), "__file__", None) or "<no file>"

    def initialize(self, arguments: InitializeArguments, sink: ProviderInitSink) -> None:
        """Run `load`, then report WBEM_S_INITIALIZED.

        Raises:
            WbemError: What `load` raised, translated.
        """
        request = Request(arguments.context, services=arguments.services)
        try:
            self._bodies.call(request, self._provider.load)
        except failures() as failure:
            self._bodies.close()
            raise client_error(failure, self._operation("Initialize", arguments.namespace)) from failure
        sink.set_status(WBEM_S_INITIALIZED)

    def get_property(self, place: PropertyPlace, request: Request) -> object:
        """Return the value of a property.

        Raises:
            WbemError: What the provider raised, translated.
        """
        contexts = (request.locale, place.class_context, place.instance_context, place.property_context)
        try:
            return self._bodies.call(request, self._provider.get_property, *contexts)
        except failures() as failure:
            raise client_error(failure, self._operation("GetProperty", place.about)) from failure

    def put_property(self, place: PropertyPlace, value: object, request: Request) -> bool:
        """Set the value of a property; return whether the provider did.

        Raises:
            WbemError: What the provider raised, translated.
        """
        contexts = (request.locale, place.class_context, place.instance_context, place.property_context)
        try:
            return self._bodies.call(request, self._provider.put_property, *contexts, value) is not False
        except failures() as failure:
            raise client_error(failure, self._operation("PutProperty", place.about, is_read=False)) from failure

    def get(self, path: ObjectPath, request: Request) -> Instance:
        """Refuse: a property provider has no instances.

        Raises:
            ProviderNotCapableError: Always.
        """
        raise self._no_instances()

    def enumerate(self, class_name: str, request: Request) -> Iterator[Instance]:
        """Refuse, like `get`."""
        raise self._no_instances()

    def query(self, text: str, request: Request) -> Iterator[Instance]:
        """Refuse, like `get`."""
        raise self._no_instances()

    def put(self, instance: Instance, request: Request) -> ObjectPath | None:
        """Refuse, like `get`."""
        raise self._no_instances()

    def delete(self, path: ObjectPath, request: Request) -> None:
        """Refuse, like `get`."""
        raise self._no_instances()

    def exec_method(
        self, path: ObjectPath, method: str, in_parameters: Instance | None, request: Request
    ) -> Instance | None:
        """Refuse, like `get`."""
        raise self._no_instances()

    def shutdown(self) -> None:
        """Run `unload`, then stop what belongs to the provider."""
        try:
            self._bodies.call(None, self._provider.unload)
        finally:
            self._bodies.close()

    def _operation(self, name: str, about: str, *, is_read: bool = True) -> Operation:
        return Operation(self._name, name, about, self._file, is_read)

    def _no_instances(self) -> ProviderNotCapableError:
        return ProviderNotCapableError(f"provider {self._name} serves properties, and no instances")


def _not_capable(provider: PropertyProvider, operation: str) -> ProviderNotCapableError:
    return ProviderNotCapableError(f"provider {type(provider).__name__} does not offer {operation}")
