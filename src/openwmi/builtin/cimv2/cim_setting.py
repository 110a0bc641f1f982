# SPDX-License-Identifier: Apache-2.0
"""CIM_Setting: a group of settings of an element."""

from __future__ import annotations

from openwmi.provider import CimClass, prop


class CIM_Setting(CimClass, namespace="root/cimv2", abstract=True):
    """A group of settings of an element."""

    Caption: str | None = prop(description="A short text for the reader, one line.")
    Description: str | None = prop(description="A text for the reader.")
    SettingID: str | None = prop(description="What the settings are known by.")
