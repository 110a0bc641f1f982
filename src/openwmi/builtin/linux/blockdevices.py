# SPDX-License-Identifier: Apache-2.0
"""Disks and partitions: reader of /sys/block.

Spec: Linux ABI/stable/sysfs-block. Sizes there count sectors of 512 octets,
whatever the disk's own sector is.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from openwmi.builtin.linux.textfiles import read_integer, read_word

SECTOR_OCTETS = 512
_VIRTUAL = re.compile(r"(?:loop|ram|zram|dm-|md|sr|fd|nbd|drbd|rbd|bcache)\d*")
_SCSI_ADDRESS = re.compile(r"(\d+):(\d+):(\d+):(\d+)")


@dataclass(frozen=True, slots=True)
class ScsiAddress:
    """Where a disk sits: host (port), channel (bus), target and logical unit."""

    port: int
    bus: int
    target: int
    unit: int


@dataclass(frozen=True, slots=True)
class Partition:
    """One partition of a disk; sizes in octets.

    Attributes:
        name: Kernel name, such as "sda1".
        number: Its number in the partition table, from 1.
        start: Where it begins on the disk.
        size: Its size.
    """

    name: str
    number: int
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Disk:
    """One disk.

    Attributes:
        index: Position among the disks of the machine, by kernel name.
        name: Kernel name, such as "sda".
        folder: Its folder in sysfs.
    """

    index: int
    name: str
    folder: Path

    @property
    def size(self) -> int | None:
        """Its size in octets."""
        sectors = read_integer(self.folder / "size")
        return None if sectors is None else sectors * SECTOR_OCTETS

    @property
    def sector_octets(self) -> int | None:
        """Size of the sectors it is addressed by, in octets."""
        return read_integer(self.folder / "queue/logical_block_size")

    @property
    def model(self) -> str | None:
        """The model its maker gave it."""
        return read_word(self.folder / "device/model")

    @property
    def vendor(self) -> str | None:
        """The maker, as the disk says it; NVMe and virtual disks give a number only."""
        vendor = read_word(self.folder / "device/vendor")
        return None if vendor is None or vendor.startswith("0x") else vendor

    @property
    def serial(self) -> str | None:
        """The serial number."""
        return read_word(self.folder / "device/serial") or read_word(self.folder / "serial")

    @property
    def firmware(self) -> str | None:
        """The revision of its firmware."""
        return read_word(self.folder / "device/firmware_rev") or read_word(self.folder / "device/rev")

    @property
    def state(self) -> str | None:
        """What its driver says of it: "running" or "live" when it works."""
        return read_word(self.folder / "device/state")

    @property
    def is_removable(self) -> bool:
        """Whether its medium can be taken out."""
        return read_integer(self.folder / "removable") == 1

    @property
    def device_path(self) -> str:
        """Where it sits in the machine, as sysfs sees it."""
        return os.path.realpath(self.folder / "device")

    @property
    def scsi_address(self) -> ScsiAddress | None:
        """Its SCSI address; None for disks that are on no SCSI host."""
        found = _SCSI_ADDRESS.fullmatch(os.path.basename(self.device_path))
        return ScsiAddress(*(int(part) for part in found.groups())) if found else None

    def partitions(self) -> list[Partition]:
        """Return its partitions by where they begin."""
        found = []
        for entry in sorted(os.listdir(self.folder)):
            number = read_integer(self.folder / entry / "partition")
            start = read_integer(self.folder / entry / "start")
            size = read_integer(self.folder / entry / "size")
            if number is not None and start is not None and size is not None:
                found.append(Partition(entry, number, start * SECTOR_OCTETS, size * SECTOR_OCTETS))
        return sorted(found, key=lambda partition: partition.start)


@dataclass(frozen=True, slots=True)
class BlockDevices:
    """The block devices of the machine.

    Attributes:
        root: The folder that lists them; tests give a copied tree.
    """

    root: Path = Path("/sys/block")

    def disks(self) -> list[Disk]:
        """Return the disks by kernel name; loops, RAM disks and mappings are none."""
        try:
            names = sorted(os.listdir(self.root))
        except OSError:
            return []
        real = [name for name in names if not _VIRTUAL.fullmatch(name)]
        return [Disk(index, name, self.root / name) for index, name in enumerate(real)]

    def is_removable(self, device: str) -> bool | None:
        """Return whether the disk below a device node has a removable medium.

        Args:
            device: Such as "/dev/sdb1".

        Returns:
            The answer; None when no disk is known below it.
        """
        name = os.path.basename(os.path.realpath(device))
        for folder in (self.root / name, *self.root.glob(f"*/{name}/..")):
            flag = read_integer(folder / "removable")
            if flag is not None:
                return flag == 1
        return None
