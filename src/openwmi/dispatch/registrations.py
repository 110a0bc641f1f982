# SPDX-License-Identifier: Apache-2.0
"""Registrations: from `__Win32Provider` and `__*ProviderRegistration` instances to a ProviderRecord."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from openwmi.errors import InvalidProviderRegistrationError, NotFoundError, ProviderNotFoundError
from openwmi.host.records import DEFAULT_HOSTING_MODEL, ClassRole, InstanceRole, PropertyRole, ProviderRecord
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.repository.repository import Repository


def provider_path(name: str) -> ObjectPath:
    """Return the path of a provider's `__Win32Provider` instance."""
    return ObjectPath("__Win32Provider", (("Name", name),))


def read_record(repository: Repository, namespace: str, name: str) -> ProviderRecord:
    """Return what a namespace's registration instances say about a provider.

    Raises:
        ProviderNotFoundError: No `__Win32Provider` of that name.
        InvalidProviderRegistrationError: It has no CLSID, or says something that means nothing.

    Spec: provider-model.md §2, §3, §4.4.
    """
    path = provider_path(name)
    try:
        provider = repository.get_instance(namespace, path)
    except NotFoundError:
        raise ProviderNotFoundError(
            f"no provider {name!r} is registered in {namespace}",
            next_step="see `openwmi provider list`; install it with `openwmi provider install`",
        ) from None
    record = _provider_part(provider, namespace, name)
    return _with_roles(record, repository.references_to(namespace, path))


def _provider_part(provider: Instance, namespace: str, name: str) -> ProviderRecord:
    clsid = provider["CLSID"]
    if not isinstance(clsid, str) or not clsid:
        raise _invalid(namespace, name, "CLSID is NULL", "set CLSID to module:attribute")
    version = _version(provider, namespace, name)
    return ProviderRecord(
        name=name,
        namespace=namespace,
        clsid=clsid,
        hosting_model=_text(provider, "HostingModel") or DEFAULT_HOSTING_MODEL,
        enabled=provider["Enabled"] is not False,
        per_user=provider["PerUserInitialization"] is True,
        per_locale=provider["PerLocaleInitialization"] is True,
        reentrancy=_number_in(_REENTRANCIES, provider, "InitializationReentrancy", namespace, name),
        version=version,
        impersonates=_number_in(_IMPERSONATIONS, provider, "ImpersonationLevel", namespace, name) == 1,
        as_admin_first=provider["InitializeAsAdminFirst"] is True,
        is_pure=provider["Pure"] is not False,
        unload_timeout_s=_interval_s(provider, "UnloadTimeout"),
        initialize_timeout_s=_interval_s(provider, "InitializationTimeoutInterval"),
        operation_timeout_s=_interval_s(provider, "OperationTimeoutInterval"),
        security_descriptor=_text(provider, "SecurityDescriptor"),
    )


def _version(provider: Instance, namespace: str, name: str) -> int | None:
    version = provider["Version"]
    if version is not None and version not in _VERSIONS:
        raise _invalid(namespace, name, f"Version {version} is not known", "use 1, 2 or NULL")
    return version if isinstance(version, int) else None


def _number_in(known: range, provider: Instance, name: str, namespace: str, provider_name: str) -> int:
    """Return one of a few numbers; what is none of them counts as 0, or is refused with Version 2.

    Spec: provider-model.md §2 (Version).
    Choice: the stricter checks of Version 2 are that ImpersonationLevel and InitializationReentrancy must be
    numbers that mean something; without it they count as 0.
    """
    value = provider[name]
    if isinstance(value, int) and value in known:
        return value
    if provider["Version"] == 2:
        raise _invalid(
            namespace,
            provider_name,
            f"{name} {'NULL' if value is None else value} means nothing",
            f"use {' or '.join(map(str, known))}, or Version 1, which takes it for 0",
        )
    return 0


def _invalid(namespace: str, name: str, problem: str, next_step: str) -> InvalidProviderRegistrationError:
    return InvalidProviderRegistrationError(
        f"provider {name}: {problem}", where=f'{namespace}:__Win32Provider.Name="{name}"', next_step=next_step
    )


