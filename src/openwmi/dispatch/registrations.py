# SPDX-License-Identifier: Apache-2.0
"""Registrations: from `__Win32Provider` and `__*ProviderRegistration` instances to a ProviderRecord."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from openwmi.errors import InvalidProviderRegistrationError, NotFoundError, ProviderNotFoundError
from openwmi.host.records import DEFAULT_HOSTING_MODEL, InstanceRole, ProviderRecord
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
        InvalidProviderRegistrationError: It has no CLSID.

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
        raise InvalidProviderRegistrationError(
            f"provider {name}: CLSID is NULL",
            where=f'{namespace}:__Win32Provider.Name="{name}"',
            next_step="set CLSID to module:attribute",
        )
    hosting, reentrancy = provider["HostingModel"], provider["InitializationReentrancy"]
    return ProviderRecord(
        name=name,
        namespace=namespace,
        clsid=clsid,
        hosting_model=hosting if isinstance(hosting, str) else DEFAULT_HOSTING_MODEL,
        enabled=provider["Enabled"] is not False,
        per_user=provider["PerUserInitialization"] is True,
        per_locale=provider["PerLocaleInitialization"] is True,
        reentrancy=reentrancy if isinstance(reentrancy, int) else 0,
    )


def _with_roles(record: ProviderRecord, registrations: Iterable[Instance]) -> ProviderRecord:
    for registration in registrations:
        if registration.is_a("__InstanceProviderRegistration"):
            record = replace(record, instance=_instance_role(registration))
        elif registration.is_a("__MethodProviderRegistration"):
            record = replace(record, has_methods=True)
    return record


def _instance_role(registration: Instance) -> InstanceRole:
    levels = registration["QuerySupportLevels"]
    return InstanceRole(
        supports_get=registration["SupportsGet"] is True,
        supports_enumeration=registration["SupportsEnumeration"] is True,
        supports_put=registration["SupportsPut"] is True,
        supports_delete=registration["SupportsDelete"] is True,
        query_support_levels=frozenset(str(level).lower() for level in levels)
        if isinstance(levels, list)
        else frozenset(),
    )
