# SPDX-License-Identifier: Apache-2.0
"""Reload: a new version of a provider takes the place of the one in use, or nothing changes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from openwmi.dispatch.registrations import read_record
from openwmi.errors import WbemError
from openwmi.host.registry import ProviderHost
from openwmi.provider.context import CallContext
from openwmi.security.identity import current_identity
from openwmi.server.core import Core
from openwmi.server.installation import Installed

TRIAL_LIMIT_S: Final = 30.0
"""How long a new version may take to load and initialise."""


def replace_providers(core: Core, source: str | Path, namespace: str | None = None) -> list[Installed]:
    """Install providers after each of them has been loaded and initialised; requests switch at one write.

    Requests in progress finish with the old version, which is shut down after the last one.

    Args:
        core: Where to.
        source: `path/file.py`, `module` or `module:Class`.
        namespace: Overrides the namespace the classes ask for.

    Raises:
        WbemError: A provider does not load or initialise, or a class contradicts one that is there. What was
            registered before is as it was.

    Spec: provider-model.md §13.
    Choice: the trial is part of the write, so that no request ever sees a version that does not start.
    """
    try:
        with core.repository.transaction():
            installed = core.install_provider(source, namespace, forget=False)
            for one in installed:
                _try_out(core, one)
    except WbemError as error:
        error.next_step = "; ".join(filter(None, ("nothing was changed, the old version goes on", error.next_step)))
        raise
    for one in installed:
        core.host.forget(one.namespace, one.name)
    return installed


def _try_out(core: Core, installed: Installed) -> None:
    """Load and initialise a provider as registered, beside the one in use, and let it go again."""
    record = read_record(core.repository, installed.namespace, installed.name)
    call = CallContext(current_identity(), deadline=time.monotonic() + TRIAL_LIMIT_S)
    trial = ProviderHost()
    try:
        trial.acquire(record, call, core.view(installed.namespace).services(call))
    finally:
        trial.close()
