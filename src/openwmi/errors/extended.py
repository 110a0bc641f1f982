# SPDX-License-Identifier: Apache-2.0
"""ExtendedStatus: what an `__ExtendedStatus` object tells about a failure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExtendedStatus:
    """Details that travel beside an error code.

    Attributes:
        description: What happened, in the words of whoever failed.
        operation: The call, e.g. `IWbemServices::PutInstance`.
        parameter_info: The path, class or query the call was about.
        provider_name: `__Win32Provider.Name`, or `OpenWMI` for the core itself.

    Spec: iwbemservices.md §6.
    """

    description: str = ""
    operation: str = ""
    parameter_info: str = ""
    provider_name: str = ""
