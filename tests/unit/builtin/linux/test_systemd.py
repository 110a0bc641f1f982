# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.linux.dbus import DBusError
from openwmi.builtin.linux.systemd import Systemd, UnitSummary, return_code
from tests.fakes.systemd import FakeService


@pytest.fixture
def manager(bus_address, systemd):
    with Systemd(bus_address).session() as session:
        yield session


def test_services_are_listed_loaded_or_not(manager, systemd):
    systemd.add(
        FakeService("web", "Web server", active_state="active", file_state="enabled"),
        FakeService("idle", loaded=False),
        FakeService("gone", installed=False),
        FakeService("getty@", loaded=False),
        FakeService("mail", file_state="alias", loaded=False),
    )
    assert [unit.summary for unit in manager.units()] == [
        UnitSummary("idle", "", "stub", "inactive", "disabled"),
        UnitSummary("web", "Web server", "loaded", "active", "enabled"),
    ]


def test_listing_asks_for_no_details(manager, systemd):
    systemd.add(*(FakeService(f"s{number}") for number in range(20)))
    assert len([unit.name for unit in manager.units()]) == 20
    assert systemd.calls == ["ListUnitFilesByPatterns", "ListUnitsByPatterns"]


def test_details(manager, systemd):
    systemd.add(
        FakeService("web", "Web server", main_pid=77, exit_status=3, user="www", command=("/bin/web", "-c", "a b"))
    )
    unit = manager.unit("web")
    assert (unit.description, unit.main_pid, unit.exit_status, unit.user) == ("Web server", 77, 3, "www")
    assert unit.command_line == "/bin/web -c 'a b'"
    assert unit.can_stop is True


def test_a_service_without_a_command(manager, systemd):
    systemd.add(FakeService("web"))
    assert manager.unit("web").command_line is None
    assert manager.unit("web").user == ""


def test_details_are_fetched_once(manager, systemd):
    systemd.add(FakeService("web"))
    (unit,) = manager.units()
    systemd.calls.clear()
    assert [unit.main_pid, unit.exit_status, unit.user, unit.main_pid] == [0, 0, "", 0]
    assert systemd.calls == ["LoadUnit", "GetAll"]


def test_details_of_a_broken_unit_are_unknown(manager, systemd):
    systemd.add(FakeService("web"))
    (unit,) = manager.units()
    systemd.refusals["LoadUnit"] = "org.freedesktop.systemd1.BadUnitSetting"
    assert (unit.main_pid, unit.can_stop, unit.command_line, unit.description) == (None, None, None, "web")


@pytest.mark.parametrize("name", ["absent", "gone"])
def test_no_such_service(manager, systemd, name):
    systemd.add(FakeService("gone", installed=False))
    assert manager.unit(name) is None


def test_a_name_systemd_does_not_take_is_no_service(manager, systemd):
    systemd.refusals["LoadUnit"] = "org.freedesktop.DBus.Error.InvalidArgs"
    assert manager.unit("a/b") is None


def test_another_refusal_is_an_error(manager, systemd):
    systemd.refusals["LoadUnit"] = "org.freedesktop.DBus.Error.AccessDenied"
    with pytest.raises(DBusError, match="AccessDenied"):
        manager.unit("web")


def test_related_services(manager, systemd):
    systemd.add(FakeService("web", requires=("db", "log", "db")))
    assert list(manager.unit("web").related("Requires", "Wants")) == ["db", "log"]


def test_control(manager, systemd):
    systemd.add(FakeService("web"), FakeService("static", carries_install_info=False))
    manager.start("web")
    assert systemd.services["web"].active_state == "active"
    manager.stop("web")
    assert systemd.services["web"].active_state == "inactive"
    assert manager.enable("web") is True
    assert systemd.services["web"].file_state == "enabled"
    manager.mask("web")
    assert systemd.services["web"].file_state == "masked"
    manager.disable("web")
    assert systemd.services["web"].file_state == "disabled"
    assert manager.enable("static") is False


def test_no_bus_is_no_manager(tmp_path):
    with Systemd(f"unix:path={tmp_path / 'absent'}").session() as manager:
        assert manager is None


def test_a_bus_without_systemd_is_no_manager(bus_address):
    with Systemd(bus_address).session() as manager:
        assert manager is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("org.freedesktop.DBus.Error.AccessDenied", 2),
        ("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", 2),
        ("org.freedesktop.systemd1.UnitMasked", 14),
        ("org.freedesktop.systemd1.OnlyByDependency", 5),
        ("org.freedesktop.DBus.Error.InvalidArgs", 21),
        ("org.freedesktop.systemd1.NeverHeard", 8),
    ],
)
def test_return_codes(name, code):
    assert return_code(DBusError(name, "")) == code
