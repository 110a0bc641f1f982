# SPDX-License-Identifier: Apache-2.0
"""Services: a typed view of org.freedesktop.systemd1.

Spec: org.freedesktop.systemd1(5).
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from jeepney import DBusAddress

from openwmi.builtin.linux.dbus import SYSTEM_BUS, BusConnection, BusUnavailableError, DBusError

_BUS_NAME = "org.freedesktop.systemd1"
_MANAGER = DBusAddress("/org/freedesktop/systemd1", _BUS_NAME, "org.freedesktop.systemd1.Manager")
_UNIT = "org.freedesktop.systemd1.Unit"
_SERVICE = "org.freedesktop.systemd1.Service"
_PROPERTIES = "org.freedesktop.DBus.Properties"
SUFFIX = ".service"
_ALIAS_STATES = frozenset({"alias", "generated-alias"})


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """What a listing says of one service.

    Attributes:
        name: Unit name without ".service".
        description: What its author calls it; empty when its unit is not loaded.
        load_state: "loaded", "masked", "not-found", "error", …; "stub" when it is
            installed but not loaded.
        active_state: "active", "reloading", "inactive", "failed", "activating", "deactivating".
        file_state: "enabled", "disabled", "static", "masked", …; empty when unknown.
    """

    name: str
    description: str
    load_state: str
    active_state: str
    file_state: str


class Unit:
    """One service; its properties are fetched at first use, at most once.

    Attributes:
        summary: What the listing says of it.
    """

    def __init__(self, summary: UnitSummary, properties: Callable[[str, str], dict[str, object]]) -> None:
        """Make the view of a service.

        Args:
            summary: What the listing says of it.
            properties: Fetches the properties of a unit and an interface.
        """
        self.summary = summary
        self._properties = properties

    @property
    def name(self) -> str:
        """Unit name without ".service"."""
        return self.summary.name

    @cached_property
    def description(self) -> str:
        """What its author calls it, else its name."""
        return self.summary.description or self._text(self._unit, "Description") or self.name

    @cached_property
    def main_pid(self) -> int | None:
        """The main process; 0 when the service is stopped."""
        return _integer(self._service.get("MainPID"))

    @cached_property
    def exit_status(self) -> int | None:
        """How the main process ended last."""
        return _integer(self._service.get("ExecMainStatus"))

    @cached_property
    def user(self) -> str:
        """The account it runs as; empty for root."""
        return self._text(self._service, "User") or ""

    @cached_property
    def command_line(self) -> str | None:
        """The command that starts it, quoted as for a shell."""
        commands = self._service.get("ExecStart")
        if not isinstance(commands, list) or not commands:
            return None
        return shlex.join(str(word) for word in commands[0][1]) or None

    @cached_property
    def can_stop(self) -> bool | None:
        """Whether an administrator may stop it."""
        answer = self._unit.get("CanStop")
        return answer if isinstance(answer, bool) else None

    def related(self, *names: str) -> Iterator[str]:
        """Yield the services other unit properties name.

        Args:
            names: Properties that list units, such as "Requires" and "Wants".

        Yields:
            Their names without ".service", each once; units of other kinds are left out.
        """
        seen: set[str] = set()
        for name in names:
            units = self._unit.get(name)
            for unit in units if isinstance(units, list) else []:
                if isinstance(unit, str) and unit.endswith(SUFFIX) and unit not in seen:
                    seen.add(unit)
                    yield unit.removesuffix(SUFFIX)

    @cached_property
    def _unit(self) -> dict[str, object]:
        return self._table(_UNIT)

    @cached_property
    def _service(self) -> dict[str, object]:
        return self._table(_SERVICE)

    def _table(self, interface: str) -> dict[str, object]:
        """Return the properties of an interface; none for a unit that systemd cannot load."""
        try:
            return self._properties(self.name, interface)
        except DBusError:
            return {}

    @staticmethod
    def _text(table: dict[str, object], name: str) -> str | None:
        value = table.get(name)
        return value if isinstance(value, str) else None


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


class ServiceManager:
    """The service manager over one connection."""

    def __init__(self, bus: BusConnection) -> None:
        """Speak over a connection.

        Args:
            bus: The connection, which stays its owner's.
        """
        self._bus = bus

    def units(self) -> list[Unit]:
        """Return the installed services by name, loaded or not.

        Raises:
            DBusError: systemd refuses the question.
            TimedOutError: It does not answer in time.
        """
        (files,) = self._call("ListUnitFilesByPatterns", "asas", [], ["*" + SUFFIX])
        (loaded,) = self._call("ListUnitsByPatterns", "asas", [], ["*" + SUFFIX])
        file_states = dict(_file_states(files))
        summaries = {name: UnitSummary(name, "", "stub", "inactive", state) for name, state in file_states.items()}
        for name, description, load_state, active_state in _loaded_units(loaded):
            if load_state != "not-found":
                summaries[name] = UnitSummary(name, description, load_state, active_state, file_states.get(name, ""))
        return [self._view(summary) for _, summary in sorted(summaries.items())]

    def unit(self, name: str) -> Unit | None:
        """Return one service.

        Args:
            name: Its name without ".service".

        Returns:
            The service; None when it is not installed, or the name is another
            name (alias) of a service, or of a template.

        Raises:
            DBusError: systemd refuses the question.
            TimedOutError: It does not answer in time.
        """
        try:
            properties = self._unit_properties(name, _UNIT)
        except DBusError as error:
            if error.name.rpartition(".")[2] in {"NoSuchUnit", "InvalidArgs", "InvalidName", "BadUnitSetting"}:
                return None
            raise
        text = {key: value for key, value in properties.items() if isinstance(value, str)}
        if text.get("Id") != name + SUFFIX or text.get("LoadState") == "not-found":
            return None
        return self._view(
            UnitSummary(
                name,
                text.get("Description", ""),
                text.get("LoadState", ""),
                text.get("ActiveState", ""),
                text.get("UnitFileState", ""),
            )
        )

    def start(self, name: str) -> None:
        """Ask for a service to be started; answers when the job is queued.

        Args:
            name: Its name without ".service".

        Raises:
            DBusError: systemd refuses.
            TimedOutError: It does not answer in time.
        """
        self._call("StartUnit", "ss", name + SUFFIX, "replace")

    def stop(self, name: str) -> None:
        """Ask for a service to be stopped; answers when the job is queued.

        Args:
            name: Its name without ".service".

        Raises:
            DBusError: systemd refuses.
            TimedOutError: It does not answer in time.
        """
        self._call("StopUnit", "ss", name + SUFFIX, "replace")

    def enable(self, name: str) -> bool:
        """Have a service started at boot.

        Args:
            name: Its name without ".service".

        Returns:
            Whether the unit says when to start it; without that nothing changes.

        Raises:
            DBusError: systemd refuses.
            TimedOutError: It does not answer in time.
        """
        self._call("UnmaskUnitFiles", "asb", [name + SUFFIX], False)
        carries_install_info, *_ = self._call("EnableUnitFiles", "asbb", [name + SUFFIX], False, False)
        self._call("Reload")
        return bool(carries_install_info)

    def disable(self, name: str) -> None:
        """Have a service started on demand only.

        Args:
            name: Its name without ".service".

        Raises:
            DBusError: systemd refuses.
            TimedOutError: It does not answer in time.
        """
        self._call("UnmaskUnitFiles", "asb", [name + SUFFIX], False)
        self._call("DisableUnitFiles", "asb", [name + SUFFIX], False)
        self._call("Reload")

    def mask(self, name: str) -> None:
        """Forbid a service to be started by anyone.

        Args:
            name: Its name without ".service".

        Raises:
            DBusError: systemd refuses.
            TimedOutError: It does not answer in time.
        """
        self._call("MaskUnitFiles", "asbb", [name + SUFFIX], False, True)
        self._call("Reload")

    def _view(self, summary: UnitSummary) -> Unit:
        return Unit(summary, self._unit_properties)

    def _unit_properties(self, name: str, interface: str) -> dict[str, object]:
        """Return the properties of a unit; asking loads it if it is installed only."""
        (path,) = self._call("LoadUnit", "s", name + SUFFIX)
        target = DBusAddress(str(path), _BUS_NAME, _PROPERTIES)
        (table,) = self._bus.call(target, "GetAll", "s", interface)
        if not isinstance(table, dict):
            return {}
        return {str(key): value for key, (_signature, value) in table.items()}

    def _call(self, member: str, signature: str = "", *arguments: object) -> tuple[object, ...]:
        return self._bus.call(_MANAGER, member, signature, *arguments)


def _file_states(files: object) -> Iterator[tuple[str, str]]:
    """Yield name and state of each installed service; templates and aliases are none."""
    for path, state in files if isinstance(files, list) else []:
        name = str(path).rpartition("/")[2].removesuffix(SUFFIX)
        if not name.endswith("@") and state not in _ALIAS_STATES:
            yield name, str(state)


def _loaded_units(units: object) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, description, load state and active state of each loaded service."""
    for name, description, load_state, active_state, *_ in units if isinstance(units, list) else []:
        yield str(name).removesuffix(SUFFIX), str(description), str(load_state), str(active_state)


