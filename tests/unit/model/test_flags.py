# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.model import flags


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WBEM_FLAG_CREATE_OR_UPDATE", 0),
        ("WBEM_FLAG_UPDATE_ONLY", 1),
        ("WBEM_FLAG_CREATE_ONLY", 2),
        ("WBEM_FLAG_UPDATE_COMPATIBLE", 0),
        ("WBEM_FLAG_UPDATE_SAFE_MODE", 0x20),
        ("WBEM_FLAG_UPDATE_FORCE_MODE", 0x40),
        ("WBEM_MASK_UPDATE_MODE", 0x60),
        ("WBEM_FLAG_DEEP", 0),
        ("WBEM_FLAG_SHALLOW", 1),
        ("WBEM_FLAG_PROTOTYPE", 2),
        ("WBEM_FLAG_RETURN_IMMEDIATELY", 0x10),
        ("WBEM_FLAG_FORWARD_ONLY", 0x20),
        ("WBEM_FLAG_NO_ERROR_OBJECT", 0x40),
        ("WBEM_FLAG_SEND_STATUS", 0x80),
        ("WBEM_FLAG_ENSURE_LOCATABLE", 0x100),
        ("WBEM_FLAG_DIRECT_READ", 0x200),
        ("WBEM_FLAG_OWNER_UPDATE", 0x10000),
        ("WBEM_FLAG_USE_AMENDED_QUALIFIERS", 0x20000),
        ("PUT_EXISTENCE_MASK", 3),
    ],
)
def test_clients_know_the_flags_by_these_numbers(name, value):
    assert getattr(flags, name) == value
