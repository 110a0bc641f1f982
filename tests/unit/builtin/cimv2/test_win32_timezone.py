# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.cimv2 import win32_timezone
from openwmi.builtin.cimv2.win32_timezone import TimeZones, caption
from openwmi.builtin.linux.clock import Zone
from tests.unit.builtin.asking import rows


def test_a_zone_with_summer_time(monkeypatch, make_request):
    monkeypatch.setattr(win32_timezone, "local_zone", lambda: Zone("CET", 60, "CEST", 120))
    (made,) = rows(TimeZones(), make_request())
    assert {name: value for name, value in made.items() if value is not None} == {
        "StandardName": "CET",
        "DaylightName": "CEST",
        "Bias": 60,
        "DaylightBias": -60,
        "StandardBias": 0,
        "Caption": "(UTC+01:00) CET",
        "Description": "(UTC+01:00) CET",
    }


def test_a_zone_without_summer_time(monkeypatch, make_request):
    monkeypatch.setattr(win32_timezone, "local_zone", lambda: Zone("UTC", 0, None, None))
    (made,) = rows(TimeZones(), make_request())
    assert (made.Bias, made.DaylightBias, made.DaylightName) == (0, None, None)


@pytest.mark.parametrize(("minutes", "text"), [(-210, "(UTC-03:30) X"), (345, "(UTC+05:45) X"), (0, "(UTC+00:00) X")])
def test_caption(minutes, text):
    assert caption(Zone("X", minutes, None, None)) == text
