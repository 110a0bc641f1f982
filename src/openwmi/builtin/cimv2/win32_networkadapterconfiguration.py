# SPDX-License-Identifier: Apache-2.0
"""Win32_NetworkAdapterConfiguration: addresses, gateways and name servers of the network interfaces.

Spec: cimwin32-subset.md §4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from openwmi.builtin.cimv2.cim_setting import CIM_Setting
from openwmi.builtin.cimv2.win32_networkadapter import AdapterView
from openwmi.builtin.linux.addresses import Address, Lease, addresses, read_lease
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.linux.netdevices import LOOPBACK, NetDevice
from openwmi.builtin.linux.netroutes import Route
from openwmi.builtin.linux.resolv import ResolverSettings
from openwmi.builtin.readings import Readings
from openwmi.provider import CimDatetime, InstanceProvider, Request, key, prop, uint8, uint16, uint32

_UINT16 = 0xFFFF


class Win32_NetworkAdapterConfiguration(CIM_Setting):
    """What a network interface is set to. The loopback has no such settings."""

    ArpAlwaysSourceRoute: bool | None = prop(description="Whether address resolution asks across bridges.")
    ArpUseEtherSNAP: bool | None = prop(description="Whether packets are coded after 802.3 SNAP.")
    DatabasePath: str | None = prop(description="The folder with the tables of hosts and services.")
    DeadGWDetectEnabled: bool | None = prop(description="Whether gateways that do not answer are left.")
    DefaultIPGateway: list[str] | None = prop(description="The gateways for everything else, IPv4 before IPv6.")
    DefaultTOS: uint8 | None = prop(description="The type of service of packets.")
    DefaultTTL: uint8 | None = prop(description="How many routers packets may pass.")
    DHCPEnabled: bool | None = prop(
        description="Whether a DHCP server gave the addresses; NULL when it is not known who did."
    )
    DHCPLeaseExpires: CimDatetime | None = prop(description="Until when.")
    DHCPLeaseObtained: CimDatetime | None = prop(description="Since when.")
    DHCPServer: str | None = prop(description="Which server.")
    DNSDomain: str | None = prop(description="The domain of the connection.")
    DNSDomainSuffixSearchOrder: list[str] | None = prop(description="The domains tried for names without one.")
    DNSEnabledForWINSResolution: bool | None = prop(description="Whether names are also asked of WINS.")
    DNSHostName: str | None = prop(description="The name of the machine.")
    DNSServerSearchOrder: list[str] | None = prop(description="The name servers, in the order they are asked.")
    DomainDNSRegistrationEnabled: bool | None = prop(
        description="Whether the name is registered in the connection's domain."
    )
    ForwardBufferMemory: uint32 | None = prop(units="bytes", description="Memory for packets of others.")
    FullDNSRegistrationEnabled: bool | None = prop(description="Whether the full name is registered.")
    GatewayCostMetric: list[uint16] | None = prop(description="What each gateway costs.")
    IGMPLevel: uint8 | None = prop(description="How far it takes part in multicast.")
    Index: uint32 = key(description="The Index of the adapter.")
    InterfaceIndex: uint32 | None = prop(description="The kernel's number of the interface.")
    IPAddress: list[str] | None = prop(description="Its addresses, IPv4 before IPv6.")
    IPConnectionMetric: uint32 | None = prop(description="What the connection costs.")
    IPEnabled: bool | None = prop(description="Whether it has addresses and is switched on.")
    IPFilterSecurityEnabled: bool | None = prop(description="Whether packets are filtered.")
    IPPortSecurityEnabled: bool | None = prop(description="Whether ports are filtered.")
    IPSecPermitIPProtocols: list[str] | None = prop(description="The protocols let through.")
    IPSecPermitTCPPorts: list[str] | None = prop(description="The TCP ports let through.")
    IPSecPermitUDPPorts: list[str] | None = prop(description="The UDP ports let through.")
    IPSubnet: list[str] | None = prop(
        description="The mask of each IPv4 address and the prefix length of each IPv6 address."
    )
    IPUseZeroBroadcast: bool | None = prop(description="Whether broadcasts go to the address of zeros.")
    IPXAddress: str | None = prop(description="Its IPX address.")
    IPXEnabled: bool | None = prop(description="Whether it speaks IPX.")
    IPXFrameType: list[uint32] | None = prop(description="How IPX is coded.")
    IPXMediaType: uint32 | None = prop(description="The IPX medium.")
    IPXNetworkNumber: list[str] | None = prop(description="The IPX networks.")
    IPXVirtualNetNumber: str | None = prop(description="The internal IPX network.")
    KeepAliveInterval: uint32 | None = prop(
        units="milliseconds", description="How long until a question whether the other side is there is asked again."
    )
    KeepAliveTime: uint32 | None = prop(units="milliseconds", description="How long until it is asked first.")
    MACAddress: str | None = prop(description="Its hardware address.")
    MTU: uint32 | None = prop(units="bytes", description="The largest packet.")
    NumForwardPackets: uint32 | None = prop(description="How many packets of others are held.")
    PMTUBHDetectEnabled: bool | None = prop(description="Whether routers that drop large packets silently are found.")
    PMTUDiscoveryEnabled: bool | None = prop(description="Whether the largest packet of a way is found out.")
    ServiceName: str | None = prop(description="The driver of the adapter.")
    TcpipNetbiosOptions: uint32 | None = prop(description="Whether it speaks NetBIOS.")
    TcpMaxConnectRetransmissions: uint32 | None = prop(description="How often a connection is tried.")
    TcpMaxDataRetransmissions: uint32 | None = prop(description="How often a segment is tried.")
    TcpNumConnections: uint32 | None = prop(description="How many connections there can be.")
    TcpUseRFC1122UrgentPointer: bool | None = prop(description="How urgent data is marked.")
    TcpWindowSize: uint16 | None = prop(units="bytes", description="How much may be under way.")
    WINSEnableLMHostsLookup: bool | None = prop(description="Whether LMHOSTS is read.")
    WINSHostLookupFile: str | None = prop(description="Which file is read.")
    WINSPrimaryServer: str | None = prop(description="The WINS server.")
    WINSScopeID: str | None = prop(description="Its scope.")
    WINSSecondaryServer: str | None = prop(description="The other WINS server.")


class NetworkFacts:
    """What all interfaces of a machine have in common, each table read at first use."""

    def __init__(self, machine: Machine, find_addresses: Callable[[], Mapping[str, list[Address]]]) -> None:
        """Look at the network of a machine.

        Args:
            machine: The machine.
            find_addresses: Gives the addresses by interface name.
        """
        self._machine = machine
        self._find_addresses = find_addresses

    @cached_property
    def addresses(self) -> Mapping[str, list[Address]]:
        """The addresses by interface name."""
        return self._find_addresses()

    @cached_property
    def resolver(self) -> ResolverSettings:
        """Name servers and search list."""
        return self._machine.resolver()


class ConfigurationView(AdapterView):
    """What one network interface is set to."""

    def __init__(self, machine: Machine, device: NetDevice, facts: NetworkFacts) -> None:
        """Look at an interface.

        Args:
            machine: The machine it is on.
            device: The interface.
            facts: What it has in common with the others.
        """
        super().__init__(machine, device)
        self._facts = facts

    @property
    def addresses(self) -> list[Address]:
        """Its addresses."""
        return self._facts.addresses.get(self.device.name, [])

    @property
    def is_enabled(self) -> bool:
        """Whether it has addresses and is switched on."""
        return self.device.is_up and bool(self.addresses)

    @cached_property
    def gateways(self) -> list[Route]:
        """The gateways for everything else."""
        return self.machine.routes.default_gateways(self.device.name)

    @property
    def resolver(self) -> ResolverSettings:
        """The machine's name servers, which it has by this connection if it leads outside."""
        return self._facts.resolver if self.gateways else ResolverSettings()

    @cached_property
    def lease(self) -> Lease | None:
        """Its DHCP lease."""
        return read_lease(self.machine.root, self.device.index)


