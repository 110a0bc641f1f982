# SPDX-License-Identifier: Apache-2.0
"""security: who is calling, what may they do."""

from __future__ import annotations

from openwmi.security.identity import Identity, ImpersonationLevel, current_identity

__all__ = ["Identity", "ImpersonationLevel", "current_identity"]
