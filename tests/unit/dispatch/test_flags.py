# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.dispatch.flags import VALID_FLAGS, check_flags
from openwmi.errors import InvalidParameterError

# Operation -> what a client may set, and what it may set when it gives a sink. Spec: iwbemservices.md §2, §3.
TABLE = {
    "OpenNamespace": (0x10, 0x80),
    "GetObject": (0x20000 | 0x10 | 0x200 | 0x40, 0x20000 | 0x200 | 0x80 | 0x40),
    "PutClass": (0x20000 | 1 | 2 | 0x10 | 0x10000 | 0x20 | 0x40, 0x20000 | 1 | 2 | 0x10000 | 0x20 | 0x40 | 0x80),
    "DeleteClass": (0x10 | 0x10000 | 0x40, 0x10000 | 0x80 | 0x40),
    "CreateClassEnum": (0x20000 | 1 | 0x10 | 0x20 | 0x40, 0x20000 | 1 | 0x20 | 0x80 | 0x40),
    "PutInstance": (0x20000 | 1 | 2 | 0x10 | 0x10000 | 0x40, 0x20000 | 1 | 2 | 0x10000 | 0x80 | 0x40),
    "DeleteInstance": (0x10 | 0x10000 | 0x40, 0x10000 | 0x80 | 0x40),
    "CreateInstanceEnum": (0x20000 | 1 | 0x10 | 0x20 | 0x200 | 0x40, 0x20000 | 1 | 0x20 | 0x200 | 0x80 | 0x40),
    "ExecQuery": (
        0x20000 | 0x20 | 0x10 | 0x100 | 2 | 0x200 | 0x40,
        0x20000 | 0x20 | 0x100 | 2 | 0x200 | 0x80 | 0x40,
    ),
    "ExecMethod": (0x10 | 0x40, 0x80 | 0x40),
}
BITS = [1 << place for place in range(32)]


def accepts(operation, flags, *, to_sink):
    try:
        check_flags(operation, flags, to_sink=to_sink)
    except InvalidParameterError:
        return False
    return True


def test_the_table_has_every_operation():
    assert set(TABLE) == set(VALID_FLAGS)


@pytest.mark.parametrize("to_sink", [False, True])
@pytest.mark.parametrize("operation", TABLE)
def test_each_bit_is_taken_exactly_where_the_table_says(operation, to_sink):
    valid = TABLE[operation][to_sink]
    assert [bit for bit in BITS if accepts(operation, bit, to_sink=to_sink)] == [bit for bit in BITS if bit & valid]


@pytest.mark.parametrize("operation", TABLE)
def test_no_flags_are_fine(operation):
    assert check_flags(operation, 0) == 0


@pytest.mark.parametrize("operation", ["PutClass", "PutInstance"])
def test_update_only_and_create_only_exclude_each_other(operation):
    with pytest.raises(InvalidParameterError, match="exclude each other"):
        check_flags(operation, 3)


def test_one_and_two_go_together_where_they_mean_something_else():
    assert check_flags("CreateInstanceEnum", 1) == 1
    assert check_flags("ExecQuery", 2) == 2


def test_send_status_is_for_the_sink_and_not_handed_on():
    assert check_flags("ExecQuery", 0x80 | 0x200, to_sink=True) == 0x200
