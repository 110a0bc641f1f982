# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt

import pytest

from openwmi.builtin.linux.dmi import DESKTOP, ENTERPRISE_SERVER, MOBILE, Dmi, parse_bios_date, system_kind


def test_fields(workstation):
    dmi = Dmi(workstation / "sys/class/dmi/id")
    assert (dmi.field("sys_vendor"), dmi.field("product_name"), dmi.chassis()) == ("LENOVO", "20QV00CMGE", 10)


def test_a_machine_without_firmware_tables(tmp_path):
    dmi = Dmi(tmp_path / "absent")
    assert (dmi.field("sys_vendor"), dmi.chassis()) == (None, None)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("12/03/2019", dt.datetime(2019, 12, 3, tzinfo=dt.UTC)),
        ("04/01/14", dt.datetime(1914, 4, 1, tzinfo=dt.UTC)),
        ("13/01/2019", None),
        ("02/30/2019", None),
        ("2019-12-03", None),
        ("1/1/20191", None),
        ("", None),
        (None, None),
    ],
)
def test_bios_date(text, date):
    assert parse_bios_date(text) == date


@pytest.mark.parametrize(
    ("chassis", "kind"), [(10, MOBILE), (3, DESKTOP), (23, ENTERPRISE_SERVER), (1, None), (None, None)]
)
def test_system_kind(chassis, kind):
    assert system_kind(chassis) == kind
