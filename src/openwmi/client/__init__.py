# SPDX-License-Identifier: Apache-2.0
"""client: ask for instances, change them and call their methods, from Python."""

from __future__ import annotations

from openwmi.client.ciminstance import CimInstance
from openwmi.client.connection import Connection
from openwmi.client.rows import Rows

__all__ = ["CimInstance", "Connection", "Rows"]
