# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.cimv2.win32_service import Services, Win32_Service
from openwmi.builtin.linux.systemd import Systemd
from openwmi.errors import AccessDeniedError, NotFoundError, ProviderFailureError, TimedOutError
from tests.fakes.systemd import FakeService


def key(name):
    return Win32_Service(Name=name)


@pytest.fixture
def services(machine, bus_address, systemd):
    return Services(machine, Systemd(bus_address))


def test_every_value(services, systemd, make_request):
    systemd.add(
        FakeService(
            "web",
            "Web server",
            active_state="active",
            file_state="enabled",
            main_pid=77,
            user="www-data",
            command=("/usr/bin/web", "--root", "/srv/my files"),
        )
    )
    (made,) = services.enumerate(make_request())
    assert {name: value for name, value in made.items() if value is not None} == {
        "Name": "web",
        "DisplayName": "Web server",
        "Caption": "Web server",
        "Description": "Web server",
        "State": "Running",
        "Started": True,
        "Status": "OK",
        "StartMode": "Auto",
        "ProcessId": 77,
        "PathName": "/usr/bin/web --root '/srv/my files'",
        "StartName": "www-data",
        "ExitCode": 0,
        "AcceptStop": True,
        "AcceptPause": False,
        "ServiceType": "Own Process",
        "ErrorControl": "Normal",
        "ServiceSpecificExitCode": 0,
        "DelayedAutoStart": False,
        "DesktopInteract": False,
        "TagId": 0,
        "CheckPoint": 0,
        "WaitHint": 0,
        "SystemName": "WORKSTATION",
        "CreationClassName": "Win32_Service",
        "SystemCreationClassName": "Win32_ComputerSystem",
    }


@pytest.mark.parametrize(
    ("active", "state", "started", "status"),
    [
        ("active", "Running", True, "OK"),
        ("reloading", "Running", True, "OK"),
        ("activating", "Start Pending", False, "OK"),
        ("deactivating", "Stop Pending", False, "OK"),
        ("inactive", "Stopped", False, "OK"),
        ("failed", "Stopped", False, "Error"),
        ("brand-new", "Unknown", False, "OK"),
    ],
)
def test_states(services, systemd, make_request, active, state, started, status):
    systemd.add(FakeService("web", active_state=active))
    made = services.get(key("web"), make_request())
    assert (made.State, made.Started, made.Status, made.AcceptStop) == (state, started, status, started)


@pytest.mark.parametrize(
    ("file_state", "mode"),
    [
        ("enabled", "Auto"),
        ("disabled", "Manual"),
        ("static", "Manual"),
        ("indirect", "Manual"),
        ("masked", "Disabled"),
        ("bad", None),
    ],
)
def test_start_modes(services, systemd, make_request, file_state, mode):
    systemd.add(FakeService("web", file_state=file_state))
    assert services.get(key("web"), make_request()).StartMode == mode


@pytest.mark.parametrize("user", ["", "root"])
def test_root_is_the_local_system(services, systemd, make_request, user):
    systemd.add(FakeService("web", user=user))
    assert services.get(key("web"), make_request()).StartName == "LocalSystem"


def test_the_list_alone_answers_names_and_states(services, systemd, make_request):
    systemd.add(*(FakeService(f"s{number}") for number in range(5)))
    rows = list(services.enumerate(make_request("Name", "State", "StartMode", "Started")))
    assert [made.Name for made in rows] == [f"s{number}" for number in range(5)]
    assert systemd.calls == ["ListUnitFilesByPatterns", "ListUnitsByPatterns"]


def test_details_are_asked_of_the_wanted_services_only(services, systemd, make_request):
    systemd.add(*(FakeService(f"s{number}") for number in range(5)))
    (made,) = services.enumerate(make_request("ProcessId", Name=("S3", "absent")))
    assert made.Name == "s3"
    assert systemd.calls == ["ListUnitFilesByPatterns", "ListUnitsByPatterns", "LoadUnit", "GetAll"]


def test_get_takes_the_name_in_any_case(services, systemd, make_request):
    systemd.add(FakeService("web"), FakeService("Web"))
    assert services.get(key("Web"), make_request()).Name == "Web"
    assert services.get(key("WEB"), make_request()).Name in {"Web", "web"}
    assert services.get(key("absent"), make_request()) is None


