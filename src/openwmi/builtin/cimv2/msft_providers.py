# SPDX-License-Identifier: Apache-2.0
"""MSFT_Providers: the loaded providers, with a counter for each operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from openwmi.provider import CimClass, InstanceProvider, Request, key, prop, uint32, uint64
from openwmi.provider.activity import ProviderFigures, figures_of


class MSFT_Providers(CimClass, namespace="root/cimv2"):
    """A provider that is loaded, and how often each of its operations was called in this process."""

    HostProcessIdentifier: uint32 = key(description="The process that was asked.")
    Namespace: str = key(description="Where it is registered.")
    Provider: str = key(description="Its name.")
    HostingGroup: str = key(description="Group of its HostingModel; empty without one.")
    HostingSpecification: uint32 = key(
        description="Kind of its HostingModel.",
    )
    Locale: str = key(description="Always empty: the objects of all locales are counted together.")
    TransactionIdentifier: str = key(description="Always empty.")
    User: str = key(description="Always empty: the objects of all users are counted together.")
    ProviderOperation_AccessCheck: uint64 | None = prop(default=0, description="AccessCheck calls.")
    ProviderOperation_CancelQuery: uint64 | None = prop(default=0, description="CancelQuery calls.")
    ProviderOperation_CreateClassEnumAsync: uint64 | None = prop(default=0, description="CreateClassEnum calls.")
    ProviderOperation_CreateInstanceEnumAsync: uint64 | None = prop(default=0, description="CreateInstanceEnum calls.")
    ProviderOperation_CreateRefreshableEnum: uint64 | None = prop(default=0, description="CreateRefreshableEnum calls.")
    ProviderOperation_CreateRefreshableObject: uint64 | None = prop(
        default=0, description="CreateRefreshableObject calls."
    )
    ProviderOperation_CreateRefresher: uint64 | None = prop(default=0, description="CreateRefresher calls.")
    ProviderOperation_DeleteClassAsync: uint64 | None = prop(default=0, description="DeleteClass calls.")
    ProviderOperation_DeleteInstanceAsync: uint64 | None = prop(default=0, description="DeleteInstance calls.")
    ProviderOperation_ExecMethodAsync: uint64 | None = prop(default=0, description="ExecMethod calls.")
    ProviderOperation_ExecQueryAsync: uint64 | None = prop(default=0, description="ExecQuery calls.")
    ProviderOperation_FindConsumer: uint64 | None = prop(default=0, description="FindConsumer calls.")
    ProviderOperation_GetObjectAsync: uint64 | None = prop(default=0, description="GetObject calls.")
    ProviderOperation_GetObjects: uint64 | None = prop(default=0, description="GetObjects calls.")
    ProviderOperation_GetProperty: uint64 | None = prop(default=0, description="GetProperty calls.")
    ProviderOperation_NewQuery: uint64 | None = prop(default=0, description="NewQuery calls.")
    ProviderOperation_ProvideEvents: uint64 | None = prop(default=0, description="ProvideEvents calls.")
    ProviderOperation_PutClassAsync: uint64 | None = prop(default=0, description="PutClass calls.")
    ProviderOperation_PutInstanceAsync: uint64 | None = prop(default=0, description="PutInstance calls.")
    ProviderOperation_PutProperty: uint64 | None = prop(default=0, description="PutProperty calls.")
    ProviderOperation_QueryInstances: uint64 | None = prop(default=0, description="QueryInstances calls.")
    ProviderOperation_SetRegistrationObject: uint64 | None = prop(default=0, description="SetRegistrationObject calls.")
    ProviderOperation_StopRefreshing: uint64 | None = prop(default=0, description="StopRefreshing calls.")
    ProviderOperation_ValidateSubscription: uint64 | None = prop(default=0, description="ValidateSubscription calls.")


COUNTERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "CreateInstanceEnum": "ProviderOperation_CreateInstanceEnumAsync",
        "DeleteInstance": "ProviderOperation_DeleteInstanceAsync",
        "ExecMethod": "ProviderOperation_ExecMethodAsync",
        "ExecQuery": "ProviderOperation_ExecQueryAsync",
        "GetObject": "ProviderOperation_GetObjectAsync",
        "GetProperty": "ProviderOperation_GetProperty",
        "PutInstance": "ProviderOperation_PutInstanceAsync",
        "PutProperty": "ProviderOperation_PutProperty",
    }
)
"""Operation -> its counter; the other counters stay 0."""

SPECIFICATIONS: Final = (
    "wmicore",
    "wmicoreorselfhost",
    "selfhost",
    "decoupled:com",
    "decoupled:noncom",
    "localsystemhost",
    "localsystemhostorselfhost",
    "networkservicehost",
    "networkservicehostorselfhost",
    "localservicehost",
)
"""HostingModels without group; HostingSpecification is the place in here.

Choice: the numbers are ours, no public page gives those of the original.
"""


class LoadedProviders(InstanceProvider[MSFT_Providers], hosting="WmiCore"):
    """Asks the core."""

    def enumerate(self, request: Request) -> Iterator[MSFT_Providers]:
        """Yield one object for each loaded provider."""
        yield from (loaded_provider(figures) for figures in figures_of(request) if figures.is_loaded)


def loaded_provider(figures: ProviderFigures) -> MSFT_Providers:
    """Return one loaded provider as an object."""
    specification, group = hosting(figures.hosting_model)
    found = MSFT_Providers(
        HostProcessIdentifier=figures.process_id,
        Namespace=figures.namespace,
        Provider=figures.name,
        HostingGroup=group,
        HostingSpecification=specification,
        Locale="",
        TransactionIdentifier="",
        User="",
    )
    for operation, count in figures.operations.items():
        if operation in COUNTERS:
            found[COUNTERS[operation]] = count
    return found


def hosting(model: str) -> tuple[int, str]:
    """Return the number of a HostingModel and its group."""
    for number, specification in reversed(list(enumerate(SPECIFICATIONS))):
        if model.lower() == specification or model.lower().startswith(f"{specification}:"):
            return number, model[len(specification) + 1 :]
    return SPECIFICATIONS.index("networkservicehostorselfhost"), ""
