# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.cimv2.win32_networkadaptersetting import NetworkAdapterSettings
from tests.unit.builtin.asking import rows


def card(index):
    return (f'Win32_NetworkAdapter.DeviceID="{index}"', f"Win32_NetworkAdapterConfiguration.Index={index}")


@pytest.mark.parametrize(
    ("restrictions", "expected"),
    [
        ({}, [card(2), card(3)]),
        ({"Element": (card(3)[0],)}, [card(3)]),
        ({"Setting": (card(2)[1],)}, [card(2)]),
        ({"Element": (card(2)[0],), "Setting": (card(3)[1],)}, []),
        ({"Element": (card(1)[0],)}, []),
    ],
)
def test_links(machine, make_request, restrictions, expected):
    links = rows(NetworkAdapterSettings(machine), make_request(**restrictions))
    assert [tuple(str(made[name]) for name in made.cim_class.key_names) for made in links] == expected
