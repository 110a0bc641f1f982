# SPDX-License-Identifier: Apache-2.0
"""org.freedesktop.systemd1 with a handful of services, on a bus of the test's own."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_call, new_method_return
from jeepney.bus_messages import message_bus as bus_messages
from jeepney.io.blocking import DBusConnection, open_dbus_connection

ERRORS = "org.freedesktop.systemd1."
_FOLDER = "/org/freedesktop/systemd1/unit/"
_MANAGER = "org.freedesktop.systemd1.Manager"


@dataclass
class FakeService:
    """One service, as systemd would tell of it."""

    name: str
    description: str = ""
    active_state: str = "inactive"
    file_state: str = "disabled"
    loaded: bool = True
    installed: bool = True
    main_pid: int = 0
    exit_status: int = 0
    user: str = ""
    command: tuple[str, ...] = ()
    can_stop: bool = True
    requires: tuple[str, ...] = ()
    required_by: tuple[str, ...] = ()
    carries_install_info: bool = True

    @property
    def path(self) -> str:
        return _FOLDER + re.sub(r"[^A-Za-z0-9]", lambda found: f"_{ord(found[0]):02x}", self.unit)

    @property
    def unit(self) -> str:
        return f"{self.name}.service"

    @property
    def load_state(self) -> str:
        if not self.installed:
            return "not-found"
        return "masked" if self.file_state == "masked" else "loaded"

    def unit_properties(self) -> dict[str, tuple[str, object]]:
        return {
            "Id": ("s", self.unit),
            "Description": ("s", self.description or self.unit),
            "LoadState": ("s", self.load_state),
            "ActiveState": ("s", self.active_state),
            "UnitFileState": ("s", self.file_state),
            "CanStop": ("b", self.can_stop),
            "Requires": ("as", ["basic.target", *(f"{name}.service" for name in self.requires)]),
            "RequiredBy": ("as", [f"{name}.service" for name in self.required_by]),
        }

    def service_properties(self) -> dict[str, tuple[str, object]]:
        properties: dict[str, tuple[str, object]] = {
            "MainPID": ("u", self.main_pid),
            "ExecMainStatus": ("i", self.exit_status),
            "User": ("s", self.user),
        }
        if self.command:
            start = (self.command[0], list(self.command), False, 0, 0, 0, 0, 0, 0, 0)
            properties["ExecStart"] = ("a(sasbttttuii)", [start])
        return properties


@dataclass
class FakeSystemd:
    """What the services are, and how the manager shall behave.

    Attributes:
        services: The services by name.
        refusals: Method -> D-Bus error it answers.
        silent: Methods it never answers.
        calls: Methods called, in order.
    """

    services: dict[str, FakeService] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)

    def add(self, *services: FakeService) -> None:
        for service in services:
            self.services[service.name] = service

    def answer(self, message: Message) -> Message | None:
        member = message.header.fields[HeaderFields.member]
        self.calls.append(member)
        if member in self.silent:
            return None
        if member in self.refusals:
            return new_error(message, self.refusals[member], "s", (f"{member} is refused",))
        if member == "GetAll":
            return self._properties(message)
        signature, handle = self._methods()[member]
        try:
            return new_method_return(message, signature or None, handle(*message.body))
        except KeyError as error:
            return new_error(message, ERRORS + "NoSuchUnit", "s", (f"no unit {error}",))

    def _methods(self) -> dict[str, tuple[str, Callable[..., tuple[object, ...]]]]:
        return {
            "ListUnitFilesByPatterns": ("a(ss)", self._list_files),
            "ListUnitsByPatterns": ("a(ssssssouso)", self._list_units),
            "LoadUnit": ("o", lambda unit: (self._service(unit, make=True).path,)),
            "StartUnit": ("o", lambda unit, _mode: self._set(unit, active_state="active")),
            "StopUnit": ("o", lambda unit, _mode: self._set(unit, active_state="inactive")),
            "EnableUnitFiles": ("ba(sss)", self._enable),
            "DisableUnitFiles": ("a(sss)", lambda units, _runtime: self._change(units[0], "disabled")),
            "MaskUnitFiles": ("a(sss)", lambda units, _runtime, _force: self._change(units[0], "masked")),
            "UnmaskUnitFiles": ("a(sss)", lambda units, _runtime: self._change(units[0], "disabled")),
            "Reload": ("", lambda: ()),
        }

    def _service(self, unit: str, *, make: bool = False) -> FakeService:
        name = unit.removesuffix(".service")
        if make and name not in self.services:
            self.services[name] = FakeService(name, installed=False)
        return self.services[name]

    def _list_files(self, _states: list[str], patterns: list[str]) -> tuple[object]:
        assert patterns == ["*.service"]
        installed = [service for service in self.services.values() if service.installed]
        return ([(f"/usr/lib/systemd/system/{service.unit}", service.file_state) for service in installed],)

    def _list_units(self, _states: list[str], patterns: list[str]) -> tuple[object]:
        assert patterns == ["*.service"]
        return (
            [
                (s.unit, s.description, s.load_state, s.active_state, "", "", s.path, 0, "", "/")
                for s in self.services.values()
                if s.loaded
            ],
        )

    def _set(self, unit: str, *, active_state: str) -> tuple[object]:
        self._service(unit).active_state = active_state
        return ("/org/freedesktop/systemd1/job/1",)

    def _enable(self, units: list[str], _runtime: bool, _force: bool) -> tuple[object, object]:
        service = self._service(units[0])
        if service.carries_install_info:
            service.file_state = "enabled"
        return (service.carries_install_info, [])

    def _change(self, unit: str, state: str) -> tuple[object]:
        self._service(unit).file_state = state
        return ([],)

    def _properties(self, message: Message) -> Message:
        path = message.header.fields[HeaderFields.path]
        service = next(service for service in self.services.values() if service.path == path)
        of_unit = message.body[0].endswith(".Unit")
        table = service.unit_properties() if of_unit else service.service_properties()
        return new_method_return(message, "a{sv}", (table,))


@contextmanager
def fake_systemd(address: str) -> Iterator[FakeSystemd]:
    """Serve a manager without services on a bus for the length of a `with` block."""
    fake = FakeSystemd()
    with open_dbus_connection(address) as connection:
        connection.send_and_get_reply(bus_messages.RequestName("org.freedesktop.systemd1"), timeout=10)
        server = threading.Thread(target=_serve, args=(connection, fake), daemon=True)
        server.start()
        try:
            yield fake
        finally:
            with open_dbus_connection(address) as other:
                target = DBusAddress("/stop", connection.unique_name, _MANAGER)
                other.send(new_method_call(target, "Stop"))
                server.join(timeout=10)


def _serve(connection: DBusConnection, fake: FakeSystemd) -> None:
    while True:
        message = connection.receive()
        if message.header.message_type != MessageType.method_call:
            continue
        if message.header.fields[HeaderFields.member] == "Stop":
            return
        reply = fake.answer(message)
        if reply is not None:
            connection.send(reply)
