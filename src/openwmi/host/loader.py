# SPDX-License-Identifier: Apache-2.0
"""Loader: from a registration to a provider object, or a sentence that says why not."""

from __future__ import annotations

from openwmi.errors import ProviderLoadFailureError
from openwmi.host.records import ProviderRecord
from openwmi.provider.contract import ProviderContract
from openwmi.provider.loading import load_provider_class
from openwmi.provider.typed import TypedProvider


def load(record: ProviderRecord) -> ProviderContract:
    """Return a new provider object for a registration.

    Args:
        record: Its CLSID is `package.module:Class` or `/path/file.py:Class`.

    Raises:
        ProviderLoadFailureError: No such module, file or class, or it does not import; names the provider.

    Spec: provider-model.md §2 (CLSID), §7.
    """
    try:
        return TypedProvider(load_provider_class(record.clsid))
    except ProviderLoadFailureError as error:
        raise ProviderLoadFailureError(
            f"provider {record.name} does not load: {error.message}",
            where=error.where or f'{record.namespace}:__Win32Provider.Name="{record.name}"',
            next_step=error.next_step,
        ) from error
