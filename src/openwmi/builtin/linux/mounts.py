# SPDX-License-Identifier: Apache-2.0
"""Mounted file systems: parser of /proc/self/mountinfo and reader of their sizes.

Spec: proc(5), statvfs(3).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openwmi.builtin.linux.kerneltext import unescape
from openwmi.builtin.linux.textfiles import read_text

_UDEV_ESCAPE = re.compile(rb"\\x([0-9A-Fa-f]{2})")
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "9p", "ncpfs", "fuse.sshfs", "fuse.glusterfs", "lustre"}
)
"""File systems whose storage is on another machine."""


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of mountinfo.

    Attributes:
        device_number: "major:minor" of the device.
        subtree: Which folder of the file system is mounted, "/" for all of it.
        point: Where it is mounted.
        file_system: Its type, such as "ext4".
        source: The device or server path.
        read_only: Whether this mount refuses writes.
    """

    device_number: str
    subtree: str
    point: str
    file_system: str
    source: str
    read_only: bool

    @property
    def is_network(self) -> bool:
        """Whether the storage is on another machine."""
        return self.file_system in NETWORK_FILE_SYSTEMS

    @property
    def is_storage(self) -> bool:
        """Whether there is a block device or another machine below it."""
        return self.is_network or self.source.startswith("/dev/")


@dataclass(frozen=True, slots=True)
class Usage:
    """Room of a file system, in octets; `free` is what ordinary users may take."""

    size: int
    free: int
    block_octets: int
    name_limit: int


def parse_mountinfo(text: str) -> list[Mount]:
    """Return the mounts of a mountinfo file.

    Args:
        text: Content of the file.

    Returns:
        One entry a line, in mount order; broken lines are left out.
    """
    mounts = []
    for line in text.splitlines():
        left, separator, right = line.partition(" - ")
        head, tail = left.split(" "), right.split(" ")
        if not separator or len(head) < 6 or len(tail) < 2:
            continue
        mounts.append(
            Mount(
                device_number=head[2],
                subtree=unescape(head[3]),
                point=unescape(head[4]),
                file_system=tail[0],
                source=unescape(tail[1]),
                read_only="ro" in head[5].split(","),
            )
        )
    return mounts


def storage_mounts(mounts: list[Mount]) -> list[Mount]:
    """Return the mounts that are disks to a user.

    Args:
        mounts: All mounts, in mount order.

    Returns:
        Those of a block device or another machine. Of several on one place the
        last is seen, the others are covered; of several places of one device the
        first counts (bind mounts and containers show single files and folders).
    """
    visible = {mount.point: mount for mount in mounts}
    disks: dict[tuple[str, str], Mount] = {}
    for mount in visible.values():
        if mount.is_storage:
            disks.setdefault((mount.device_number, mount.source), mount)
    return list(disks.values())


@dataclass(frozen=True, slots=True)
class MountTable:
    """The mounted file systems.

    Attributes:
        mountinfo: The file that lists them.
        dev: The folder of device nodes and of links by label and identifier.
    """

    mountinfo: Path = Path("/proc/self/mountinfo")
    dev: Path = Path("/dev")

    def disks(self) -> list[Mount]:
        """Return the mounts that are disks to a user."""
        return storage_mounts(parse_mountinfo(read_text(self.mountinfo) or ""))

    def root_source(self) -> str | None:
        """Return the device of the root file system."""
        return self.source_of("/")

    def source_of(self, point: str) -> str | None:
        """Return the device of the file system mounted on a folder.

        Args:
            point: The folder.

        Returns:
            The device; None when nothing is mounted there.
        """
        mounts = parse_mountinfo(read_text(self.mountinfo) or "")
        return next((mount.source for mount in reversed(mounts) if mount.point == point), None)

    def usage(self, mount: Mount) -> Usage | None:
        """Return the room of a mounted file system.

        Args:
            mount: The mount.

        Returns:
            Its room; None when the system does not answer for it.
        """
        try:
            answer = os.statvfs(mount.point)
        except OSError:
            return None
        return Usage(
            size=answer.f_blocks * answer.f_frsize,
            free=answer.f_bavail * answer.f_frsize,
            block_octets=answer.f_frsize,
            name_limit=answer.f_namemax,
        )

    def label(self, mount: Mount) -> str | None:
        """Return the label of a mounted device, as udev links it."""
        return next(self._links("by-label", mount), None)

    def identifier(self, mount: Mount) -> str | None:
        """Return the identifier of a mounted file system, as udev links it."""
        return next(self._links("by-uuid", mount), None)

    def _links(self, kind: str, mount: Mount) -> Iterator[str]:
        folder = self.dev / "disk" / kind
        device = os.path.realpath(mount.source)
        try:
            names = sorted(os.listdir(folder))
        except OSError:
            return
        for name in names:
            if os.path.realpath(folder / name) == device:
                yield _undo_udev_escapes(name)


def _undo_udev_escapes(name: str) -> str:
    r"""Return a label; udev writes unsafe octets as "\x20" and the like."""
    octets = _UDEV_ESCAPE.sub(lambda found: bytes.fromhex(found[1].decode()), os.fsencode(name))
    return octets.decode("utf-8", "replace")
