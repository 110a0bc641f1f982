# SPDX-License-Identifier: Apache-2.0
"""Providers for host processes: what their files contain, and how tests install them."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

from tests.fakes.sites import FROG, Site, provider_text

LIGHT_HEADER = "import os, time, threading\nfrom openwmi.provider import *\nfrom openwmi.errors import *\n"
"""Less than the tests of the core import: a host process that starts must not import pytest first."""


def host_frogs(site: Site, body: str, hosting: str = "SelfHost", name: str = "Frogs", text: str = FROG) -> Path:
    """Install a provider of Acme_Frog, or of the class in `text`, that runs in a host process."""
    served = text.split("class ")[1].split("(", maxsplit=1)[0]
    path = site.folder / ("acme.py" if name == "Frogs" else f"{name.lower()}.py")
    provider = provider_text(body, name=name, served=served, keywords=f', hosting="{hosting}"')
    path.write_text(LIGHT_HEADER + textwrap.dedent(text) + provider)
    site.core.install_provider(path)
    return path


def is_running(pid: int) -> bool:
    """Return whether there is a process, dead but unburied ones included."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