def test_without_systemd_there_are_no_services(machine, bus_address, tmp_path, make_request):
    for address in (bus_address, f"unix:path={tmp_path / 'absent'}"):
        services = Services(machine, Systemd(address))
        assert list(services.enumerate(make_request())) == []
        assert services.get(key("web"), make_request()) is None
        with pytest.raises(NotFoundError, match="no service web"):
            services.StartService(key("web"), make_request())


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("org.freedesktop.DBus.Error.AccessDenied", AccessDeniedError),
        ("org.freedesktop.systemd1.Odd", ProviderFailureError),
    ],
)
def test_a_refusal_of_the_list_is_an_error(services, systemd, make_request, name, error):
    systemd.refusals["ListUnitFilesByPatterns"] = name
    with pytest.raises(error, match="ListUnitFilesByPatterns is refused"):
        list(services.enumerate(make_request()))


def test_a_manager_that_does_not_answer_is_left_at_the_deadline(services, systemd, make_request):
    systemd.silent.add("ListUnitFilesByPatterns")
    with pytest.raises(TimedOutError):
        list(services.enumerate(make_request(deadline_s=0.3)))


@pytest.mark.parametrize(
    ("method", "active", "code", "after"),
    [
        ("StartService", "inactive", 0, "active"),
        ("StartService", "failed", 0, "active"),
        ("StartService", "active", 10, "active"),
        ("StopService", "active", 0, "inactive"),
        ("StopService", "inactive", 6, "inactive"),
        ("PauseService", "active", 5, "active"),
        ("PauseService", "inactive", 5, "inactive"),
        ("ResumeService", "active", 5, "active"),
        ("ResumeService", "inactive", 6, "inactive"),
        ("InterrogateService", "active", 0, "active"),
        ("InterrogateService", "failed", 6, "failed"),
    ],
)
def test_control(services, systemd, make_request, method, active, code, after):
    systemd.add(FakeService("web", active_state=active))
    assert getattr(services, method)(key("web"), make_request()) == code
    assert systemd.services["web"].active_state == after


def test_a_service_that_may_not_be_stopped(services, systemd, make_request):
    systemd.add(FakeService("dbus", active_state="active", can_stop=False))
    assert services.StopService(key("dbus"), make_request()) == 5


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", 2),
        ("org.freedesktop.systemd1.UnitMasked", 14),
        ("org.freedesktop.systemd1.NeverHeard", 8),
    ],
)
def test_a_refusal_of_a_start_is_a_return_value(services, systemd, make_request, error, code):
    systemd.add(FakeService("web"))
    systemd.refusals["StartUnit"] = error
    assert services.StartService(key("web"), make_request()) == code


def test_a_start_that_takes_too_long(services, systemd, make_request):
    systemd.add(FakeService("web"))
    systemd.silent.add("StartUnit")
    assert services.StartService(key("web"), make_request(deadline_s=0.3)) == 7


@pytest.mark.parametrize(
    ("mode", "code", "after"),
    [
        ("Automatic", 0, "enabled"),
        ("automatic", 0, "enabled"),
        ("Manual", 0, "disabled"),
        ("Disabled", 0, "masked"),
        ("Boot", 21, "static"),
        ("", 21, "static"),
        (None, 21, "static"),
    ],
)
def test_change_start_mode(services, systemd, make_request, mode, code, after):
    systemd.add(FakeService("web", file_state="static"))
    assert services.ChangeStartMode(key("web"), make_request(), mode) == code
    assert systemd.services["web"].file_state == after


def test_a_service_that_does_not_say_when_to_start(services, systemd, make_request):
    systemd.add(FakeService("web", carries_install_info=False))
    assert services.ChangeStartMode(key("web"), make_request(), "Automatic") == 1


@pytest.mark.parametrize("method", ["StartService", "StopService", "ChangeStartMode"])
def test_a_stranger_may_look_and_not_touch(services, systemd, make_request, stranger, method):
    systemd.add(FakeService("web", active_state="activating", file_state="static"))
    arguments = ["Disabled"] if method == "ChangeStartMode" else []
    assert getattr(services, method)(key("web"), make_request(caller=stranger), *arguments) == 2
    assert (systemd.services["web"].active_state, systemd.services["web"].file_state) == ("activating", "static")
    assert services.get(key("web"), make_request(caller=stranger)).State == "Start Pending"
