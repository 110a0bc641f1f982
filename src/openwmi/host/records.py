# SPDX-License-Identifier: Apache-2.0
"""ProviderRecord: what the registration instances of one provider say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from openwmi.errors import InvalidProviderRegistrationError

DEFAULT_HOSTING_MODEL: Final = "NetworkServiceHostOrSelfHost"
UNARY_SELECT: Final = "wql:unaryselect"
V1_PROVIDER_DEFINED: Final = "wql:v1providerdefined"

_HOSTING_MODEL: Final = re.compile(
    r"(?:WmiCore(?:OrSelfHost)?|SelfHost|Decoupled:Noncom|Decoupled:Com(?::FoldIdentity\((?:TRUE|FALSE)\))?"
    r"|(?:LocalSystemHost(?:OrSelfHost)?|NetworkServiceHost(?:OrSelfHost)?|LocalServiceHost)(?::[^:]{1,255})?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class InstanceRole:
    """What `__InstanceProviderRegistration` declares.

    Attributes:
        supports_get: GetObject is implemented.
        supports_enumeration: CreateInstanceEnum is implemented.
        supports_put: PutInstance is implemented.
        supports_delete: DeleteInstance is implemented.
        query_support_levels: Folded `QuerySupportLevels`.

    Spec: provider-model.md §3, §4.
    """

    supports_get: bool
    supports_enumeration: bool
    supports_put: bool
    supports_delete: bool
    query_support_levels: frozenset[str]

    @property
    def takes_queries(self) -> bool:
        """Whether the provider is handed WQL text."""
        return bool(self.query_support_levels & {UNARY_SELECT, V1_PROVIDER_DEFINED})

    @property
    def filters_itself(self) -> bool:
        """Whether results of a query are taken as they come."""
        return V1_PROVIDER_DEFINED in self.query_support_levels


@dataclass(frozen=True, slots=True)
class PropertyRole:
    """What `__PropertyProviderRegistration` declares.

    Attributes:
        supports_get: GetProperty is implemented.
        supports_put: PutProperty is implemented.

    Spec: provider-model.md §3, §11.
    """

    supports_get: bool
    supports_put: bool


@dataclass(frozen=True, slots=True)
class ClassRole:
    """What `__ClassProviderRegistration` declares.

    Attributes:
        is_push: It writes its classes into the repository when it is initialised, and is never asked.
        supports_get: GetObject of a class is implemented.
        supports_enumeration: CreateClassEnum is implemented; TRUE in every valid registration.
        supports_put: PutClass is implemented.
        supports_delete: DeleteClass is implemented.
        result_set_queries: Schema queries that give at least the classes supplied.
        referenced_set_queries: Schema queries that give the classes its associations refer to.
        unsupported_queries: Schema queries that give classes it does not supply after all.

    Spec: provider-model.md §1, §3.
    """

    is_push: bool
    supports_get: bool
    supports_enumeration: bool
    supports_put: bool
    supports_delete: bool
    result_set_queries: tuple[str, ...] = ()
    referenced_set_queries: tuple[str, ...] = ()
    unsupported_queries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """One `__Win32Provider` and its registrations in one namespace.

    Attributes:
        name: `__Win32Provider.Name`.
        namespace: Where it is registered.
        clsid: How to find the code: `module:attribute` or `/path/file.py:attribute`.
        hosting_model: As registered, or the default.
        enabled: FALSE switches the provider off; NULL counts as TRUE.
        per_user: One initialised object for each user.
        per_locale: One initialised object for each locale.
        reentrancy: InitializationReentrancy 0, 1 or 2.
        instance: Its instance role, or None when it is not registered for instances.
        has_methods: Whether it is registered for methods.
        properties: Its property role, or None.
        classes: Its class role, or None.
        version: 1, 2, or None when it does not tell.
        impersonates: Requests run as the caller, not as the server.
        as_admin_first: Initialisation runs as the server even when requests run as the caller.
        is_pure: Unloading it leaves nothing running.
        unload_timeout_s: Seconds of idleness until it is unloaded, or None for those of the cache control.
        initialize_timeout_s: Seconds its initialisation may take, or None.
        operation_timeout_s: Seconds one of its operations may take, or None.
        security_descriptor: Who may register as this decoupled provider, as SDDL, or None.

    Spec: provider-model.md §2, §3.
    """

    name: str
    namespace: str
    clsid: str
    hosting_model: str = DEFAULT_HOSTING_MODEL
    enabled: bool = True
    per_user: bool = False
    per_locale: bool = False
    reentrancy: int = 0
    instance: InstanceRole | None = None
    has_methods: bool = False
    properties: PropertyRole | None = None
    classes: ClassRole | None = None
    version: int | None = None
    impersonates: bool = False
    as_admin_first: bool = False
    is_pure: bool = True
    unload_timeout_s: float | None = None
    initialize_timeout_s: float | None = None
    operation_timeout_s: float | None = None
    security_descriptor: str | None = None


def runs_as_caller(record: ProviderRecord) -> bool:
    """Return whether every request runs as the caller: the provider impersonates, with an object for each user.

    Spec: reentrancy-and-security.md §2.
    """
    return record.impersonates and record.per_user


def check_hosting_model(record: ProviderRecord) -> None:
    """Refuse a HostingModel that names no way of hosting.

    Raises:
        InvalidProviderRegistrationError: The text does not follow the grammar.

    Spec: provider-model.md §5.
    """
    if not _HOSTING_MODEL.fullmatch(record.hosting_model):
        raise InvalidProviderRegistrationError(
            f"provider {record.name}: HostingModel {record.hosting_model!r} is not known",
            where=f'{record.namespace}:__Win32Provider.Name="{record.name}"',
            next_step=f"use {DEFAULT_HOSTING_MODEL}, LocalSystemHost, SelfHost or Decoupled:Com",
        )
