# SPDX-License-Identifier: Apache-2.0
"""server: the composition root, the only place that knows every part."""

from __future__ import annotations

from openwmi.server.core import Core

__all__ = ["Core"]
