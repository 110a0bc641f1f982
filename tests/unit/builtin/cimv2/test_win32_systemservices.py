# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.win32_systemservices import SystemServices
from openwmi.builtin.linux.systemd import Systemd
from tests.fakes.systemd import FakeService


def test_the_services_of_the_computer(machine, bus_address, systemd, make_request):
    systemd.add(FakeService("web"), FakeService("db"))
    rows = list(SystemServices(machine, Systemd(bus_address)).enumerate(make_request()))
    assert [(str(made.GroupComponent), str(made.PartComponent)) for made in rows] == [
        ('Win32_ComputerSystem.Name="WORKSTATION"', 'Win32_Service.Name="db"'),
        ('Win32_ComputerSystem.Name="WORKSTATION"', 'Win32_Service.Name="web"'),
    ]


def test_one_service(machine, bus_address, systemd, make_request):
    systemd.add(FakeService("web"), FakeService("db"))
    request = make_request(PartComponent=('Win32_Service.Name="WEB"',))
    (made,) = SystemServices(machine, Systemd(bus_address)).enumerate(request)
    assert made.PartComponent == 'Win32_Service.Name="web"'


def test_without_systemd_there_are_none(machine, bus_address, make_request):
    assert list(SystemServices(machine, Systemd(bus_address)).enumerate(make_request())) == []