@dataclass(frozen=True, slots=True)
class Systemd:
    """The way to the service manager of this machine.

    Attributes:
        address: D-Bus address of the bus it is on.
    """

    address: str = SYSTEM_BUS

    @contextmanager
    def session(self, remaining_s: Callable[[], float | None] | None = None) -> Iterator[ServiceManager | None]:
        """Give a connected service manager for the length of a `with` block.

        Args:
            remaining_s: Gives how long the caller will still wait, in seconds.

        Yields:
            The manager; None where no systemd runs.

        Raises:
            TimedOutError: The bus does not answer in time.
        """
        try:
            bus = BusConnection(self.address, remaining_s=remaining_s)
        except BusUnavailableError:
            yield None
            return
        with bus:
            yield ServiceManager(bus) if _is_there(bus) else None


def _is_there(bus: BusConnection) -> bool:
    target = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    (owned,) = bus.call(target, "NameHasOwner", "s", _BUS_NAME)
    return owned is True


RETURN_CODES = MappingProxyType(
    {
        "AccessDenied": 2,
        "InteractiveAuthorizationRequired": 2,
        "AuthFailed": 2,
        "NoSuchUnit": 9,
        "LoadFailed": 9,
        "UnitMasked": 14,
        "OnlyByDependency": 5,
        "JobTypeNotApplicable": 5,
        "TransactionIsDestructive": 5,
        "NoIsolation": 5,
        "NotSupported": 1,
        "NoReply": 7,
        "Timeout": 7,
        "InvalidArgs": 21,
    }
)
"""Return values of the service methods by the last part of a D-Bus error name."""


def return_code(error: DBusError) -> int:
    """Return the service method's return value for a refusal.

    Args:
        error: What systemd answered.

    Returns:
        The code; 8 (unknown failure) for an error that has none of its own.
    """
    return RETURN_CODES.get(error.name.rpartition(".")[2], 8)
