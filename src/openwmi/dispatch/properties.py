# SPDX-License-Identifier: Apache-2.0
"""Dynamic properties: values of stored instances that a property provider has.

A class or an instance is marked `DynProps`; a property of it is dynamic when it is marked `Dynamic`, or has a
`PropertyContext`. The provider is named by the property, else by the instance, else by the class.

Spec: provider-model.md §6, §11.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from openwmi.dispatch.entering import enter
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import (
    InvalidProviderRegistrationError,
    ProviderFailureError,
    ProviderNotCapableError,
    TypeMismatchError,
    ValueOutOfRangeError,
)
from openwmi.host.lifetime import LivingProvider
from openwmi.host.records import PropertyRole, ProviderRecord
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.model.qualifier import Qualifier, is_true, text_of
from openwmi.provider.context import CallContext
from openwmi.provider.property import PropertyPlace
from openwmi.provider.request import Request

_NO_QUALIFIERS: Mapping[str, Qualifier] = {}


class DynamicProperties:
    """Reads and writes the dynamic properties of the instances that one call is about."""

    def __init__(self, view: NamespaceView, call: CallContext) -> None:
        """Prepare for one call.

        Args:
            view: The namespace.
            call: On whose behalf.
        """
        self._view = view
        self._call = call
        self._providers: dict[str, tuple[ProviderRecord, LivingProvider]] = {}
        self._marked: dict[ClassDefinition, bool] = {}

    def filled(self, rows: Iterable[Instance], wanted: Collection[str] | None) -> Iterator[Instance]:
        """Yield stored instances with the values of their dynamic properties.

        Args:
            rows: As stored; they are changed.
            wanted: The only properties whose values matter, or None for all.
        """
        names = None if wanted is None else frozenset(map(fold, wanted))
        for row in rows:
            if self._is_marked(row):
                self._fill(row, names)
            yield row

    def read(self, instance: Instance, wanted: Collection[str] | None) -> Instance:
        """Return one stored instance with the values of its dynamic properties; see `filled`."""
        return next(self.filled((instance,), wanted))

    def split(self, instance: Instance) -> tuple[Instance, tuple[str, ...]]:
        """Return an instance as it is to be stored, and the names of the dynamic properties that it sets."""
        if not self._is_marked(instance):
            return instance, ()
        names = tuple(
            name for name, _ in self._dynamic(instance) if instance.is_local(name) and not self._is_key(instance, name)
        )
        if not names:
            return instance, ()
        stored = instance.clone()
        for name in names:
            stored.reset(name)
        return stored, names

    def write(self, instance: Instance, names: Collection[str]) -> None:
        """Hand the values of dynamic properties to their providers.

        A provider that answers FALSE leaves its property as it is, and the put of the instance goes on.

        Raises:
            ProviderNotCapableError: A provider does not write.
            WbemError: What a provider raised.
        """
        wanted = frozenset(map(fold, names))
        for name, provider_name in self._dynamic(instance):
            if fold(name) not in wanted:
                continue
            place = _place(instance, name)
            record, provider = self._provider(provider_name, place)
            if not _role(record, self._view).supports_put:
                raise ProviderNotCapableError(
                    f"provider {record.name} does not write {place.about}", where=f"provider {record.name}"
                )
            provider.put_property(place, instance[name], self._request(record, "PutProperty", place))

    def _fill(self, row: Instance, wanted: frozenset[str] | None) -> None:
        for name, provider_name in self._dynamic(row):
            if (wanted is not None and fold(name) not in wanted) or self._is_key(row, name):
                continue
            place = _place(row, name)
            record, provider = self._provider(provider_name, place)
            if not _role(record, self._view).supports_get:
                continue
            try:
                value = provider.get_property(place, self._request(record, "GetProperty", place))
            except ProviderNotCapableError:
                continue
            try:
                row[name] = value
            except (TypeMismatchError, ValueOutOfRangeError) as error:
                raise ProviderFailureError(
                    f"provider {record.name} gave {value!r:.80} for {place.about}: {error.message}",
                    where=f"provider {record.name}",
                    next_step="return a value of the property's type",
                ) from error

    def _is_marked(self, instance: Instance) -> bool:
        cim_class = instance.layout.cim_class
        if cim_class not in self._marked:
            self._marked[cim_class] = is_true(cim_class.qualifiers, "dynprops") or any(
                is_true(declared.qualifiers, "dynamic") for declared in cim_class.properties.values()
            )
        return self._marked[cim_class] or (
            instance.extra is not None
            and (is_true(instance.extra.qualifiers, "dynprops") or bool(instance.extra.property_qualifiers))
        )

    def _dynamic(self, instance: Instance) -> Iterator[tuple[str, str | None]]:
        """Yield the dynamic properties of an instance, each with the name of its provider, if it has one."""
        extra = instance.extra
        own = extra.qualifiers if extra is not None else _NO_QUALIFIERS
        whole = text_of(own, "provider") or text_of(instance.cim_class.qualifiers, "provider")
        for name in instance.layout.names:
            qualifiers = _qualifiers(instance, name)
            if is_true(qualifiers, "dynamic") or "propertycontext" in qualifiers:
                yield name, text_of(qualifiers, "provider") or whole

    @staticmethod
    def _is_key(instance: Instance, name: str) -> bool:
        return fold(name) in map(fold, instance.cim_class.key_names)

    def _provider(self, name: str | None, place: PropertyPlace) -> tuple[ProviderRecord, LivingProvider]:
        if name is None:
            raise InvalidProviderRegistrationError(
                f"{place.about} is dynamic and names no provider",
                next_step='add the qualifier provider("name") to the property',
            )
        folded = fold(name)
        if folded not in self._providers:
            record = self._view.record_named(name)
            _role(record, self._view)
            self._providers[folded] = (record, self._view.provider(record, self._call))
        return self._providers[folded]

    def _request(self, record: ProviderRecord, operation: str, place: PropertyPlace) -> Request:
        return enter(self._view, record, self._call, operation, place.about, class_name="")


def _qualifiers(instance: Instance, name: str) -> Mapping[str, Qualifier]:
    """Return the qualifiers of a property: those of the class, whether they propagate or not, and the instance's."""
    declared = instance.cim_class.properties[name].qualifiers
    own = instance.extra.property_qualifiers.get(name) if instance.extra is not None else None
    return declared if not own else {fold(key): q for key, q in chain(declared.items(), own.items())}


def _place(instance: Instance, name: str) -> PropertyPlace:
    own = instance.extra.qualifiers if instance.extra is not None else _NO_QUALIFIERS
    return PropertyPlace(
        name=name,
        about=f"{instance.relpath or instance.class_name} {name}",
        class_context=text_of(instance.cim_class.qualifiers, "classcontext"),
        instance_context=text_of(own, "instancecontext"),
        property_context=text_of(_qualifiers(instance, name), "propertycontext"),
    )


def _role(record: ProviderRecord, view: NamespaceView) -> PropertyRole:
    """Return a provider's property role.

    Raises:
        InvalidProviderRegistrationError: It is not registered for properties.
    """
    if record.properties is None:
        raise InvalidProviderRegistrationError(
            f"provider {record.name} has no __PropertyProviderRegistration in {view.namespace}",
            next_step="register it as a property provider",
        )
    return record.properties
