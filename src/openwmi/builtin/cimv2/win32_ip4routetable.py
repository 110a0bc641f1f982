# SPDX-License-Identifier: Apache-2.0
"""Win32_IP4RouteTable: the IPv4 routes.

Spec: cimwin32-subset.md §4.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.cim_logicalelement import CIM_LogicalElement
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.linux.netroutes import Route
from openwmi.provider import InstanceProvider, Request, key, prop, sint32, uint32

LOCAL, NETMGMT = 2, 3
PROTOCOLS = {1: "other", LOCAL: "local", NETMGMT: "netmgmt", 4: "icmp", 8: "rip", 13: "ospf", 14: "bgp"}
DIRECT, INDIRECT = 3, 4
ROUTE_TYPES = {1: "other", 2: "invalid", DIRECT: "direct", INDIRECT: "indirect"}
HERE = "0.0.0.0"  # noqa: S104 - the next hop of a network that is directly attached


class Win32_IP4RouteTable(CIM_LogicalElement):
    """A route packets can take."""

    Age: uint32 | None = prop(units="seconds", description="How long ago it was confirmed.")
    Destination: str = key(description="The network it leads to.")
    Information: str | None = prop(description="More about how it was learnt.")
    InterfaceIndex: sint32 = key(description="The kernel's number of the interface packets leave by.")
    Mask: str = key(description="The mask of the network.")
    Metric1: sint32 | None = prop(description="What it costs; the cheapest is taken.")
    Metric2: sint32 | None = prop(description="Another cost.")
    Metric3: sint32 | None = prop(description="Another cost.")
    Metric4: sint32 | None = prop(description="Another cost.")
    Metric5: sint32 | None = prop(description="Another cost.")
    NextHop: str = key(description="The router packets are sent to.")
    Protocol: uint32 | None = prop(description="How it was learnt.", values=PROTOCOLS)
    Type: uint32 | None = prop(description="Whether a router is on the way.", values=ROUTE_TYPES)


class IP4Routes(InstanceProvider[Win32_IP4RouteTable]):
    """The IPv4 routes. Age is not kept by the kernel: NULL, like the costs beside the first."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the routes of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_IP4RouteTable]:
        """Yield the routes; of several that differ in cost only, the cheapest."""
        del request  # one table tells everything
        seen: set[tuple[object, ...]] = set()
        for route in sorted(self._machine.routes.ipv4(), key=lambda route: route.metric):
            device = self._machine.network.device(route.interface)
            identity = (route.destination, route.gateway, route.interface)
            if device is not None and identity not in seen:
                seen.add(identity)
                yield _row(route, device.index)


def _row(route: Route, interface_index: int) -> Win32_IP4RouteTable:
    destination, mask = str(route.destination.network_address), str(route.destination.netmask)
    next_hop = HERE if route.gateway is None else str(route.gateway)
    return Win32_IP4RouteTable(
        Destination=destination,
        Mask=mask,
        NextHop=next_hop,
        InterfaceIndex=interface_index,
        Name=destination,
        Caption=destination,
        Description=f"{destination} - {mask} - {next_hop}",
        Metric1=min(route.metric, 0x7FFF_FFFF),
        Protocol=LOCAL if route.gateway is None else NETMGMT,
        Type=DIRECT if route.gateway is None else INDIRECT,
    )
