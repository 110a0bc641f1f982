# SPDX-License-Identifier: Apache-2.0
"""Network addresses of the interfaces, and the DHCP leases systemd-networkd keeps."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path

import psutil

from openwmi.builtin.linux.kerneltext import decimal
from openwmi.builtin.linux.osrelease import parse_os_release
from openwmi.builtin.linux.textfiles import read_text


@dataclass(frozen=True, slots=True)
class Address:
    """An address and its subnet: a dotted mask for IPv4, a prefix length for IPv6."""

    address: str
    subnet: str


@dataclass(frozen=True, slots=True)
class Lease:
    """A DHCP lease; times in seconds since 1970 UTC, None where the client keeps none."""

    server: str | None
    obtained_s: float | None
    expires_s: float | None


def addresses() -> dict[str, list[Address]]:
    """Return the addresses by interface name, IPv4 before IPv6."""
    found: dict[str, list[Address]] = {}
    for name, entries in psutil.net_if_addrs().items():
        found[name] = [
            Address(entry.address.partition("%")[0], subnet_text(entry.netmask))
            for family in (socket.AF_INET, socket.AF_INET6)
            for entry in entries
            if entry.family == family
        ]
    return found


def subnet_text(netmask: str | None) -> str:
    """Return a netmask as WMI writes it.

    Args:
        netmask: Dotted, or an IPv6 mask such as "ffff:ffff::"; None for a single host.

    Returns:
        A dotted mask as it is, an IPv6 mask as its length.
    """
    if netmask is not None and "." in netmask:
        return netmask
    bits = int(ipaddress.IPv6Address(netmask)) if netmask else (1 << 128) - 1
    return str(bits.bit_count())


def parse_lease(text: str, obtained_s: float | None) -> Lease:
    """Return a lease of systemd-networkd.

    Args:
        text: Content of the lease file: lines NAME=value.
        obtained_s: When the file was written.

    Returns:
        The lease.
    """
    values = parse_os_release(text)
    lifetime_s = decimal(values.get("LIFETIME"))
    expires_s = None if lifetime_s is None or obtained_s is None else obtained_s + lifetime_s
    return Lease(values.get("SERVER_ADDRESS"), obtained_s, expires_s)


def read_lease(root: Path, index: int) -> Lease | None:
    """Return the lease of an interface.

    Args:
        root: The root of the file system.
        index: The kernel's number of the interface.

    Returns:
        The lease; None when systemd-networkd holds none, which says nothing about
        other DHCP clients.
    """
    path = root / f"run/systemd/netif/leases/{index}"
    text = read_text(path)
    if text is None:
        return None
    try:
        return parse_lease(text, path.stat().st_mtime)
    except OSError:
        return parse_lease(text, None)
