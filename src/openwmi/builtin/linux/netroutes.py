# SPDX-License-Identifier: Apache-2.0
"""Routes: parsers of /proc/net/route and /proc/net/ipv6_route, and their reader.

Spec: proc(5); the IPv4 table prints addresses in host order, the IPv6 table in
network order.
"""

from __future__ import annotations

import ipaddress
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from openwmi.builtin.linux.kerneltext import decimal
from openwmi.builtin.linux.textfiles import read_text

_UP, _GATEWAY, _REJECT = 0x0001, 0x0002, 0x0200
_HEX8 = re.compile(r"[0-9A-Fa-f]{8}")
_HEX32 = re.compile(r"[0-9A-Fa-f]{32}")


@dataclass(frozen=True, slots=True)
class Route:
    """One usable route.

    Attributes:
        interface: Name of the interface packets leave by.
        destination: The network.
        gateway: Next hop; None when the network is directly attached.
        metric: Cost, lower wins.
    """

    interface: str
    destination: ipaddress.IPv4Network | ipaddress.IPv6Network
    gateway: ipaddress.IPv4Address | ipaddress.IPv6Address | None
    metric: int

    @property
    def is_default(self) -> bool:
        """Whether it takes what no other route takes."""
        return self.destination.prefixlen == 0


def parse_ipv4_routes(text: str) -> list[Route]:
    """Return the usable routes of /proc/net/route.

    Args:
        text: Content of the file, with its heading.

    Returns:
        One entry a line; routes that are down or reject, and broken lines, are left out.
    """
    parsed = (_ipv4_route(line.split()) for line in text.splitlines()[1:])
    return [route for route in parsed if route is not None]


def _ipv4_route(fields: list[str]) -> Route | None:
    if len(fields) < 8 or not all(_HEX8.fullmatch(fields[at]) for at in (1, 2, 7)):
        return None
    flags, metric = _hexadecimal(fields[3]), decimal(fields[6])
    if flags is None or metric is None or not flags & _UP or flags & _REJECT:
        return None
    destination, gateway, mask = (_host_order(fields[at]) for at in (1, 2, 7))
    try:
        network = ipaddress.IPv4Network(f"{destination}/{mask}", strict=False)
    except ValueError:
        return None
    return Route(fields[0], network, gateway if flags & _GATEWAY else None, metric)


def parse_ipv6_routes(text: str) -> list[Route]:
    """Return the usable routes of /proc/net/ipv6_route.

    Args:
        text: Content of the file; it has no heading.

    Returns:
        One entry a line; routes that are down or reject, and broken lines, are left out.
    """
    parsed = (_ipv6_route(line.split()) for line in text.splitlines())
    return [route for route in parsed if route is not None]


def _ipv6_route(fields: list[str]) -> Route | None:
    if len(fields) < 10 or not all(_HEX32.fullmatch(fields[at]) for at in (0, 4)):
        return None
    prefix, metric, flags = (_hexadecimal(fields[at]) for at in (1, 5, 8))
    if prefix is None or prefix > 128 or metric is None or flags is None:
        return None
    if not flags & _UP or flags & _REJECT:
        return None
    network = ipaddress.IPv6Network((int(fields[0], 16), prefix), strict=False)
    gateway = ipaddress.IPv6Address(int(fields[4], 16))
    return Route(fields[9], network, gateway if flags & _GATEWAY else None, metric)


def _host_order(digits: str) -> ipaddress.IPv4Address:
    return ipaddress.IPv4Address(int(digits, 16).to_bytes(4, sys.byteorder))


def _hexadecimal(text: str) -> int | None:
    return int(text, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,8}", text) else None


@dataclass(frozen=True, slots=True)
class Routes:
    """The routing tables of this name space.

    Attributes:
        root: The folder of the tables; tests give a copied one.
    """

    root: Path = Path("/proc/net")

    def ipv4(self) -> list[Route]:
        """Return the IPv4 routes of the main table."""
        return parse_ipv4_routes(read_text(self.root / "route") or "")

    def ipv6(self) -> list[Route]:
        """Return the IPv6 routes of all tables."""
        return parse_ipv6_routes(read_text(self.root / "ipv6_route") or "")

    def default_gateways(self, interface: str) -> list[Route]:
        """Return the default routes by a gateway of one interface.

        Args:
            interface: Its name.

        Returns:
            IPv4 first, each by ascending metric.
        """
        families = (self.ipv4(), self.ipv6())
        return [
            route
            for routes in families
            for route in sorted(routes, key=lambda route: route.metric)
            if route.interface == interface and route.is_default and route.gateway is not None
        ]
