# SPDX-License-Identifier: Apache-2.0
"""Win32_MethodParameterClass: base of objects that exist as method parameters only."""

from __future__ import annotations

from openwmi.provider import CimClass


class Win32_MethodParameterClass(CimClass, namespace="root/cimv2", abstract=True):
    """An object that is handed to a method and stored nowhere."""
