# SPDX-License-Identifier: Apache-2.0
"""Home: the folder where everything that lasts is kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

HOME_VARIABLE: Final = "OPENWMI_HOME"
_SYSTEM_HOME: Final = Path("/var/lib/openwmi")


def default_home() -> Path:
    r"""Return the state folder: `OPENWMI_HOME`, else the platform's own place.

    For the administrator of a Unix that is `/var/lib/openwmi`, for anybody else
    `$XDG_STATE_HOME/openwmi`, on Windows `%LOCALAPPDATA%\openwmi`.
    """
    named = os.environ.get(HOME_VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local"))) / "openwmi"
    if os.geteuid() == 0:
        return _SYSTEM_HOME
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "openwmi"
