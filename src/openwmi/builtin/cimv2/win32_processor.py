# SPDX-License-Identifier: Apache-2.0
"""Win32_Processor: the processor packages.

Spec: cimwin32-subset.md §4.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from types import MappingProxyType

from openwmi.builtin.cimv2.cim_processor import CIM_Processor
from openwmi.builtin.linux.cpuinfo import Socket
from openwmi.builtin.linux.cpuload import Interval, LoadMeter
from openwmi.builtin.linux.kerneltext import decimal
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.readings import Readings
from openwmi.provider import InstanceProvider, Request, key, prop, uint16, uint32

ARCHITECTURES = {0: "x86", 1: "MIPS", 2: "Alpha", 3: "PowerPC", 5: "ARM", 6: "ia64", 9: "x64", 12: "ARM64"}
ARCHITECTURE_CODES = MappingProxyType(
    {"x86_64": 9, "i686": 0, "i386": 0, "aarch64": 12, "armv7l": 5, "armv6l": 5, "ppc64le": 3, "ppc64": 3}
)
PROCESSOR_TYPES = {1: "Other", 2: "Unknown", 3: "Central Processor", 4: "Math Processor", 5: "DSP Processor"}
CPU_STATUSES = {0: "Unknown", 1: "CPU Enabled", 2: "CPU Disabled by User via BIOS Setup", 4: "CPU Is Idle"}
_X86_MARKS = MappingProxyType({"virtualization": {"vmx", "svm"}, "second level": {"ept", "npt"}})


class Win32_Processor(CIM_Processor):
    """A processor package of this machine, whatever the number of its cores."""

    DeviceID: str = key(description="CPU and its position among the packages.")
    Architecture: uint16 | None = prop(description="The instruction set.", values=ARCHITECTURES)
    AssetTag: str | None = prop(description="The mark of its owner.")
    Characteristics: uint32 | None = prop(description="What it can do, as SMBIOS numbers it.")
    CpuStatus: uint16 | None = prop(description="Whether it is in use.", values=CPU_STATUSES)
    CurrentVoltage: uint16 | None = prop(description="Its voltage.")
    ExtClock: uint32 | None = prop(units="megahertz", description="The clock of its bus.")
    L2CacheSize: uint32 | None = prop(units="kilobytes", description="Its second level cache.")
    L2CacheSpeed: uint32 | None = prop(units="megahertz", description="How fast that is.")
    L3CacheSize: uint32 | None = prop(units="kilobytes", description="Its third level cache.")
    L3CacheSpeed: uint32 | None = prop(units="megahertz", description="How fast that is.")
    Level: uint16 | None = prop(description="The family number its maker gave it.")
    Manufacturer: str | None = prop(description="Its maker, as it names itself.")
    NumberOfCores: uint32 | None = prop(description="How many cores it has.")
    NumberOfEnabledCore: uint32 | None = prop(description="How many of them are in use.")
    NumberOfLogicalProcessors: uint32 | None = prop(description="How many processors the system schedules on it.")
    PartNumber: str | None = prop(description="What its maker orders it by.")
    ProcessorId: str | None = prop(description="What it says of its features.")
    ProcessorType: uint16 | None = prop(description="What it is for.", values=PROCESSOR_TYPES)
    Revision: uint16 | None = prop(description="Model number and stepping, one octet each.")
    SecondLevelAddressTranslationExtensions: bool | None = prop(
        description="Whether it translates the addresses of guests."
    )
    SerialNumber: str | None = prop(description="Its serial number.")
    SocketDesignation: str | None = prop(description="The socket it sits in.")
    ThreadCount: uint32 | None = prop(description="How many threads run on it at once.")
    Version: str | None = prop(description="Its version.")
    VirtualizationFirmwareEnabled: bool | None = prop(description="Whether the firmware allows virtualization.")
    VMMonitorModeExtensions: bool | None = prop(description="Whether it supports virtualization.")
    VoltageCaps: uint32 | None = prop(description="The voltages it can take.")


def device_id(index: int) -> str:
    """Return the DeviceID of the package at a position."""
    return f"CPU{index}"


class SocketView:
    """What is known of one processor package.

    Attributes:
        machine: The machine it is in.
        index: Its position among the packages.
        socket: Its processors and what they say of themselves.
    """

    def __init__(self, machine: Machine, index: int, socket: Socket, load: LoadSource) -> None:
        """Look at a package.

        Args:
            machine: The machine it is in.
            index: Its position among the packages.
            socket: Its processors and what they say of themselves.
            load: Gives how busy the processors are.
        """
        self.machine = machine
        self.index = index
        self.socket = socket
        self._load = load

    @property
    def device_id(self) -> str:
        """CPU and its position."""
        return device_id(self.index)

    @property
    def name(self) -> str:
        """Its brand; the architecture for those that do not say."""
        return self.socket.info.get("model name") or self.machine.architecture

    def number(self, name: str) -> int | None:
        """Return a number it says of itself.

        Args:
            name: Line of /proc/cpuinfo, such as "cpu family".

        Returns:
            The number; None when it does not say.
        """
        return decimal(self.socket.info.get(name))

    @property
    def description(self) -> str:
        """Architecture, family, model and stepping, as far as it says them."""
        names = {"Family": "cpu family", "Model": "model", "Stepping": "stepping"}
        known = {title: self.number(line) for title, line in names.items()}
        words = [f"{title} {number}" for title, number in known.items() if number is not None]
        return " ".join([self.machine.architecture, *words])

    @property
    def revision(self) -> int | None:
        """Model number and stepping, one octet each."""
        model, stepping = self.number("model"), self.number("stepping")
        return None if model is None or stepping is None else (model & 0xFF) << 8 | stepping & 0xFF

    @property
    def clock_mhz(self) -> int | None:
        """The clock now, or as measured at boot."""
        told = self.socket.info.get("cpu MHz", "").partition(".")[0]
        return self.machine.processors.current_clock_mhz(self.socket.cpus[0]) or decimal(told)

    @property
    def maximum_clock_mhz(self) -> int | None:
        """The highest clock; without frequency scaling there is only the one it has."""
        return self.machine.processors.maximum_clock_mhz(self.socket.cpus[0]) or self.clock_mhz

    @property
    def load_percent(self) -> int | None:
        """How busy it was lately."""
        return self._load.interval.load_percent(self.socket.cpus)

    def has_mark(self, kind: str) -> bool | None:
        """Return whether it says that it can do something.

        Args:
            kind: Key of the table of marks.

        Returns:
            The answer; None for processors that do not list what they can.
        """
        flags = self.socket.info.get("flags")
        return None if flags is None else not _X86_MARKS[kind].isdisjoint(flags.split())


class LoadSource:
    """The load of the processors, measured when somebody asks, once per call."""

    def __init__(self, meter: LoadMeter, request: Request) -> None:
        """Stand ready to measure.

        Args:
            meter: Measures.
            request: The call; cancelling it ends the wait of a first measurement.
        """
        self._meter = meter
        self._request = request

    @cached_property
    def interval(self) -> Interval:
        """The latest interval."""
        return self._meter.interval(self._request.call.wait_cancelled)


def _bits(view: SocketView) -> int:
    return 64 if "64" in view.machine.architecture or view.machine.architecture == "s390x" else 32


READINGS: Readings[SocketView, Win32_Processor] = Readings(
    Win32_Processor,
    {
        "DeviceID": lambda view: view.device_id,
        "Name": lambda view: view.name,
        "Caption": lambda view: view.description,
        "Description": lambda view: view.description,
        "Manufacturer": lambda view: view.socket.info.get("vendor_id"),
        "NumberOfCores": lambda view: view.socket.core_count,
        "NumberOfEnabledCore": lambda view: view.socket.core_count,
        "NumberOfLogicalProcessors": lambda view: len(view.socket.cpus),
        "ThreadCount": lambda view: len(view.socket.cpus),
        "MaxClockSpeed": lambda view: view.maximum_clock_mhz,
        "CurrentClockSpeed": lambda view: view.clock_mhz,
        "LoadPercentage": lambda view: view.load_percent,
        "L2CacheSize": lambda view: view.machine.processors.cache_kb(view.socket.cpus, 2),
        "L3CacheSize": lambda view: view.machine.processors.cache_kb(view.socket.cpus, 3),
        "AddressWidth": _bits,
        "DataWidth": _bits,
        "Architecture": lambda view: ARCHITECTURE_CODES.get(view.machine.architecture),
        "Level": lambda view: view.number("cpu family"),
        "Revision": lambda view: view.revision,
        "Stepping": lambda view: view.socket.info.get("stepping"),
        "SocketDesignation": lambda view: f"CPU {view.socket.package}",
        "VMMonitorModeExtensions": lambda view: view.has_mark("virtualization"),
        "SecondLevelAddressTranslationExtensions": lambda view: view.has_mark("second level"),
        "ProcessorType": lambda _: 3,
        "CpuStatus": lambda _: 1,
        "Availability": lambda _: 3,
        "StatusInfo": lambda _: 3,
        "Status": lambda _: "OK",
        "Role": lambda _: "CPU",
        "SystemName": lambda view: view.machine.computer_name(),
        "CreationClassName": lambda _: "Win32_Processor",
        "SystemCreationClassName": lambda _: "Win32_ComputerSystem",
    },
)
"""How it is read. Voltages, bus clock, Family, part and serial numbers are in SMBIOS structures for root only: NULL."""


class ProcessorPackages(InstanceProvider[Win32_Processor]):
    """The processor packages."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the processors of a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine
        self._meter = LoadMeter(machine.kernel.cpu_ticks)

    def enumerate(self, request: Request) -> Iterator[Win32_Processor]:
        """Yield the packages."""
        make = READINGS.maker(request)
        load = LoadSource(self._meter, request)
        for index, socket in enumerate(self._machine.processors.sockets()):
            yield make(SocketView(self._machine, index, socket, load))
