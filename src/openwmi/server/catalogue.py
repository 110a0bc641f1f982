# SPDX-License-Identifier: Apache-2.0
"""Catalogue: the shipped providers, found by name like anybody's."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from openwmi.errors import ProviderLoadFailureError

CATALOGUE_MODULE: Final = "openwmi.builtin.catalogue"


def shipped_providers() -> tuple[str, ...]:
    """Return the CLSIDs of the shipped providers, `module:Class`.

    Raises:
        ProviderLoadFailureError: The catalogue is missing from this installation.
    """
    found = getattr(import_module(CATALOGUE_MODULE), "PROVIDERS", None)
    if not isinstance(found, tuple):
        raise ProviderLoadFailureError(
            f"{CATALOGUE_MODULE} lists no providers", next_step="install the openwmi package again"
        )
    return found
