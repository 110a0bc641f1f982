# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.security import rights


@pytest.mark.parametrize(
    ("mask", "text"),
    [
        (0, "nothing"),
        (0x1, "WBEM_ENABLE"),
        (0x3, "WBEM_ENABLE + WBEM_METHOD_EXECUTE"),
        (0x60000, "READ_CONTROL + WRITE_DAC"),
        (0x101, "WBEM_ENABLE + 0x100"),
    ],
)
def test_names(mask, text):
    assert rights.names_of(mask) == text


def test_every_known_bit_has_a_name():
    assert sum(rights.RIGHT_NAMES) == rights.KNOWN_RIGHTS == 0x600FF
