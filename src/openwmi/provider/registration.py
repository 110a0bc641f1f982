# SPDX-License-Identifier: Apache-2.0
"""registration_of: everything a provider writes into a namespace, as model objects and plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import CimValue
from openwmi.provider.declare import CimClass
from openwmi.provider.instance import InstanceProvider, ProviderDeclaration, declaration_of
from openwmi.provider.loading import activation_id
from openwmi.provider.settings import ProviderSettings

T = TypeVar("T", bound=CimClass)

WIN32_PROVIDER: Final = "__Win32Provider"
INSTANCE_REGISTRATION: Final = "__InstanceProviderRegistration"
METHOD_REGISTRATION: Final = "__MethodProviderRegistration"


@dataclass(frozen=True, slots=True)
class Record:
    """An instance to write: its class and the properties to set."""

    class_name: str
    values: Mapping[str, CimValue]


@dataclass(frozen=True, slots=True)
class Registration:
    r"""What registering a provider writes.

    Attributes:
        provider_name: `__Win32Provider.Name`.
        namespace: Where everything goes, `root\acme`. A class and its superclass live in one namespace, so the
            bases go there too, whatever namespace they were declared with.
        classes: Declarations, each after those it needs: superclasses, classes of embedded objects. The last
            one is the class served, marked with the provider and its methods.
        records: The `__Win32Provider` instance, then its registrations.
    """

    provider_name: str
    namespace: str
    classes: tuple[ClassDeclaration, ...]
    records: tuple[Record, ...]


def registration_of(provider_class: type[InstanceProvider[T]]) -> Registration:
    """Return what registering a provider class writes.

    Raises:
        InvalidProviderRegistrationError: It serves no class.

    Spec: provider-model.md §2, §3; mi.md §4.2.
    """
    declaration = declaration_of(provider_class)
    served = declaration.cim_class
    needed = [kind.__cim_declaration__ for kind in _needed(declaration) if kind is not served]
    records = [Record(WIN32_PROVIDER, _win32_provider(declaration.settings, activation_id(provider_class)))]
    records.extend(_role_records(declaration))
    return Registration(
        declaration.settings.name,
        served.__cim_class__.namespace,
        (*needed, declaration.definition.declaration),
        tuple(records),
    )


def _needed(declaration: ProviderDeclaration) -> Iterator[type[CimClass]]:
    """Yield the Python classes that must be declared, each once and after what it needs."""
    seen: set[type[CimClass]] = set()
    yield from _with_needs(declaration.cim_class, seen)
    for method in declaration.methods.values():
        for embedded in method.embedded:
            if issubclass(embedded, CimClass):
                yield from _with_needs(embedded, seen)


def _with_needs(kind: type[CimClass], seen: set[type[CimClass]]) -> Iterator[type[CimClass]]:
    if kind in seen:
        return
    seen.add(kind)
    for base in kind.__bases__:
        if issubclass(base, CimClass) and base is not CimClass:
            yield from _with_needs(base, seen)
    for field in kind.__cim_fields__.values():
        if field.embedded is not None and issubclass(field.embedded, CimClass):
            yield from _with_needs(field.embedded, seen)
    yield kind


def _win32_provider(settings: ProviderSettings, clsid: str) -> dict[str, CimValue]:
    """Return the properties of the `__Win32Provider` instance; what is None keeps its default.

    Spec: provider-model.md §2.
    """
    values: dict[str, CimValue] = {
        "Name": settings.name,
        "CLSID": clsid,
        "HostingModel": settings.hosting,
        "ImpersonationLevel": int(settings.impersonate),
        "InitializationReentrancy": int(settings.reentrancy),
        "InitializationTimeoutInterval": _interval(settings.initialize_timeout_s),
        "OperationTimeoutInterval": _interval(settings.operation_timeout_s),
        "PerLocaleInitialization": settings.per_locale,
        "PerUserInitialization": settings.per_user,
        "Pure": settings.pure,
        "SecurityDescriptor": settings.security_descriptor,
        "UnloadTimeout": _interval(settings.unload_after_s),
        "Version": settings.version,
    }
    return {name: value for name, value in values.items() if value is not None}


def _role_records(declaration: ProviderDeclaration) -> Iterator[Record]:
    """Yield one registration for each role the provider plays.

    Spec: provider-model.md §3.
    """
    capabilities = declaration.capabilities
    provider = str(ObjectPath(WIN32_PROVIDER, (("Name", declaration.settings.name),)))
    if capabilities.serves_instances:
        values: dict[str, CimValue] = {
            "Provider": provider,
            "SupportsDelete": capabilities.delete,
            "SupportsEnumeration": capabilities.enumerate,
            "SupportsGet": capabilities.get,
            "SupportsPut": capabilities.put,
        }
        if capabilities.query_levels:
            values["QuerySupportLevels"] = list(capabilities.query_levels)
        yield Record(INSTANCE_REGISTRATION, values)
    if capabilities.methods:
        yield Record(METHOD_REGISTRATION, {"Provider": provider})


def _interval(seconds: float | None) -> CimDatetime | None:
    return None if seconds is None else CimDatetime.from_timedelta(timedelta(seconds=seconds))
