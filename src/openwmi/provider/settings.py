# SPDX-License-Identifier: Apache-2.0
"""ProviderSettings: the class keywords of a provider. Their defaults are WMI's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import TypedDict

from openwmi.errors import InvalidProviderRegistrationError


class Reentrancy(IntEnum):
    """How initializations of one provider may overlap. Spec: provider-model.md §2."""

    SERIALIZED = 0
    SERIALIZED_PER_NAMESPACE = 1
    CONCURRENT = 2


class ProviderOptions(TypedDict, total=False):
    """The class keywords, for type checkers; `ProviderSettings` says what they mean."""

    name: str
    hosting: str | None
    serialized: bool
    unload_after_s: float | None
    query_levels: Sequence[str]
    per_user: bool
    per_locale: bool
    impersonate: bool
    reentrancy: Reentrancy
    pure: bool
    initialize_timeout_s: float | None
    operation_timeout_s: float | None
    security_descriptor: str | None
    version: int | None


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """How a provider wants to be registered and run.

    Attributes:
        name: `__Win32Provider.Name`, unique in the namespace.
        hosting: HostingModel, e.g. `NetworkServiceHost:Frogs`; None for the server's default.
        serialized: One thread at a time in the provider's code; without it calls run concurrently on any thread.
        unload_after_s: Seconds of idleness until it is unloaded; None for the server's default.
        query_levels: QuerySupportLevels; None for what overriding `query` says.
        per_user: One initialized object per user.
        per_locale: One initialized object per locale.
        impersonate: Requests run as the caller, not as the server; needs `per_user`.
        reentrancy: How initializations may overlap.
        pure: Unloading leaves nothing running.
        initialize_timeout_s: Seconds `load` may take, or None.
        operation_timeout_s: Seconds any operation may take, or None.
        security_descriptor: For decoupled providers: who may register as this provider, as SDDL.
        version: 1 or 2; 2 makes the checks of the registration stricter. None for unspecified.

    Spec: mi.md §4.6; provider-model.md §2.
    """

    name: str
    hosting: str | None = None
    serialized: bool = False
    unload_after_s: float | None = None
    query_levels: Sequence[str] | None = None
    per_user: bool = False
    per_locale: bool = False
    impersonate: bool = False
    reentrancy: Reentrancy = Reentrancy.SERIALIZED
    pure: bool = True
    initialize_timeout_s: float | None = None
    operation_timeout_s: float | None = None
    security_descriptor: str | None = None
    version: int | None = None


def read_settings(provider_class: type, options: ProviderOptions) -> ProviderSettings:
    """Return the settings a provider class asks for.

    Choice: without `name=` a provider is called `module|Class`, with the last part of the module's name; the
    specification suggests `vendor|provider|version`.

    Raises:
        InvalidProviderRegistrationError: Unknown keywords, or keywords that contradict each other.
    """
    known = {field.name for field in fields(ProviderSettings)}
    unknown = sorted(set(options) - known)
    if unknown:
        raise InvalidProviderRegistrationError(
            f"provider {provider_class.__name__} has the unknown class keyword {unknown[0]}",
            next_step=f"the class keywords are {', '.join(sorted(known))}",
        )
    if isinstance(options.get("query_levels"), str):
        raise InvalidProviderRegistrationError(
            f"provider {provider_class.__name__} gives query_levels as one text", next_step="write a list of texts"
        )
    module = provider_class.__module__.rpartition(".")[2]
    default: ProviderOptions = {"name": f"{module}|{provider_class.__name__}"}
    settings = ProviderSettings(**(default | options))
    if settings.impersonate and not settings.per_user:
        raise InvalidProviderRegistrationError(
            f"provider {provider_class.__name__} impersonates, but one object would serve all users",
            next_step="add per_user=True",
        )
    return settings
