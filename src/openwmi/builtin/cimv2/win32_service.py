# SPDX-License-Identifier: Apache-2.0
"""Win32_Service: the services systemd manages.

Spec: cimwin32-subset.md §2.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import MappingProxyType

from openwmi.builtin.callers import may_act_as
from openwmi.builtin.cimv2.win32_baseservice import Win32_BaseService
from openwmi.builtin.linux.dbus import DBusError
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.linux.systemd import ServiceManager, Systemd, Unit, return_code
from openwmi.builtin.readings import Readings, restricted_to
from openwmi.errors import AccessDeniedError, NotFoundError, ProviderFailureError, TimedOutError
from openwmi.model.names import fold
from openwmi.provider import InstanceProvider, Request, method, prop, uint32

SUCCESS, ACCESS_DENIED, CANNOT_ACCEPT_CONTROL, NOT_ACTIVE = 0, 2, 5, 6
NOT_SUPPORTED, REQUEST_TIMEOUT, ALREADY_RUNNING, INVALID_PARAMETER = 1, 7, 10, 21
RETURN_VALUES = {
    SUCCESS: "Success",
    NOT_SUPPORTED: "Not Supported",
    ACCESS_DENIED: "Access Denied",
    3: "Dependent Services Running",
    4: "Invalid Service Control",
    CANNOT_ACCEPT_CONTROL: "Service Cannot Accept Control",
    NOT_ACTIVE: "Service Not Active",
    REQUEST_TIMEOUT: "Service Request Timeout",
    8: "Unknown Failure",
    9: "Path Not Found",
    ALREADY_RUNNING: "Service Already Running",
    14: "Service Disabled",
    INVALID_PARAMETER: "Invalid Parameter",
}
STATES = MappingProxyType(
    {
        "active": "Running",
        "reloading": "Running",
        "refreshing": "Running",
        "activating": "Start Pending",
        "deactivating": "Stop Pending",
        "inactive": "Stopped",
        "failed": "Stopped",
        "maintenance": "Stopped",
    }
)
"""ActiveState of a unit -> State of a service."""

START_MODES = MappingProxyType(
    {
        "enabled": "Auto",
        "enabled-runtime": "Auto",
        "linked": "Manual",
        "linked-runtime": "Manual",
        "disabled": "Manual",
        "indirect": "Manual",
        "static": "Manual",
        "generated": "Auto",
        "transient": "Manual",
        "masked": "Disabled",
        "masked-runtime": "Disabled",
    }
)
"""UnitFileState of a unit -> StartMode of a service."""

_RUNNING_STATES = frozenset({"active", "reloading", "refreshing"})


class Win32_Service(Win32_BaseService):
    """A service of systemd. Where systemd does not run there are none."""

    CheckPoint: uint32 | None = prop(description="Counts up during a long start or stop; 0 otherwise.")
    DelayedAutoStart: bool | None = prop(description="Whether it is started some time after the others.")
    ProcessId: uint32 | None = prop(description="Its main process; 0 when it has none.")
    WaitHint: uint32 | None = prop(units="milliseconds", description="How long a pending start or stop may take.")


def readings(machine: Machine) -> Readings[Unit, Win32_Service]:
    """Return how a Win32_Service is read.

    Args:
        machine: The machine whose name the services carry.

    Returns:
        The readings; InstallDate is left NULL.
    """
    computer = machine.computer_name()
    return Readings(
        Win32_Service,
        {
            "Name": lambda unit: unit.name,
            "DisplayName": lambda unit: unit.description,
            "Caption": lambda unit: unit.description,
            "Description": lambda unit: unit.description,
            "State": lambda unit: STATES.get(unit.summary.active_state, "Unknown"),
            "Started": _is_running,
            "Status": lambda unit: "Error" if unit.summary.active_state == "failed" else "OK",
            "StartMode": lambda unit: START_MODES.get(unit.summary.file_state),
            "ProcessId": lambda unit: unit.main_pid,
            "PathName": lambda unit: unit.command_line,
            "StartName": lambda unit: unit.user if unit.user not in {"", "root"} else "LocalSystem",
            "ExitCode": lambda unit: unit.exit_status,
            "AcceptStop": lambda unit: _is_running(unit) and unit.can_stop is not False,
            "AcceptPause": lambda _: False,
            "ServiceType": lambda _: "Own Process",
            "ErrorControl": lambda _: "Normal",
            "ServiceSpecificExitCode": lambda _: 0,
            "DelayedAutoStart": lambda _: False,
            "DesktopInteract": lambda _: False,
            "TagId": lambda _: 0,
            "CheckPoint": lambda _: 0,
            "WaitHint": lambda _: 0,
            "SystemName": lambda _: computer,
            "CreationClassName": lambda _: "Win32_Service",
            "SystemCreationClassName": lambda _: "Win32_ComputerSystem",
        },
    )


def _is_running(unit: Unit) -> bool:
    return unit.summary.active_state in _RUNNING_STATES


@contextmanager
def service_manager(systemd: Systemd, request: Request) -> Iterator[ServiceManager | None]:
    """Give the service manager for the length of a `with` block, its refusals as WBEM errors.

    Args:
        systemd: The way to it.
        request: The call, whose deadline holds.

    Yields:
        The manager; None where no systemd runs.

    Raises:
        AccessDeniedError: systemd does not let this server ask.
        ProviderFailureError: It refuses for another reason.
        TimedOutError: It does not answer in time.
    """
    try:
        with systemd.session(request.remaining_s) as manager:
            yield manager
    except DBusError as error:
        kind = AccessDeniedError if return_code(error) == ACCESS_DENIED else ProviderFailureError
        raise kind(f"systemd refuses: {error.text or error.name}") from error


class Services(InstanceProvider[Win32_Service]):
    """The services of systemd."""

    def __init__(self, machine: Machine = THIS_MACHINE, systemd: Systemd | None = None) -> None:
        """Serve the services of a machine.

        Args:
            machine: The machine.
            systemd: The way to its service manager.
        """
        self._machine = machine
        self._systemd = systemd or Systemd()

    def get(self, key: Win32_Service, request: Request) -> Win32_Service | None:
        """Return the service of this name."""
        with service_manager(self._systemd, request) as manager:
            unit = None if manager is None else find_unit(manager, key.Name)
            return None if unit is None else readings(self._machine).maker(request)(unit)

    def enumerate(self, request: Request) -> Iterator[Win32_Service]:
        """Yield the services; only those of the wanted names are looked at."""
        make = readings(self._machine).maker(request)
        with service_manager(self._systemd, request) as manager:
            for unit in () if manager is None else wanted_units(manager, restricted_to(request, "Name")):
                request.check()
                yield make(unit)

    @method(values=RETURN_VALUES)
    def StartService(self, key: Win32_Service, request: Request) -> uint32:
        """Start the service; answers when the start is under way."""
        return self._control(key, request, _start)

    @method(values=RETURN_VALUES)
    def StopService(self, key: Win32_Service, request: Request) -> uint32:
        """Stop the service; answers when the stop is under way."""
        return self._control(key, request, _stop)

    @method(values=RETURN_VALUES)
    def PauseService(self, key: Win32_Service, request: Request) -> uint32:
        """Pause the service, which no service here can."""
        return self._control(key, request, lambda _manager, _unit: CANNOT_ACCEPT_CONTROL)

    @method(values=RETURN_VALUES)
    def ResumeService(self, key: Win32_Service, request: Request) -> uint32:
        """Resume the service, which cannot have been paused."""
        return self._control(
            key, request, lambda _manager, unit: CANNOT_ACCEPT_CONTROL if _is_running(unit) else NOT_ACTIVE
        )

    @method(values=RETURN_VALUES)
    def InterrogateService(self, key: Win32_Service, request: Request) -> uint32:
        """Ask whether the service runs."""
        return self._control(key, request, lambda _manager, unit: SUCCESS if _is_running(unit) else NOT_ACTIVE)

    @method(values=RETURN_VALUES)
    def ChangeStartMode(self, key: Win32_Service, request: Request, StartMode: str | None = None) -> uint32:
        """Change when the service is started: Automatic, Manual or Disabled."""
        change = _START_MODE_CHANGES.get((StartMode or "").lower())
        return INVALID_PARAMETER if change is None else self._control(key, request, change)

    def _control(self, key: Win32_Service, request: Request, action: Callable[[ServiceManager, Unit], int]) -> int:
        """Return what an action on a service answers, refusals of systemd as return values.

        Raises:
            NotFoundError: There is no such service.
        """
        try:
            with self._systemd.session(request.remaining_s) as manager:
                unit = None if manager is None else find_unit(manager, key.Name)
                if manager is None or unit is None:
                    raise NotFoundError(f"there is no service {key.Name}")
                # systemd sees the account of this server, whoever asks it.
                return action(manager, unit) if may_act_as(request, os.geteuid()) else ACCESS_DENIED
        except DBusError as error:
            return return_code(error)
        except TimedOutError:
            return REQUEST_TIMEOUT


def wanted_units(manager: ServiceManager, names: frozenset[str] | None) -> Iterator[Unit]:
    """Yield services.

    Args:
        manager: The service manager.
        names: Their folded names; None for all.

    Yields:
        Those that are installed. Listing them is two calls whatever their number;
        details are asked of those yielded only.
    """
    for unit in manager.units():
        if names is None or fold(unit.name) in names:
            yield unit


def find_unit(manager: ServiceManager, name: str) -> Unit | None:
    """Return one service.

    Args:
        manager: The service manager.
        name: Its name in any case; one spelled the same is preferred.

    Returns:
        The service; None when it is not installed.
    """
    return manager.unit(name) or next(wanted_units(manager, frozenset({fold(name)})), None)


def _start(manager: ServiceManager, unit: Unit) -> int:
    if _is_running(unit):
        return ALREADY_RUNNING
    manager.start(unit.name)
    return SUCCESS


def _stop(manager: ServiceManager, unit: Unit) -> int:
    if STATES.get(unit.summary.active_state) == "Stopped":
        return NOT_ACTIVE
    if unit.can_stop is False:
        return CANNOT_ACCEPT_CONTROL
    manager.stop(unit.name)
    return SUCCESS


def _enable(manager: ServiceManager, unit: Unit) -> int:
    return SUCCESS if manager.enable(unit.name) else NOT_SUPPORTED


def _disable(manager: ServiceManager, unit: Unit) -> int:
    manager.disable(unit.name)
    return SUCCESS


def _mask(manager: ServiceManager, unit: Unit) -> int:
    manager.mask(unit.name)
    return SUCCESS


_START_MODE_CHANGES: MappingProxyType[str, Callable[[ServiceManager, Unit], int]] = MappingProxyType(
    {"automatic": _enable, "manual": _disable, "disabled": _mask}
)
