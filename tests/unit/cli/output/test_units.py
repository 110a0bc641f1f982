# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.cli.output.units import is_scaled, with_units


@pytest.mark.parametrize(
    ("value", "units", "text"),
    [
        (0, "bytes", "0 B"),
        (1023, "Bytes", "1023 B"),
        (1024, "bytes", "1.0 KiB"),
        (12_900_000, "bytes", "12.3 MiB"),
        (1023.97 * 1024, "bytes", "1.0 MiB"),
        ((1 << 64) - 1, "bytes", "16.0 EiB"),
        (-2048, "bytes", "-2.0 KiB"),
        (3, "kilobytes", "3.0 KiB"),
        (3, "megabytes", "3.0 MiB"),
        (9_000_000, "100 nanoseconds", "900 ms"),
        (89_900_000, "100 nanoseconds", "8.99 s"),
        (245, "seconds", "4m 05s"),
        (11_220, "seconds", "3h 07m"),
        (1_054_800, "seconds", "12d 05h"),
        (1500, "milliseconds", "1.50 s"),
        (87, "percent", "87 %"),
        (2400, "MegaHertz", "2400 MHz"),
        (7, "frogs", "7"),
        (7, "", "7"),
        (0.123456789, "", "0.123457"),
    ],
)
def test_numbers_with_units(value, units, text):
    assert with_units(value, units) == text


@pytest.mark.parametrize(("units", "scaled"), [("Bytes", True), ("percent", False), ("frogs", False), ("", False)])
def test_scaled_units_lose_digits(units, scaled):
    assert is_scaled(units) is scaled
