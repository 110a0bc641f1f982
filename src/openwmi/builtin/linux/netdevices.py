# SPDX-License-Identifier: Apache-2.0
"""Network interfaces: reader of /sys/class/net.

Spec: Linux ABI/testing/sysfs-class-net; if_arp.h for the hardware types.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from openwmi.builtin.linux.textfiles import read_integer, read_word

ETHERNET, LOOPBACK = 1, 772
_IFF_UP = 0x1


@dataclass(frozen=True, slots=True)
class NetDevice:
    """One network interface.

    Attributes:
        name: Its name, such as "eth0".
        folder: Its folder in sysfs.
        index: The kernel's number of it.
    """

    name: str
    folder: Path
    index: int

    @property
    def hardware_type(self) -> int | None:
        """The ARP hardware type: 1 Ethernet, 772 loopback."""
        return read_integer(self.folder / "type")

    @property
    def is_wireless(self) -> bool:
        """Whether it is a radio interface."""
        return (self.folder / "phy80211").exists() or (self.folder / "wireless").exists()

    @property
    def has_device(self) -> bool:
        """Whether a physical or emulated device is behind it."""
        return (self.folder / "device").exists()

    @property
    def mac_address(self) -> str | None:
        """The hardware address in upper case; None where it is absent or all zero."""
        address = read_word(self.folder / "address")
        return address.upper() if address and address.strip("0:") else None

    @property
    def is_up(self) -> bool:
        """Whether an administrator switched it on."""
        flags = read_word(self.folder / "flags")
        try:
            return bool(int(flags or "0", 16) & _IFF_UP)
        except ValueError:
            return False

    @property
    def has_carrier(self) -> bool | None:
        """Whether the medium is connected; None when it is down or does not tell."""
        carrier = read_integer(self.folder / "carrier")
        return None if carrier is None else bool(carrier)

    @property
    def speed_bit_per_s(self) -> int | None:
        """The present link speed; None when the driver does not know it."""
        megabit = read_integer(self.folder / "speed")
        return megabit * 1_000_000 if megabit is not None and megabit > 0 else None

    @property
    def mtu(self) -> int | None:
        """The largest packet in octets."""
        return read_integer(self.folder / "mtu")

    @property
    def driver(self) -> str | None:
        """The kernel driver of the device behind it."""
        return self._link_name("device/driver")

    @property
    def bus_address(self) -> str | None:
        """Where the device behind it sits, such as "pci/0000:00:03.0"."""
        bus, address = self._link_name("device/subsystem"), self._link_name("device")
        return f"{bus}/{address}" if bus and address else None

    def _link_name(self, path: str) -> str | None:
        try:
            return os.path.basename(os.readlink(self.folder / path)) or None
        except OSError:
            return None


@dataclass(frozen=True, slots=True)
class NetDevices:
    """The network interfaces of this name space.

    Attributes:
        root: The folder that lists them; tests give a copied tree.
    """

    root: Path = Path("/sys/class/net")

    def devices(self) -> list[NetDevice]:
        """Return the interfaces in the order of their kernel numbers."""
        try:
            names = os.listdir(self.root)
        except OSError:
            return []
        found = (self.device(name) for name in names)
        return sorted((device for device in found if device is not None), key=lambda device: device.index)

    def device(self, name: str) -> NetDevice | None:
        """Return one interface.

        Args:
            name: Its name.

        Returns:
            The interface; None when there is none (bonding lists a plain file here).
        """
        index = read_integer(self.root / name / "ifindex")
        return None if index is None else NetDevice(name, self.root / name, index)
