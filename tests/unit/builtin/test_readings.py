# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.cimv2.win32_computersystemproduct import Win32_ComputerSystemProduct
from openwmi.builtin.readings import Readings, referenced_keys, restricted_to

KEYS = {"Name", "IdentifyingNumber", "Version"}


@pytest.fixture
def asked():
    return []


@pytest.fixture
def readings(asked):
    def reader(name):
        return lambda source: asked.append(name) or f"{source} {name}"

    return Readings(Win32_ComputerSystemProduct, {name: reader(name) for name in (*sorted(KEYS), "Vendor", "UUID")})


def test_everything_is_read_when_nothing_is_named(readings, asked, make_request):
    made = readings.maker(make_request())("x")
    assert set(asked) == KEYS | {"Vendor", "UUID"}
    assert (made.Name, made.UUID) == ("x Name", "x UUID")


def test_only_the_wanted_properties_and_the_keys_are_read(readings, asked, make_request):
    made = readings.maker(make_request("vendor"))("x")
    assert set(asked) == KEYS | {"Vendor"}
    assert made.UUID is None


@pytest.mark.parametrize(
    ("values", "expected"), [(None, None), ((), frozenset()), (("SSH", "ssh", 7), frozenset({"ssh"}))]
)
def test_restricted_to(make_request, values, expected):
    request = make_request() if values is None else make_request(Name=values)
    assert restricted_to(request, "name") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ('Win32_Process.Handle="1"', {"1"}),
        ('\\\\VM\\root\\cimv2:Win32_Process.handle="1"', {"1"}),
        ('Win32_Process="A"', {"a"}),
        ("Win32_X.Handle=4", {"4"}),
        ('Win32_Service.Name="1"', set()),
        ('Win32_X.Handle="1",Other="2"', set()),
        ("Win32_Process=@", set()),
        ("Win32_Process", set()),
        ("=?", set()),
    ],
)
def test_referenced_keys(make_request, path, expected):
    assert referenced_keys(make_request(PartComponent=(path,)), "PartComponent", "Handle") == expected


def test_an_end_that_may_be_anything(make_request):
    assert referenced_keys(make_request(), "PartComponent", "Handle") is None