def _text(instance: Instance, name: str) -> str | None:
    value = instance[name]
    return str(value) if isinstance(value, str) else None


def _texts(instance: Instance, name: str) -> tuple[str, ...]:
    value = instance[name]
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _interval_s(instance: Instance, name: str) -> float | None:
    """Return an interval in seconds, None for NULL and for what is a point in time."""
    value = instance[name]
    if not isinstance(value, CimDatetime):
        return None
    length_us = value.interval_us()
    return None if length_us is None else length_us / 1_000_000


def _with_roles(record: ProviderRecord, registrations: Iterable[Instance]) -> ProviderRecord:
    for registration in registrations:
        for class_name, add in _ROLES.items():
            if registration.is_a(class_name):
                record = add(record, registration)
    return record


def _with_instances(record: ProviderRecord, registration: Instance) -> ProviderRecord:
    _interaction(record, registration)
    role = InstanceRole(
        supports_get=registration["SupportsGet"] is True,
        supports_enumeration=registration["SupportsEnumeration"] is True,
        supports_put=registration["SupportsPut"] is True,
        supports_delete=registration["SupportsDelete"] is True,
        query_support_levels=frozenset(level.lower() for level in _texts(registration, "QuerySupportLevels")),
    )
    return replace(record, instance=role)


def _with_methods(record: ProviderRecord, registration: Instance) -> ProviderRecord:
    del registration
    return replace(record, has_methods=True)


def _with_properties(record: ProviderRecord, registration: Instance) -> ProviderRecord:
    role = PropertyRole(registration["SupportsGet"] is True, registration["SupportsPut"] is True)
    return replace(record, properties=role)


def _with_classes(record: ProviderRecord, registration: Instance) -> ProviderRecord:
    """Add the class role.

    Spec: provider-model.md §3 (enumeration is a must; a pull provider says which classes it has).
    """
    is_push = _interaction(record, registration) == _PUSH
    queries = _texts(registration, "ResultSetQueries")
    if registration["SupportsEnumeration"] is not True:
        raise _invalid_role(record, registration, "SupportsEnumeration is not TRUE", "set it; class providers need it")
    if not is_push and not queries:
        raise _invalid_role(
            record, registration, "ResultSetQueries is empty", "add a query on meta_class for each class supplied"
        )
    role = ClassRole(
        is_push=is_push,
        supports_get=registration["SupportsGet"] is True,
        supports_enumeration=True,
        supports_put=registration["SupportsPut"] is True,
        supports_delete=registration["SupportsDelete"] is True,
        result_set_queries=queries,
        referenced_set_queries=_texts(registration, "ReferencedSetQueries"),
        unsupported_queries=_texts(registration, "UnsupportedQueries"),
    )
    return replace(record, classes=role)


def _interaction(record: ProviderRecord, registration: Instance) -> int:
    """Return InteractionType. Spec: provider-model.md §1 (push-verify was never supported), §3."""
    value = registration["InteractionType"]
    if value is not None and value not in _INTERACTIONS:
        raise _invalid_role(
            record, registration, f"InteractionType {value} is not supported", "use 0, pull, or 1, push"
        )
    return value if isinstance(value, int) else 0


def _invalid_role(
    record: ProviderRecord, registration: Instance, problem: str, next_step: str
) -> InvalidProviderRegistrationError:
    return _invalid(record.namespace, record.name, f"{registration.class_name}: {problem}", next_step)


_VERSIONS: Final = (1, 2)
_REENTRANCIES: Final = range(3)
_IMPERSONATIONS: Final = range(2)
_PUSH: Final = 1
_INTERACTIONS: Final = (0, _PUSH)

_ROLES: Final[Mapping[str, Callable[[ProviderRecord, Instance], ProviderRecord]]] = MappingProxyType(
    {
        "__InstanceProviderRegistration": _with_instances,
        "__MethodProviderRegistration": _with_methods,
        "__PropertyProviderRegistration": _with_properties,
        "__ClassProviderRegistration": _with_classes,
    }
)
"""Registration class -> what it adds to a record. Spec: provider-model.md §1, §3."""
