# SPDX-License-Identifier: Apache-2.0
"""Win32_Process: the processes of the machine, and starting and ending them.

Spec: cimwin32-subset.md §2.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from openwmi.builtin.callers import may_act_as
from openwmi.builtin.cimv2.cim_process import CIM_Process
from openwmi.builtin.cimv2.win32_processstartup import Win32_ProcessStartup
from openwmi.builtin.linux import launch
from openwmi.builtin.linux.accounts import user_name, user_sid
from openwmi.builtin.linux.kerneltext import decimal
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.linux.osrelease import numeric_release
from openwmi.builtin.linux.processes import ProcessView
from openwmi.builtin.readings import Readings, restricted_to
from openwmi.errors import AccessDeniedError, NotFoundError
from openwmi.provider import CimDatetime, InstanceProvider, Request, method, prop, sint32, uint32, uint64

SUCCESS, ACCESS_DENIED, INSUFFICIENT_PRIVILEGE, UNKNOWN_FAILURE, PATH_NOT_FOUND, INVALID_PARAMETER = 0, 2, 3, 8, 9, 21
RETURN_VALUES = {
    SUCCESS: "Successful Completion",
    ACCESS_DENIED: "Access Denied",
    INSUFFICIENT_PRIVILEGE: "Insufficient Privilege",
    UNKNOWN_FAILURE: "Unknown Failure",
    PATH_NOT_FOUND: "Path Not Found",
    INVALID_PARAMETER: "Invalid Parameter",
}
NICE_BY_PRIORITY_CLASS = MappingProxyType({64: 19, 16384: 10, 32: 0, 32768: -5, 128: -10, 256: -20})
"""Windows priority class -> the niceness that stands for it."""

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_PAGE_OCTETS = os.sysconf("SC_PAGE_SIZE")
_100NS_PER_TICK = 10_000_000 // _TICKS_PER_S
_UINT32 = 0xFFFF_FFFF


class Win32_Process(CIM_Process):
    """A process of this machine; kernel threads are among them."""

    CommandLine: str | None = prop(
        description="The command that started it, quoted as for a shell; NULL when it may not be read or there is none."
    )
    ExecutablePath: str | None = prop(description="The program file it runs.")
    HandleCount: uint32 | None = prop(description="How many files it has open.")
    MaximumWorkingSetSize: uint32 | None = prop(units="kilobytes", description="The most memory it may occupy.")
    MinimumWorkingSetSize: uint32 | None = prop(units="kilobytes", description="The least memory it is left.")
    OtherOperationCount: uint64 | None = prop(
        description="Input and output operations that are neither read nor write."
    )
    OtherTransferCount: uint64 | None = prop(units="bytes", description="What those operations transferred.")
    PageFaults: uint32 | None = prop(
        description="Page faults since it started, minor and major; counts modulo 2 to the 32."
    )
    PageFileUsage: uint32 | None = prop(units="kilobytes", description="How much of it is swapped out.")
    ParentProcessId: uint32 | None = prop(
        description="The process that started it, or that inherited it from one that ended."
    )
    PeakPageFileUsage: uint32 | None = prop(units="kilobytes", description="The most of it that was swapped out.")
    PeakVirtualSize: uint64 | None = prop(units="bytes", description="The largest address space it had.")
    PeakWorkingSetSize: uint32 | None = prop(units="kilobytes", description="The most memory it occupied.")
    PrivatePageCount: uint64 | None = prop(units="bytes", description="Memory it shares with no other process.")
    ProcessId: uint32 | None = prop(description="Its number, which another process may get after it.")
    QuotaNonPagedPoolUsage: uint32 | None = prop(
        units="kilobytes", description="Kernel memory held for it that cannot be swapped."
    )
    QuotaPagedPoolUsage: uint32 | None = prop(
        units="kilobytes", description="Kernel memory held for it that can be swapped."
    )
    QuotaPeakNonPagedPoolUsage: uint32 | None = prop(units="kilobytes", description="The most of the former.")
    QuotaPeakPagedPoolUsage: uint32 | None = prop(units="kilobytes", description="The most of the latter.")
    ReadOperationCount: uint64 | None = prop(description="How often it read, from files, pipes and sockets.")
    ReadTransferCount: uint64 | None = prop(units="bytes", description="How much it read.")
    SessionId: uint32 | None = prop(description="The log-in session it belongs to; 0 for none.")
    ThreadCount: uint32 | None = prop(description="How many threads it has.")
    VirtualSize: uint64 | None = prop(units="bytes", description="Its address space.")
    WindowsVersion: str | None = prop(description="The version of the operating system.")
    WriteOperationCount: uint64 | None = prop(description="How often it wrote.")
    WriteTransferCount: uint64 | None = prop(units="bytes", description="How much it wrote.")


class CreateResult(NamedTuple):
    """What Create answers."""

    ReturnValue: uint32
    ProcessId: uint32 | None = None


class OwnerResult(NamedTuple):
    """What GetOwner answers."""

    ReturnValue: uint32
    User: str | None = None
    Domain: str | None = None


class OwnerSidResult(NamedTuple):
    """What GetOwnerSid answers."""

    ReturnValue: uint32
    Sid: str | None = None


def priority_of(nice: int, *, realtime: bool) -> int:
    """Return the base priority that stands for a niceness.

    Args:
        nice: -20 to 19.
        realtime: Whether a real-time policy schedules the process.

    Returns:
        4, 6, 8, 10, 13 or 24, as the priority classes of Windows have them.
    """
    bounds = ((-20, 24), (-10, 13), (-1, 10), (0, 8), (14, 6))
    return 24 if realtime else next((priority for bound, priority in bounds if nice <= bound), 4)


class Surroundings:
    """What all processes of a machine have in common, each fact read at first use."""

    def __init__(self, machine: Machine) -> None:
        """Look at a machine.

        Args:
            machine: Where the processes run.
        """
        self._machine = machine

    @cached_property
    def boot_time_s(self) -> int | None:
        """When the machine started, in seconds since 1970 UTC."""
        return self._machine.kernel.boot_time_s()

    @cached_property
    def computer(self) -> str:
        """The Name of its Win32_ComputerSystem."""
        return self._machine.computer_name()

    @cached_property
    def system(self) -> str:
        """The Name of its Win32_OperatingSystem."""
        return self._machine.system_name()

    @cached_property
    def version(self) -> str | None:
        """The Version of its Win32_OperatingSystem."""
        return numeric_release(self._machine.kernel.kernel_release())


def readings(around: Surroundings) -> Readings[ProcessView, Win32_Process]:
    """Return how a Win32_Process is read.

    Args:
        around: The machine it runs on.

    Returns:
        The readings. Left NULL because the kernel does not count it: Other…,
        Quota…, …WorkingSetSize limits, PeakPageFileUsage, ExecutionState.
    """
    return Readings(
        Win32_Process,
        {
            "Handle": lambda view: str(view.pid),
            "ProcessId": lambda view: view.pid,
            "Name": lambda view: view.name,
            "Caption": lambda view: view.name,
            "Description": lambda view: view.name,
            "ParentProcessId": lambda view: view.stat.parent_pid,
            "ExecutablePath": lambda view: view.executable,
            "CommandLine": lambda view: shlex.join(view.arguments) if view.arguments else None,
            "CreationDate": lambda view: _creation_date(view, around.boot_time_s),
            "KernelModeTime": lambda view: view.stat.kernel_ticks * _100NS_PER_TICK,
            "UserModeTime": lambda view: view.stat.user_ticks * _100NS_PER_TICK,
            "WorkingSetSize": lambda view: view.stat.resident_pages * _PAGE_OCTETS,
            "VirtualSize": lambda view: view.stat.virtual_octets,
            "PrivatePageCount": lambda view: view.private_octets,
            "PageFileUsage": lambda view: view.status_number("VmSwap"),
            "PeakWorkingSetSize": lambda view: view.status_number("VmHWM"),
            "PeakVirtualSize": lambda view: _octets(view.status_number("VmPeak")),
            "ThreadCount": lambda view: view.stat.thread_count,
            "HandleCount": lambda view: view.handle_count,
            "PageFaults": lambda view: view.stat.page_faults & _UINT32,
            "Priority": lambda view: priority_of(view.stat.nice, realtime=view.stat.realtime),
            "SessionId": lambda view: view.session_id,
            "ReadOperationCount": lambda view: view.io_number("syscr"),
            "ReadTransferCount": lambda view: view.io_number("rchar"),
            "WriteOperationCount": lambda view: view.io_number("syscw"),
            "WriteTransferCount": lambda view: view.io_number("wchar"),
            "CSName": lambda _: around.computer,
            "OSName": lambda _: around.system,
            "WindowsVersion": lambda _: around.version,
            "CreationClassName": lambda _: "Win32_Process",
            "CSCreationClassName": lambda _: "Win32_ComputerSystem",
            "OSCreationClassName": lambda _: "Win32_OperatingSystem",
        },
    )


def _creation_date(view: ProcessView, boot_time_s: int | None) -> CimDatetime | None:
    if boot_time_s is None:
        return None
    return CimDatetime.from_timestamp(boot_time_s + view.stat.start_ticks / _TICKS_PER_S)


def _octets(kilobytes: int | None) -> int | None:
    return None if kilobytes is None else kilobytes * 1024


class Processes(InstanceProvider[Win32_Process]):
    """The processes below /proc."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the processes of a machine.

        Args:
            machine: Where they run.
        """
        self._machine = machine

    def get(self, key: Win32_Process, request: Request) -> Win32_Process | None:
        """Return the process with this handle."""
        view = self._view(key.Handle)
        return None if view is None else readings(Surroundings(self._machine)).maker(request)(view)

    def enumerate(self, request: Request) -> Iterator[Win32_Process]:
        """Yield the processes; only those with the wanted handles or numbers are looked at."""
        make = readings(Surroundings(self._machine)).maker(request)
        for view in self._wanted(request):
            request.check()
            yield make(view)

    def delete(self, key: Win32_Process, request: Request) -> None:
        """End the process at once.

        Raises:
            NotFoundError: There is no such process.
            AccessDeniedError: The caller or the server may not end it.
        """
        view = self._found(key)
        if not may_act_as(request, view.user_id):
            raise AccessDeniedError(f"process {key.Handle} may not be ended by {request.caller.name}")
        try:
            launch.kill(view)
        except ProcessLookupError as error:
            raise NotFoundError(f"there is no process {key.Handle}") from error
        except PermissionError as error:
            raise AccessDeniedError(f"process {key.Handle} may not be ended by this server") from error

    @method(static=True, values=RETURN_VALUES)
    def Create(
        self,
        request: Request,
        CommandLine: str | None = None,
        CurrentDirectory: str | None = None,
        ProcessStartupInformation: Win32_ProcessStartup | None = None,
    ) -> CreateResult:
        """Start a program as the account of the server; no shell sees the command line."""
        if not may_act_as(request, os.geteuid()):
            return CreateResult(ACCESS_DENIED)
        try:
            command = _command(CommandLine, CurrentDirectory, ProcessStartupInformation)
        except ValueError:
            return CreateResult(INVALID_PARAMETER)
        started: list[int] = []
        code = _answer(lambda: started.append(launch.start(command)))
        return CreateResult(code, *started)

    @method(values=RETURN_VALUES)
    def Terminate(self, key: Win32_Process, request: Request, Reason: uint32 | None = None) -> uint32:
        """End the process at once; Reason has no effect here.

        Choice: the kernel's kill, which no process can refuse, because Windows
        ends processes the same way.
        """
        view = self._found(key)
        return _answer(lambda: launch.kill(view)) if may_act_as(request, view.user_id) else ACCESS_DENIED

    @method(values=RETURN_VALUES)
    def GetOwner(self, key: Win32_Process) -> OwnerResult:
        """Tell the account the process runs as."""
        user_id = self._found(key).user_id
        if user_id is None:
            return OwnerResult(ACCESS_DENIED)
        name = user_name(user_id)
        return OwnerResult(SUCCESS, name if name is not None else f"uid:{user_id}", self._machine.computer_name())

    @method(values=RETURN_VALUES)
    def GetOwnerSid(self, key: Win32_Process) -> OwnerSidResult:
        """Tell the security identifier of that account."""
        user_id = self._found(key).user_id
        return OwnerSidResult(ACCESS_DENIED) if user_id is None else OwnerSidResult(SUCCESS, user_sid(user_id))

    @method(values=RETURN_VALUES)
    def SetPriority(self, key: Win32_Process, request: Request, Priority: sint32 | None = None) -> uint32:
        """Change the scheduling priority; Priority is a priority class of Win32_ProcessStartup."""
        nice = NICE_BY_PRIORITY_CLASS.get(Priority) if Priority is not None else None
        if nice is None:
            return INVALID_PARAMETER
        view = self._found(key)
        return _answer(lambda: launch.set_nice(view, nice)) if may_act_as(request, view.user_id) else ACCESS_DENIED

    def _wanted(self, request: Request) -> Iterator[ProcessView]:
        handles = restricted_to(request, "Handle")
        numbers = request.values_for("ProcessId")
        if handles is None and numbers is not None:
            handles = frozenset(str(number) for number in numbers)
        if handles is None:
            yield from self._machine.processes.views()
            return
        for handle in sorted(handles):
            view = self._view(handle)
            if view is not None:
                yield view

    def _view(self, handle: str) -> ProcessView | None:
        pid = decimal(handle)
        # "01" would find process 1, whose handle is another text.
        return self._machine.processes.view(pid) if pid is not None and str(pid) == handle else None

    def _found(self, key: Win32_Process) -> ProcessView:
        view = self._view(key.Handle)
        if view is None:
            raise NotFoundError(f"there is no process {key.Handle}")
        return view


def _command(text: str | None, folder: str | None, startup: Win32_ProcessStartup | None) -> launch.Command:
    """Return the command that Create was given.

    Raises:
        ValueError: The command line is empty or cannot be split, the priority
            class is none, or a variable has no name.
    """
    arguments = launch.split_command(text or "")
    if startup is None:
        return launch.Command(arguments, folder or None)
    priority = startup.PriorityClass
    if priority is not None and priority not in NICE_BY_PRIORITY_CLASS:
        raise ValueError(f"{priority} is no priority class")
    return launch.Command(
        arguments,
        folder or None,
        launch.parse_variables(startup.EnvironmentVariables),
        None if priority is None else NICE_BY_PRIORITY_CLASS[priority],
    )


def _answer(action: Callable[[], None]) -> int:
    """Return the method's return value for an action on a process."""
    try:
        action()
    except PermissionError:
        return ACCESS_DENIED
    except (FileNotFoundError, NotADirectoryError):
        return PATH_NOT_FOUND
    except ValueError:
        return INVALID_PARAMETER
    except OSError:
        return UNKNOWN_FAILURE
    return SUCCESS