def _moment(seconds: float | None) -> CimDatetime | None:
    return None if seconds is None else CimDatetime.from_timestamp(seconds)


def _domain(view: ConfigurationView) -> str | None:
    return next(iter(view.resolver.search), None) or view.machine.dns_domain()


READINGS: Readings[ConfigurationView, Win32_NetworkAdapterConfiguration] = Readings(
    Win32_NetworkAdapterConfiguration,
    {
        "Index": lambda view: view.device.index,
        "InterfaceIndex": lambda view: view.device.index,
        "Caption": lambda view: view.caption,
        "Description": lambda view: view.device.name,
        "SettingID": lambda view: view.guid,
        "IPEnabled": lambda view: view.is_enabled,
        "IPAddress": lambda view: [entry.address for entry in view.addresses] or None,
        "IPSubnet": lambda view: [entry.subnet for entry in view.addresses] or None,
        "DefaultIPGateway": lambda view: [str(route.gateway) for route in view.gateways] or None,
        "GatewayCostMetric": lambda view: [min(route.metric, _UINT16) for route in view.gateways] or None,
        "IPConnectionMetric": lambda view: min((route.metric for route in view.gateways), default=None),
        "DNSServerSearchOrder": lambda view: list(view.resolver.servers) or None,
        "DNSDomainSuffixSearchOrder": lambda view: list(view.resolver.search) or None,
        "DNSDomain": lambda view: _domain(view) if view.is_enabled else None,
        "DNSHostName": lambda view: view.machine.host_name() if view.is_enabled else None,
        "DHCPEnabled": lambda view: True if view.lease else None,
        "DHCPServer": lambda view: view.lease.server if view.lease else None,
        "DHCPLeaseObtained": lambda view: _moment(view.lease.obtained_s) if view.lease else None,
        "DHCPLeaseExpires": lambda view: _moment(view.lease.expires_s) if view.lease else None,
        "MACAddress": lambda view: view.device.mac_address,
        "MTU": lambda view: view.device.mtu,
        "ServiceName": lambda view: view.device.driver,
    },
)
"""How it is read. Everything about IPX, WINS, NetBIOS and the tuning of the Windows stack is left NULL."""


class NetworkAdapterConfigurations(InstanceProvider[Win32_NetworkAdapterConfiguration]):
    """The settings of the network interfaces.

    Choice: none for the loopback, as on Windows: clients take the first one with
    IPEnabled for the way to the network.
    """

    def __init__(
        self,
        machine: Machine = THIS_MACHINE,
        find_addresses: Callable[[], Mapping[str, list[Address]]] = addresses,
    ) -> None:
        """Serve the network settings of a machine.

        Args:
            machine: The machine.
            find_addresses: Gives the addresses by interface name.
        """
        self._machine = machine
        self._find_addresses = find_addresses

    def enumerate(self, request: Request) -> Iterator[Win32_NetworkAdapterConfiguration]:
        """Yield the settings; only the wanted interfaces are looked at."""
        make = READINGS.maker(request)
        wanted = request.values_for("Index")
        facts = NetworkFacts(self._machine, self._find_addresses)
        for device in configured_devices(self._machine):
            if wanted is None or device.index in wanted:
                yield make(ConfigurationView(self._machine, device, facts))


def configured_devices(machine: Machine) -> list[NetDevice]:
    """Return the network interfaces of a machine that have settings: all but the loopback."""
    return [device for device in machine.network.devices() if device.hardware_type != LOOPBACK]
