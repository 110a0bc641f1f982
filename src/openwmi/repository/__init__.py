# SPDX-License-Identifier: Apache-2.0
"""repository: classes and static instances on the disk; the only part that speaks SQL."""

from __future__ import annotations

from openwmi.repository.repository import Repository

__all__ = ["Repository"]
