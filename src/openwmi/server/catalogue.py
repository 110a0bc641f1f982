# SPDX-License-Identifier: Apache-2.0
"""Catalogue: the shipped providers, found by name like anybody's."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Final

from openwmi.errors import ProviderLoadFailureError

CATALOGUE_MODULE: Final = "openwmi.builtin.catalogue"


def shipped_providers(platform: str = sys.platform) -> Mapping[str, tuple[str, ...]]:
    """Return the shipped providers that can read a platform: namespace -> `module:Class`.

    Raises:
        ProviderLoadFailureError: The catalogue is missing from this installation.
    """
    found = getattr(import_module(CATALOGUE_MODULE), "PROVIDERS", None)
    if not isinstance(found, Mapping):
        raise ProviderLoadFailureError(
            f"{CATALOGUE_MODULE} lists no providers", next_step="install the openwmi package again"
        )
    here = found.get(platform, {})
    return {str(namespace): tuple(map(str, clsids)) for namespace, clsids in here.items()}
