# SPDX-License-Identifier: Apache-2.0
"""Win32_NetworkAdapterSetting: which settings a network adapter has.

Spec: cimwin32-subset.md §4; object-model.md §12.6.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.win32_devicesettings import Win32_DeviceSettings
from openwmi.builtin.cimv2.win32_networkadapter import Win32_NetworkAdapter
from openwmi.builtin.cimv2.win32_networkadapterconfiguration import (
    Win32_NetworkAdapterConfiguration,
    configured_devices,
)
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.readings import referenced_keys
from openwmi.provider import InstanceProvider, Ref, Request


class Win32_NetworkAdapterSetting(Win32_DeviceSettings):
    """A network adapter has settings."""

    Element: Ref[Win32_NetworkAdapter]  # type: ignore[mutable-override]  # CIM narrows references in subclasses
    Setting: Ref[Win32_NetworkAdapterConfiguration]  # type: ignore[mutable-override]  # CIM narrows references in subclasses


class NetworkAdapterSettings(InstanceProvider[Win32_NetworkAdapterSetting]):
    """The settings of the network interfaces."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the network settings of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_NetworkAdapterSetting]:
        """Yield one association an interface with settings."""
        elements = referenced_keys(request, "Element", "DeviceID")
        settings = referenced_keys(request, "Setting", "Index")
        for device in configured_devices(self._machine):
            index = str(device.index)
            if (elements is None or index in elements) and (settings is None or index in settings):
                yield Win32_NetworkAdapterSetting(
                    Element=Ref.to(Win32_NetworkAdapter, DeviceID=index),
                    Setting=Ref.to(Win32_NetworkAdapterConfiguration, Index=device.index),
                )
