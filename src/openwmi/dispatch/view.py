# SPDX-License-Identifier: Apache-2.0
"""NamespaceView: one namespace as dispatch sees it: its classes, its providers, its stored instances."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from openwmi.dispatch.registrations import read_record
from openwmi.errors import InvalidClassError, InvalidProviderRegistrationError
from openwmi.host.lifetime import LivingProvider
from openwmi.host.records import InstanceRole, ProviderRecord
from openwmi.host.registry import ProviderHost
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.classsource import ClassSource
from openwmi.provider.context import CallContext
from openwmi.provider.request import ProviderServices
from openwmi.repository.repository import Repository


class NamespaceView:
    """A namespace, with the two places its instances come from.

    Attributes:
        repository: Stored classes and instances.
        host: Where providers are loaded.
        namespace: Spelled as stored.
        classes: The namespace's classes.
        server: This machine's name in paths.
    """

    def __init__(
        self,
        repository: Repository,
        host: ProviderHost,
        namespace: str,
        services_for: Callable[[NamespaceView, CallContext], ProviderServices],
        server: str,
    ) -> None:
        """Open a namespace.

        Args:
            repository: Stored classes and instances.
            host: Where providers are loaded.
            namespace: Any spelling.
            services_for: Makes what a provider calls back through.
            server: This machine's name in paths.

        Raises:
            InvalidNamespaceError: No such namespace.
        """
        self.repository = repository
        self.host = host
        self.namespace = repository.spelling(namespace)
        self.classes: ClassSource = repository.classes(namespace)
        self.server = server
        self._services_for = services_for

    def services(self, call: CallContext) -> ProviderServices:
        """Return what a provider serving `call` calls back through."""
        return self._services_for(self, call)

    def sibling(self, namespace: str) -> NamespaceView:
        """Return another namespace of the same core.

        Raises:
            InvalidNamespaceError: No such namespace.
        """
        return NamespaceView(self.repository, self.host, namespace, self._services_for, self.server)

    def require_class(self, name: str) -> ClassDefinition:
        """Return a class.

        Raises:
            InvalidClassError: No such class in this namespace.
        """
        found = self.classes.find_class(name)
        if found is None:
            raise InvalidClassError(
                f"there is no class {name} in {self.namespace}",
                next_step=f"see `openwmi classes -n {self.namespace}`",
            )
        return found

    def descendants(self, name: str) -> Iterator[ClassDefinition]:
        """Yield all subclasses of a class, parents before children."""
        for descendant in self.classes.subclasses(name):
            found = self.classes.find_class(descendant)
            if found is not None:
                yield found

    def record_of(self, cim_class: ClassDefinition) -> ProviderRecord:
        """Return the registration of the provider that a class names.

        Raises:
            ProviderNotFoundError: The class names none, or one that is not registered.
            InvalidProviderRegistrationError: The registration cannot work.
        """
        name = cim_class.provider_name
        if name is None:
            raise InvalidProviderRegistrationError(
                f"class {cim_class.name} is dynamic and names no provider",
                next_step='add the qualifier provider("name") to the class',
            )
        return self.record_named(name)

    def record_named(self, name: str) -> ProviderRecord:
        """Return the registration of a provider.

        Raises:
            ProviderNotFoundError: No such provider in this namespace.
            InvalidProviderRegistrationError: The registration cannot work.
        """
        return read_record(self.repository, self.namespace, name)

    def instance_role(self, record: ProviderRecord) -> InstanceRole:
        """Return a provider's instance role.

        Raises:
            InvalidProviderRegistrationError: It is not registered for instances.

        Spec: provider-model.md §4.4.
        """
        if record.instance is None:
            raise InvalidProviderRegistrationError(
                f"provider {record.name} has no __InstanceProviderRegistration in {self.namespace}",
                next_step="register it as an instance provider, or install it again",
            )
        return record.instance

    def provider(self, record: ProviderRecord, call: CallContext) -> LivingProvider:
        """Return the loaded provider of a registration, loading it when needed."""
        return self.host.acquire(record, call, self.services(call))
