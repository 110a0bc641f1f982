# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import socket
import threading
import time

import pytest
from jeepney import DBusAddress

from openwmi.builtin.linux.dbus import BusConnection, BusUnavailableError, DBusError
from openwmi.errors import ProviderFailureError, TimedOutError
from tests.fakes.systemd import FakeService

BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
MANAGER = DBusAddress("/org/freedesktop/systemd1", "org.freedesktop.systemd1", "org.freedesktop.systemd1.Manager")


def test_a_call_is_answered(bus_address):
    with BusConnection(bus_address) as bus:
        (names,) = bus.call(BUS, "ListNames")
        assert isinstance(names, list)
        assert "org.freedesktop.DBus" in names
        assert bus.call(BUS, "NameHasOwner", "s", "no.such.name") == (False,)


def test_an_error_is_told_by_name(bus_address):
    with BusConnection(bus_address) as bus, pytest.raises(DBusError, match=r"no\.such\.name") as caught:
        bus.call(BUS, "GetNameOwner", "s", "no.such.name")
    assert caught.value.name == "org.freedesktop.DBus.Error.NameHasNoOwner"


def test_a_service_is_not_started_by_a_question(bus_address):
    target = DBusAddress("/", "org.freedesktop.systemd1", "org.example.Any")
    with BusConnection(bus_address) as bus, pytest.raises(DBusError) as caught:
        bus.call(target, "Anything")
    assert caught.value.name == "org.freedesktop.DBus.Error.NameHasNoOwner"


@pytest.mark.parametrize("address", ["unix:path=/nonexistent/bus", "tcp:host=localhost,port=1", "nonsense"])
def test_no_bus(address):
    with pytest.raises(BusUnavailableError, match="no message bus"):
        BusConnection(address)


def test_a_service_that_does_not_answer_is_left_at_the_deadline(bus_address, systemd):
    systemd.silent.add("Reload")
    started = time.monotonic()
    with BusConnection(bus_address, remaining_s=lambda: 0.2) as bus, pytest.raises(TimedOutError, match="Reload"):
        bus.call(MANAGER, "Reload")
    assert 0.2 <= time.monotonic() - started < 5


def test_a_bus_that_does_not_greet_is_left_at_the_deadline(tmp_path):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "mute"))
        listener.listen()
        with pytest.raises(TimedOutError, match="greet"):
            BusConnection(f"unix:path={tmp_path / 'mute'}", remaining_s=lambda: 0.2)


def test_a_bus_that_hangs_up(tmp_path):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "rude"))
        listener.listen()

        def greet_and_leave():
            peer, _ = listener.accept()
            with peer:
                peer.recv(1024)
                peer.sendall(b"OK 0123456789abcdef0123456789abcdef\r\n")
                while b"Hello" not in peer.recv(1024):
                    pass

        rude = threading.Thread(target=greet_and_leave)
        rude.start()
        with pytest.raises(ProviderFailureError, match="hung up"):
            BusConnection(f"unix:path={tmp_path / 'rude'}")
        rude.join()


def test_an_answer_too_large_is_refused(bus_address, systemd, monkeypatch):
    monkeypatch.setattr("openwmi.builtin.linux.dbus.ANSWER_LIMIT_OCTETS", 100_000)
    systemd.add(*(FakeService(f"s{number}", description="x" * 1000) for number in range(200)))
    with BusConnection(bus_address) as bus, pytest.raises(ProviderFailureError, match="exceeds"):
        bus.call(MANAGER, "ListUnitsByPatterns", "asas", [], ["*.service"])
