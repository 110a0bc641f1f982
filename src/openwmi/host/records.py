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


def check_hosting_model(record: ProviderRecord) -> None:
    """Refuse a HostingModel that names no way of hosting.

    Raises:
        InvalidProviderRegistrationError: The text does not follow the grammar.

    Spec: provider-model.md §5.
    Choice: until host processes exist, every model is served inside the core process.
    """
    if not _HOSTING_MODEL.fullmatch(record.hosting_model):
        raise InvalidProviderRegistrationError(
            f"provider {record.name}: HostingModel {record.hosting_model!r} is not known",
            where=f'{record.namespace}:__Win32Provider.Name="{record.name}"',
            next_step=f"use {DEFAULT_HOSTING_MODEL}, LocalSystemHost, SelfHost or Decoupled:Com",
        )
