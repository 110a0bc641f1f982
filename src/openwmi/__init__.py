# SPDX-License-Identifier: Apache-2.0
"""OpenWMI: Windows Management Instrumentation for every operating system.

`openwmi.connect("root/cimv2")` opens a namespace; everything else is reached from there.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = ["WbemError", "__version__", "connect"]

_LAZY = {"WbemError": "openwmi.errors", "connect": "openwmi.server.connect"}

if TYPE_CHECKING:
    from openwmi.errors import WbemError
    from openwmi.server.connect import connect
else:
    # Out of sight of type checkers, which would take any name for granted.
    def __getattr__(name: str) -> object:
        """Import a public name when it is first used, so that importing openwmi costs nothing."""
        module = _LAZY.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(module), name)
