# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.cli.likeness import did_you_mean, similar

NAMES = ["Win32_Process", "Win32_Processor", "Win32_Service", "CIM_Process"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("win32_proces", ["Win32_Process", "Win32_Processor"]),
        ("CIM_Proces", ["CIM_Process"]),
        ("Zebra", []),
    ],
)
def test_similar(name, found):
    assert similar(name, NAMES) == found


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ([], ""),
        (["Frog"], "did you mean Frog?"),
        (["Frog", "Frogs"], "did you mean Frog or Frogs?"),
        (["Frog", "Frogs", "Frogg"], "did you mean Frog, Frogs or Frogg?"),
    ],
)
def test_did_you_mean(known, text):
    assert did_you_mean("frog", known) == text
