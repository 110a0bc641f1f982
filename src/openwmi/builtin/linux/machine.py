# SPDX-License-Identifier: Apache-2.0
"""The machine: every reader, below one root folder.

A reader is imported when it is first asked: a query reads one or two of them, and the
command starts anew for every query.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from openwmi.builtin.linux.kernelfiles import KernelFiles
from openwmi.builtin.linux.textfiles import read_text

if TYPE_CHECKING:
    from openwmi.builtin.linux.blockdevices import BlockDevices
    from openwmi.builtin.linux.cpuinfo import Processors
    from openwmi.builtin.linux.dmi import Dmi
    from openwmi.builtin.linux.mounts import MountTable
    from openwmi.builtin.linux.netdevices import NetDevices
    from openwmi.builtin.linux.netroutes import Routes
    from openwmi.builtin.linux.osrelease import InstalledSystem
    from openwmi.builtin.linux.processes import ProcessFolder
    from openwmi.builtin.linux.resolv import ResolverSettings

WORKGROUP = "WORKGROUP"
"""The domain of a machine that is in none, as Windows names it."""

_DEFAULT_REALM = re.compile(r"^\s*default_realm\s*=\s*(\S+)", re.MULTILINE)
_WORKSTATION_VARIANTS = frozenset({"workstation", "desktop", "kde", "silverblue"})


@dataclass(frozen=True)
class Machine:
    """One machine.

    Attributes:
        root: The root of its file system; tests give a copied tree.
        architecture: What the kernel calls the processor, such as "x86_64".
    """

    root: Path = Path("/")
    architecture: str = os.uname().machine

    @cached_property
    def processes(self) -> ProcessFolder:
        """Its processes."""
        found: ProcessFolder = import_module("openwmi.builtin.linux.processes").ProcessFolder(str(self.root / "proc"))
        return found

    @cached_property
    def kernel(self) -> KernelFiles:
        """The system-wide files of its kernel."""
        return KernelFiles(str(self.root / "proc"))

    @cached_property
    def processors(self) -> Processors:
        """Its processors."""
        found: Processors = import_module("openwmi.builtin.linux.cpuinfo").Processors(
            self.root / "proc", self.root / "sys"
        )
        return found

    @cached_property
    def dmi(self) -> Dmi:
        """What its firmware says of it."""
        found: Dmi = import_module("openwmi.builtin.linux.dmi").Dmi(self.root / "sys/class/dmi/id")
        return found

    @cached_property
    def system(self) -> InstalledSystem:
        """The identity of its installed system."""
        found: InstalledSystem = import_module("openwmi.builtin.linux.osrelease").InstalledSystem(self.root)
        return found

    @cached_property
    def mounts(self) -> MountTable:
        """Its mounted file systems."""
        found: MountTable = import_module("openwmi.builtin.linux.mounts").MountTable(
            self.root / "proc/self/mountinfo", self.root / "dev"
        )
        return found

    @cached_property
    def disks(self) -> BlockDevices:
        """Its disks."""
        found: BlockDevices = import_module("openwmi.builtin.linux.blockdevices").BlockDevices(self.root / "sys/block")
        return found

    @cached_property
    def network(self) -> NetDevices:
        """Its network interfaces."""
        found: NetDevices = import_module("openwmi.builtin.linux.netdevices").NetDevices(self.root / "sys/class/net")
        return found

    @cached_property
    def routes(self) -> Routes:
        """Its routing tables."""
        found: Routes = import_module("openwmi.builtin.linux.netroutes").Routes(self.root / "proc/net")
        return found

    def resolver(self) -> ResolverSettings:
        """Return its name servers and search list."""
        places = (self.root / "run/systemd/resolve/resolv.conf", self.root / "etc/resolv.conf")
        found: ResolverSettings = import_module("openwmi.builtin.linux.resolv").read_resolver(places)
        return found

    def host_name(self) -> str:
        """Return the first label of its host name."""
        return (self.kernel.host_name() or "localhost").partition(".")[0]

    def computer_name(self) -> str:
        """Return the name it goes by in WMI: the first label of its host name in upper case."""
        return self.host_name().upper()

    def dns_domain(self) -> str | None:
        """Return the domain in its host name, None when that is a single label."""
        return (self.kernel.host_name() or "").partition(".")[2] or None

    def realm(self) -> str | None:
        """Return the Kerberos realm it is a member of; None when it has no key of its own in one."""
        if not (self.root / "etc/krb5.keytab").exists():
            return None
        found = _DEFAULT_REALM.search(read_text(self.root / "etc/krb5.conf") or "")
        return found[1] if found else None

    def is_workstation(self) -> bool:
        """Return whether it is made for one person.

        Choice: desktops and laptops by their chassis, and systems that say so in
        os-release; everything else, virtual machines among it, is a server.
        """
        variant = self.system.release().get("VARIANT_ID", "")
        return self.dmi.is_personal() or variant in _WORKSTATION_VARIANTS

    def system_caption(self) -> str:
        """Return what its installed system calls itself."""
        return self.system.release().get("PRETTY_NAME") or "Linux"

    def system_name(self) -> str:
        """Return the Win32_OperatingSystem.Name: caption, root folder and root device."""
        return f"{self.system_caption()}|/|{self.mounts.root_source() or ''}"


THIS_MACHINE = Machine()
