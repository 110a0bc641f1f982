# SPDX-License-Identifier: Apache-2.0
"""Win32_NetworkAdapter: the network interfaces.

Spec: cimwin32-subset.md §4.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from types import MappingProxyType

from openwmi.builtin.cimv2.cim_networkadapter import CIM_NetworkAdapter
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.linux.netdevices import NetDevice
from openwmi.builtin.readings import Readings, restricted_to
from openwmi.provider import CimDatetime, InstanceProvider, Request, key, prop, uint16, uint32

ADAPTER_TYPES = (
    "Ethernet 802.3",
    "Token Ring 802.5",
    "Fiber Distributed Data Interface (FDDI)",
    "Wide Area Network (WAN)",
    "LocalTalk",
    "Ethernet using DIX header format",
    "ARCNET",
    "ARCNET (878.2)",
    "ATM",
    "Wireless",
    "Infrared Wireless",
    "Bpc",
    "CoWan",
    "1394",
)
WIRELESS = 9
_ADAPTER_TYPE_BY_HARDWARE = MappingProxyType({1: 0, 4: 1, 774: 2, 512: 3, 773: 4, 7: 6, 19: 8, 783: 10, 24: 13})
"""ARP hardware type -> position in ADAPTER_TYPES."""

DISCONNECTED, CONNECTED, MEDIA_DISCONNECTED = 0, 2, 7
CONNECTION_STATUSES = {
    DISCONNECTED: "Disconnected",
    1: "Connecting",
    CONNECTED: "Connected",
    3: "Disconnecting",
    4: "Hardware Not Present",
    5: "Hardware Disabled",
    6: "Hardware Malfunction",
    MEDIA_DISCONNECTED: "Media Disconnected",
    8: "Authenticating",
    9: "Authentication Succeeded",
    10: "Authentication Failed",
    11: "Invalid Address",
    12: "Credentials Required",
}


class Win32_NetworkAdapter(CIM_NetworkAdapter):
    """A network interface of this machine; the loopback and virtual ones are among them."""

    DeviceID: str = key(description="Its Index as text.")
    AdapterType: str | None = prop(description="The kind of network it connects to.")
    AdapterTypeID: uint16 | None = prop(description="The same as a number.", values=ADAPTER_TYPES)
    GUID: str | None = prop(description="What identifies it on this machine.")
    Index: uint32 | None = prop(description="The kernel's number of it.")
    Installed: bool | None = prop(description="Whether it is installed.")
    InterfaceIndex: uint32 | None = prop(description="The kernel's number of it, the one routes go by.")
    MACAddress: str | None = prop(description="Its hardware address.")
    Manufacturer: str | None = prop(description="Who made it.")
    MaxNumberControlled: uint32 | None = prop(description="How many ports it drives.")
    NetConnectionID: str | None = prop(description="The name of its connection.")
    NetConnectionStatus: uint16 | None = prop(description="Whether it is connected.", values=CONNECTION_STATUSES)
    NetEnabled: bool | None = prop(description="Whether it is switched on.")
    PhysicalAdapter: bool | None = prop(description="Whether a device is behind it.")
    ProductName: str | None = prop(description="What its maker calls it.")
    ServiceName: str | None = prop(description="The driver that runs it.")
    TimeOfLastReset: CimDatetime | None = prop(description="When it was started last.")


class AdapterView:
    """What is known of one network interface.

    Attributes:
        machine: The machine it is on.
        device: The interface.
    """

    def __init__(self, machine: Machine, device: NetDevice) -> None:
        """Look at an interface.

        Args:
            machine: The machine it is on.
            device: The interface.
        """
        self.machine = machine
        self.device = device

    @property
    def caption(self) -> str:
        """Its index in brackets, and its name."""
        return f"[{self.device.index:08d}] {self.device.name}"

    @property
    def guid(self) -> str:
        """An identifier made of the machine's and the interface's name."""
        text = f"openwmi:{self.machine.system.machine_id() or ''}:{self.device.name}"
        return f"{{{uuid.uuid5(uuid.NAMESPACE_URL, text)}}}".upper()

    @property
    def plug_and_play_id(self) -> str:
        """Where its device sits; for interfaces without one, a place of their own."""
        address = self.device.bus_address
        return (address.replace("/", "\\") if address else f"ROOT\\NET\\{self.device.name}").upper()

    @property
    def adapter_type(self) -> int | None:
        """Position in ADAPTER_TYPES; None for loopback, tunnels and the like."""
        if self.device.is_wireless:
            return WIRELESS
        hardware = self.device.hardware_type
        return None if hardware is None else _ADAPTER_TYPE_BY_HARDWARE.get(hardware)

    @property
    def connection_status(self) -> int:
        """Whether it is connected: off, on without a medium, or on with one."""
        if not self.device.is_up:
            return DISCONNECTED
        return MEDIA_DISCONNECTED if self.device.has_carrier is False else CONNECTED


def _last_reset(view: AdapterView) -> CimDatetime | None:
    boot_time_s = view.machine.kernel.boot_time_s()
    return None if boot_time_s is None else CimDatetime.from_timestamp(boot_time_s)


READINGS: Readings[AdapterView, Win32_NetworkAdapter] = Readings(
    Win32_NetworkAdapter,
    {
        "DeviceID": lambda view: str(view.device.index),
        "Index": lambda view: view.device.index,
        "InterfaceIndex": lambda view: view.device.index,
        "Name": lambda view: view.device.name,
        "Caption": lambda view: view.caption,
        "Description": lambda view: view.device.name,
        "ProductName": lambda view: view.device.name,
        "NetConnectionID": lambda view: view.device.name,
        "MACAddress": lambda view: view.device.mac_address,
        "AdapterTypeID": lambda view: view.adapter_type,
        "AdapterType": lambda view: None if view.adapter_type is None else ADAPTER_TYPES[view.adapter_type],
        "Speed": lambda view: view.device.speed_bit_per_s,
        "NetConnectionStatus": lambda view: view.connection_status,
        "NetEnabled": lambda view: view.device.is_up,
        "PhysicalAdapter": lambda view: view.device.has_device,
        "GUID": lambda view: view.guid,
        "PNPDeviceID": lambda view: view.plug_and_play_id,
        "ServiceName": lambda view: view.device.driver,
        "TimeOfLastReset": _last_reset,
        "Installed": lambda _: True,
        "Availability": lambda _: 3,
        "ConfigManagerErrorCode": lambda _: 0,
        "ConfigManagerUserConfig": lambda _: False,
        "MaxNumberControlled": lambda _: 0,
        "Status": lambda _: "OK",
        "SystemName": lambda view: view.machine.computer_name(),
        "CreationClassName": lambda _: "Win32_NetworkAdapter",
        "SystemCreationClassName": lambda _: "Win32_ComputerSystem",
    },
)
"""How it is read. Manufacturer, MaxSpeed, AutoSense and PermanentAddress take device tables or ioctls: NULL."""


class NetworkAdapters(InstanceProvider[Win32_NetworkAdapter]):
    """The network interfaces."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the network interfaces of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_NetworkAdapter]:
        """Yield the interfaces; only the wanted ones are looked at."""
        make = READINGS.maker(request)
        wanted = restricted_to(request, "DeviceID")
        for device in self._machine.network.devices():
            if wanted is None or str(device.index) in wanted:
                yield make(AdapterView(self._machine, device))
