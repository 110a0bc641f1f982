# SPDX-License-Identifier: Apache-2.0
"""Win32_ComputerSystem: the machine as a whole.

Spec: cimwin32-subset.md §1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType

from openwmi.builtin.cimv2.cim_unitarycomputersystem import CIM_UnitaryComputerSystem
from openwmi.builtin.linux import clock
from openwmi.builtin.linux.dmi import system_kind
from openwmi.builtin.linux.logins import Login, logins
from openwmi.builtin.linux.machine import THIS_MACHINE, WORKGROUP, Machine
from openwmi.builtin.readings import Readings
from openwmi.provider import InstanceProvider, Request, key, prop, sint16, sint64, uint8, uint16, uint32, uint64

DOMAIN_ROLES = {
    0: "Standalone Workstation",
    1: "Member Workstation",
    2: "Standalone Server",
    3: "Member Server",
    4: "Backup Domain Controller",
    5: "Primary Domain Controller",
}
PC_SYSTEM_TYPES = {0: "Unspecified", 1: "Desktop", 2: "Mobile", 3: "Workstation", 4: "Enterprise Server"}
STATES = {1: "Other", 2: "Unknown", 3: "Safe", 4: "Warning", 5: "Critical", 6: "Non-recoverable"}
SYSTEM_TYPES = MappingProxyType(
    {"x86_64": "x64-based PC", "aarch64": "ARM64-based PC", "i686": "X86-based PC", "i386": "X86-based PC"}
)


class Win32_ComputerSystem(CIM_UnitaryComputerSystem):
    """The machine this server runs on."""

    Name: str = key(description="The first label of its host name, in upper case.")
    AdminPasswordStatus: uint16 | None = prop(description="Whether the firmware asks administrators for a password.")
    AutomaticManagedPagefile: bool | None = prop(description="Whether the system chooses the size of its paging files.")
    AutomaticResetBootOption: bool | None = prop(description="Whether a watchdog may restart the machine.")
    AutomaticResetCapability: bool | None = prop(description="Whether the machine has such a watchdog.")
    BootOptionOnLimit: uint16 | None = prop(description="What happens after too many restarts by the watchdog.")
    BootOptionOnWatchDog: uint16 | None = prop(description="What happens after a restart by the watchdog.")
    BootROMSupported: bool | None = prop(description="Whether it can start from the network.")
    BootStatus: list[uint16] | None = prop(description="Details of the last start, as the firmware has them.")
    BootupState: str | None = prop(description="How it was started.")
    ChassisBootupState: uint16 | None = prop(description="The state of the chassis at the last start.", values=STATES)
    ChassisSKUNumber: str | None = prop(description="What the chassis is ordered by.")
    CurrentTimeZone: sint16 | None = prop(units="minutes", description="How far local time is ahead of UTC.")
    DaylightInEffect: bool | None = prop(description="Whether daylight saving is in effect.")
    DNSHostName: str | None = prop(description="The first label of its host name.")
    Domain: str | None = prop(description="The domain it is in; WORKGROUP when it is in none.")
    DomainRole: uint16 | None = prop(
        description="Workstation or server, by itself or in a domain.", values=DOMAIN_ROLES
    )
    EnableDaylightSavingsTime: bool | None = prop(description="Whether its time zone ever uses daylight saving.")
    FrontPanelResetStatus: uint16 | None = prop(description="Whether the reset button works.")
    HypervisorPresent: bool | None = prop(description="Whether a hypervisor is running below the system.")
    InfraredSupported: bool | None = prop(description="Whether it has an infrared port.")
    KeyboardPasswordStatus: uint16 | None = prop(
        description="Whether the firmware asks at the keyboard for a password."
    )
    Manufacturer: str | None = prop(description="Who made it.")
    Model: str | None = prop(description="What its maker calls it.")
    NetworkServerModeEnabled: bool | None = prop(description="Whether it serves files.")
    NumberOfLogicalProcessors: uint32 | None = prop(description="Processors the system can schedule on.")
    NumberOfProcessors: uint32 | None = prop(description="Processor packages.")
    OEMLogoBitmap: list[uint8] | None = prop(description="A picture of its maker.")
    OEMStringArray: list[str] | None = prop(description="Texts its maker put into the firmware.")
    PartOfDomain: bool | None = prop(description="Whether it is a member of a domain.")
    PauseAfterReset: sint64 | None = prop(
        units="milliseconds", description="How long it waits before the watchdog restarts it."
    )
    PCSystemType: uint16 | None = prop(
        description="What sort of computer its chassis makes it.", values=PC_SYSTEM_TYPES
    )
    PCSystemTypeEx: uint16 | None = prop(description="The same.", values=PC_SYSTEM_TYPES)
    PowerOnPasswordStatus: uint16 | None = prop(description="Whether the firmware asks for a password at every start.")
    PowerSupplyState: uint16 | None = prop(
        description="The state of the power supply at the last start.", values=STATES
    )
    ResetCount: sint16 | None = prop(description="How often the watchdog has restarted it.")
    ResetLimit: sint16 | None = prop(description="How often the watchdog may try.")
    SupportContactDescription: list[str] | None = prop(description="Whom to ask.")
    SystemFamily: str | None = prop(description="The family of models it belongs to.")
    SystemSKUNumber: str | None = prop(description="What it is ordered by.")
    SystemStartupDelay: uint16 | None = prop(units="seconds", description="How long the boot menu waits.")
    SystemStartupOptions: list[str] | None = prop(description="What the boot menu offers.")
    SystemStartupSetting: uint8 | None = prop(description="Which of it is the default.")
    SystemType: str | None = prop(description="The processor family it has.")
    ThermalState: uint16 | None = prop(description="Whether it is too hot.", values=STATES)
    TotalPhysicalMemory: uint64 | None = prop(units="bytes", description="Memory the system can use.")
    UserName: str | None = prop(description="Who is logged in at the machine itself.")
    WakeUpType: uint16 | None = prop(description="What switched it on.")
    Workgroup: str | None = prop(description="The workgroup it is in, when it is in no domain.")


def readings(
    people: Callable[[], list[Login]] = logins,
) -> Readings[Machine, Win32_ComputerSystem]:
    """Return how a Win32_ComputerSystem is read.

    Args:
        people: Gives who is logged in.

    Returns:
        The readings. What only the firmware of PCs tells by SMBIOS (password,
        watchdog and chassis states) is left NULL.
    """
    return Readings(
        Win32_ComputerSystem,
        {
            "Name": Machine.computer_name,
            "Caption": Machine.computer_name,
            "DNSHostName": Machine.host_name,
            "Domain": domain,
            "Workgroup": lambda machine: None if machine.realm() else WORKGROUP,
            "PartOfDomain": lambda machine: machine.realm() is not None,
            "DomainRole": lambda machine: (0 if machine.is_workstation() else 2) + (machine.realm() is not None),
            "Manufacturer": lambda machine: machine.dmi.field("sys_vendor"),
            "Model": lambda machine: machine.dmi.field("product_name"),
            "SystemFamily": lambda machine: machine.dmi.field("product_family"),
            "SystemSKUNumber": lambda machine: machine.dmi.field("product_sku"),
            "SystemType": lambda machine: SYSTEM_TYPES.get(machine.architecture),
            "TotalPhysicalMemory": _memory_octets,
            "NumberOfProcessors": lambda machine: len(machine.processors.sockets()) or None,
            "NumberOfLogicalProcessors": lambda machine: (
                sum(len(socket.cpus) for socket in machine.processors.sockets()) or None
            ),
            "UserName": lambda machine: console_user(machine, people()),
            "CurrentTimeZone": lambda _: clock.offset_minutes(clock.now()),
            "DaylightInEffect": lambda _: clock.is_daylight_saving(clock.now()),
            "EnableDaylightSavingsTime": lambda _: clock.has_daylight_saving(),
            "BootupState": lambda _: "Normal boot",
            "ThermalState": lambda _: 3,
            "PowerState": lambda _: 0,
            "Status": lambda _: "OK",
            "HypervisorPresent": _hypervisor_present,
            "PCSystemType": lambda machine: system_kind(machine.dmi.chassis()),
            "PCSystemTypeEx": lambda machine: system_kind(machine.dmi.chassis()),
            "CreationClassName": lambda _: "Win32_ComputerSystem",
        },
    )


def domain(machine: Machine) -> str:
    """Return the domain of a machine: in its host name, else its realm, else WORKGROUP."""
    return machine.dns_domain() or (machine.realm() or "").lower() or WORKGROUP


def console_user(machine: Machine, people: list[Login]) -> str | None:
    """Return who is logged in at a machine itself.

    Args:
        machine: The machine.
        people: Who is logged in.

    Returns:
        Computer and user with a backslash between; None when nobody is.
    """
    names = (person.user for person in people if person.is_console)
    return next((f"{machine.computer_name()}\\{name}" for name in names), None)


def _memory_octets(machine: Machine) -> int | None:
    total_kb = machine.kernel.memory().total_kb
    return None if total_kb is None else total_kb * 1024


def _hypervisor_present(machine: Machine) -> bool | None:
    """Return whether the processor says so; None for processors that cannot say."""
    sockets = machine.processors.sockets()
    flags = sockets[0].info.get("flags") if sockets else None
    return None if flags is None else "hypervisor" in flags.split()


class ComputerSystems(InstanceProvider[Win32_ComputerSystem]):
    """The one machine."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_ComputerSystem]:
        """Yield the machine."""
        yield readings().maker(request)(self._machine)
