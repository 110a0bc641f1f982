# SPDX-License-Identifier: Apache-2.0
"""Win32_OperatingSystem: the running system.

Spec: cimwin32-subset.md §1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from types import MappingProxyType

from openwmi.builtin.cimv2.cim_operatingsystem import CIM_OperatingSystem
from openwmi.builtin.linux import clock
from openwmi.builtin.linux.kernelfiles import Memory
from openwmi.builtin.linux.language import Language, read_language
from openwmi.builtin.linux.logins import Login, logins
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.linux.osrelease import numeric_release
from openwmi.builtin.linux.textfiles import read_integer
from openwmi.builtin.readings import Readings
from openwmi.provider import CimDatetime, InstanceProvider, Request, prop, uint8, uint16, uint32

PRODUCT_TYPES = {1: "Work Station", 2: "Domain Controller", 3: "Server"}
LINUX = 36
UNDEFINED_SKU = 0
ADDRESS_SPACE_KB = MappingProxyType({"x86_64": 137_438_953_344})
"""Address space of a process by architecture, where every kernel gives the same."""

_COUNTRY_CODES = MappingProxyType({"US": "1", "GB": "44", "DE": "49", "FR": "33", "ES": "34", "IT": "39", "JP": "81"})


class Win32_OperatingSystem(CIM_OperatingSystem, singleton=True):
    """The system that runs on this machine."""

    BootDevice: str | None = prop(description="The device it was started from.")
    BuildNumber: str | None = prop(description="The third number of Version.")
    BuildType: str | None = prop(description="Free or checked.")
    CodeSet: str | None = prop(description="The code page of its character set.")
    CountryCode: str | None = prop(description="The telephone code of its country.")
    CSDVersion: str | None = prop(description="The service pack, in words.")
    DataExecutionPrevention_32BitApplications: bool | None = prop(
        description="Whether 32-bit programs are protected from running data."
    )
    DataExecutionPrevention_Available: bool | None = prop(
        description="Whether the processor can protect from running data."
    )
    DataExecutionPrevention_Drivers: bool | None = prop(description="Whether drivers are protected from running data.")
    DataExecutionPrevention_SupportPolicy: uint8 | None = prop(
        description="Which programs are protected from running data."
    )
    Debug: bool | None = prop(description="Whether it is built for finding errors.")
    EncryptionLevel: uint32 | None = prop(description="How strong its cryptography may be.")
    ForegroundApplicationBoost: uint8 | None = prop(description="How much the program in front is favoured.")
    LargeSystemCache: uint32 | None = prop(description="Whether memory is preferably given to the file cache.")
    Locale: str | None = prop(description="Its language, as four hexadecimal digits.")
    Manufacturer: str | None = prop(description="Who delivers it.")
    MUILanguages: list[str] | None = prop(description="The languages it speaks.")
    OperatingSystemSKU: uint32 | None = prop(description="The edition of Windows; 0 is none.")
    Organization: str | None = prop(description="The organisation it is registered to.")
    OSArchitecture: str | None = prop(description="The size of its addresses.")
    OSLanguage: uint32 | None = prop(description="Its language, as a number.")
    OSProductSuite: uint32 | None = prop(description="The product suites installed.")
    PAEEnabled: bool | None = prop(description="Whether a 32-bit system uses more than 32 bits for memory.")
    PlusProductID: str | None = prop(description="The number of the product that extends it.")
    PlusVersionNumber: str | None = prop(description="The version of the product that extends it.")
    PortableOperatingSystem: bool | None = prop(description="Whether it was started from a medium carried along.")
    Primary: bool | None = prop(description="Whether it is the one the machine starts by itself.")
    ProductType: uint32 | None = prop(description="Workstation or server.", values=PRODUCT_TYPES)
    RegisteredUser: str | None = prop(description="The person it is registered to.")
    SerialNumber: str | None = prop(description="What identifies this installation.")
    ServicePackMajorVersion: uint16 | None = prop(description="The service pack.")
    ServicePackMinorVersion: uint16 | None = prop(description="The revision of the service pack.")
    SuiteMask: uint32 | None = prop(description="The product suites it can do.")
    SystemDevice: str | None = prop(description="The device with its root file system.")
    SystemDirectory: str | None = prop(description="The folder with its libraries.")
    SystemDrive: str | None = prop(description="The root of its files.")
    WindowsDirectory: str | None = prop(description="The folder it is installed in.")


class Snapshot:
    """The system at one moment: each source is read at first use, at most once."""

    def __init__(self, machine: Machine) -> None:
        """Look at the system of a machine.

        Args:
            machine: The machine.
        """
        self.machine = machine

    @cached_property
    def memory(self) -> Memory:
        """Memory and swap totals."""
        return self.machine.kernel.memory()

    @cached_property
    def language(self) -> Language:
        """The language the system speaks."""
        return read_language(self.machine.root)

    @cached_property
    def kernel_release(self) -> str | None:
        """The release of the kernel."""
        return self.machine.kernel.kernel_release()

    @cached_property
    def root_device(self) -> str | None:
        """The device of the root file system."""
        return self.machine.mounts.root_source()


def readings(
    people: Callable[[], list[Login]] = logins,
) -> Readings[Snapshot, Win32_OperatingSystem]:
    """Return how a Win32_OperatingSystem is read.

    Args:
        people: Gives who is logged in.

    Returns:
        The readings. Licences, suites, paging tuning and Windows folders have no
        counterpart and are left NULL.
    """
    return Readings(
        Win32_OperatingSystem,
        {
            "Name": lambda now: now.machine.system_name(),
            "Caption": lambda now: now.machine.system_caption(),
            "Version": lambda now: numeric_release(now.kernel_release),
            "BuildNumber": lambda now: build_number(now.kernel_release),
            "OSArchitecture": lambda now: architecture_bits(now.machine.architecture),
            "OSType": lambda _: LINUX,
            "OperatingSystemSKU": lambda _: UNDEFINED_SKU,
            "ProductType": lambda now: 1 if now.machine.is_workstation() else 3,
            "Manufacturer": lambda now: now.machine.system.release().get("VENDOR_NAME"),
            "SerialNumber": lambda now: now.machine.system.machine_id(),
            "InstallDate": lambda now: _moment(now.machine.system.installed_at_s()),
            "LastBootUpTime": lambda now: _moment(now.machine.kernel.boot_time_s()),
            "LocalDateTime": lambda _: CimDatetime.from_datetime(clock.now()),
            "CurrentTimeZone": lambda _: clock.offset_minutes(clock.now()),
            "Locale": lambda now: _locale(now.language),
            "OSLanguage": lambda now: now.language.identifier,
            "MUILanguages": lambda now: [now.language.tag],
            "CountryCode": lambda now: _COUNTRY_CODES.get(now.language.name[-2:]),
            "CodeSet": lambda now: now.language.code_page,
            "TotalVisibleMemorySize": lambda now: now.memory.total_kb,
            "FreePhysicalMemory": lambda now: now.memory.available_kb,
            "TotalVirtualMemorySize": lambda now: _total(now.memory.total_kb, now.memory.swap_total_kb),
            "FreeVirtualMemory": lambda now: _total(now.memory.available_kb, now.memory.swap_free_kb),
            "SizeStoredInPagingFiles": lambda now: now.memory.swap_total_kb,
            "FreeSpaceInPagingFiles": lambda now: now.memory.swap_free_kb,
            "TotalSwapSpaceSize": lambda now: now.memory.swap_total_kb,
            "NumberOfProcesses": lambda now: sum(1 for _ in now.machine.processes.pids()),
            "NumberOfUsers": lambda _: len({person.user for person in people()}),
            "MaxNumberOfProcesses": lambda now: read_integer(now.machine.root / "proc/sys/kernel/pid_max"),
            "MaxProcessMemorySize": lambda now: ADDRESS_SPACE_KB.get(now.machine.architecture),
            "SystemDrive": lambda _: "/",
            "SystemDevice": lambda now: now.root_device,
            "BootDevice": lambda now: now.machine.mounts.source_of("/boot") or now.root_device,
            "Distributed": lambda _: False,
            "Primary": lambda _: True,
            "Status": lambda _: "OK",
            "ServicePackMajorVersion": lambda _: 0,
            "ServicePackMinorVersion": lambda _: 0,
            "CSName": lambda now: now.machine.computer_name(),
            "CreationClassName": lambda _: "Win32_OperatingSystem",
            "CSCreationClassName": lambda _: "Win32_ComputerSystem",
        },
    )


def build_number(release: str | None) -> str | None:
    """Return the third number of a kernel release, which is what a build number is in "10.0.19045"."""
    numbers = (numeric_release(release) or "").split(".")
    return numbers[2] if len(numbers) > 2 else None


def architecture_bits(architecture: str) -> str:
    """Return the size of the addresses of an architecture."""
    return "64-bit" if "64" in architecture or architecture == "s390x" else "32-bit"


def _moment(seconds: float | None) -> CimDatetime | None:
    return None if seconds is None else CimDatetime.from_timestamp(seconds)


def _total(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first + second


def _locale(language: Language) -> str | None:
    return None if language.identifier is None else f"{language.identifier:04x}"


class OperatingSystems(InstanceProvider[Win32_OperatingSystem]):
    """The one running system."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the system of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_OperatingSystem]:
        """Yield the system."""
        yield readings().maker(request)(Snapshot(self._machine))
