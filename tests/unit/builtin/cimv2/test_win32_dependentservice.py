# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.cimv2.win32_dependentservice import DependentServices
from openwmi.builtin.linux.systemd import Systemd
from tests.fakes.systemd import FakeService


@pytest.fixture
def dependencies(bus_address, systemd):
    systemd.add(
        FakeService("web", requires=("db", "absent")),
        FakeService("shop", requires=("web", "db")),
        FakeService("db", required_by=("web", "shop", "absent")),
    )
    return DependentServices(Systemd(bus_address))


def pairs(rows):
    return {(made.Antecedent.path.key("Name"), made.Dependent.path.key("Name")) for made in rows}


def path(name):
    return (f'Win32_Service.Name="{name}"',)


@pytest.mark.parametrize(
    ("restrictions", "expected"),
    [
        ({}, {("db", "web"), ("web", "shop"), ("db", "shop")}),
        ({"Dependent": path("shop")}, {("web", "shop"), ("db", "shop")}),
        ({"Antecedent": path("DB")}, {("db", "web"), ("db", "shop")}),
        ({"Antecedent": path("db"), "Dependent": path("web")}, {("db", "web")}),
        ({"Antecedent": path("shop")}, set()),
        ({"Dependent": ()}, set()),
    ],
)
def test_needs(dependencies, make_request, restrictions, expected):
    assert pairs(dependencies.enumerate(make_request(**restrictions))) == expected


def test_with_one_end_given_only_that_service_is_asked(dependencies, systemd, make_request):
    for end in ("Antecedent", "Dependent"):
        systemd.calls.clear()
        list(dependencies.enumerate(make_request(**{end: path("db")})))
        assert systemd.calls.count("GetAll") == 1


def test_without_systemd_nothing_is_needed(bus_address, make_request):
    assert list(DependentServices(Systemd(bus_address)).enumerate(make_request())) == []
