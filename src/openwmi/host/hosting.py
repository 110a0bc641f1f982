# SPDX-License-Identifier: Apache-2.0
"""Hosting: what a HostingModel says about the process that a provider runs in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from openwmi.host.records import DEFAULT_HOSTING_MODEL, ProviderRecord, check_hosting_model


class Place(Enum):
    """Which process a provider runs in."""

    CORE = "core"
    SHARED = "shared host"
    OWN = "own host"
    DECOUPLED = "decoupled"


@dataclass(frozen=True, slots=True)
class Hosting:
    """A HostingModel, taken apart.

    Attributes:
        place: The kind of process.
        account: Folded name of the account of a shared host: `localsystem`, `networkservice` or `localservice`.
        group: Folded name of the group of a shared host; providers of one account and group share a process.
    """

    place: Place
    account: str = ""
    group: str = ""


_PLACES: Final[Mapping[str, Hosting]] = MappingProxyType(
    {
        "wmicore": Hosting(Place.CORE),
        "wmicoreorselfhost": Hosting(Place.CORE),
        "selfhost": Hosting(Place.OWN),
        "decoupled": Hosting(Place.DECOUPLED),
    }
)
_ACCOUNTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "localsystemhost": "localsystem",
        "localsystemhostorselfhost": "localsystem",
        "networkservicehost": "networkservice",
        "networkservicehostorselfhost": "networkservice",
        "localservicehost": "localservice",
    }
)


def hosting_of(record: ProviderRecord) -> Hosting:
    """Return where a provider is to run.

    Raises:
        InvalidProviderRegistrationError: The text does not follow the grammar.

    Spec: provider-model.md §5.
    Choice: the default model without a group means the core process; every other model of an account, a group or
        SelfHost means a host process.
    """
    check_hosting_model(record)
    model = record.hosting_model.lower()
    if model == DEFAULT_HOSTING_MODEL.lower():
        return Hosting(Place.CORE)
    spec, _, group = model.partition(":")
    if spec in _ACCOUNTS:
        return Hosting(Place.SHARED, _ACCOUNTS[spec], group)
    return _PLACES[spec]
