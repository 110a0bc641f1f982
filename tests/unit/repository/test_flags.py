# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.errors import AlreadyExistsError, InvalidParameterError, NotFoundError
from openwmi.repository.flags import check_existence, check_put_flags


@pytest.mark.parametrize("flags", [0, 1, 2, 0x20, 0x40, 0x22, 0x41, 0x10000])
def test_flags_that_go_together(flags: int):
    check_put_flags(flags)


@pytest.mark.parametrize("flags", [3, 0x60, 0x63])
def test_flags_that_contradict_each_other(flags: int):
    with pytest.raises(InvalidParameterError, match=f"0x{flags:X}"):
        check_put_flags(flags)


@pytest.mark.parametrize(("flags", "exists"), [(0, True), (0, False), (1, True), (2, False)])
def test_existence_that_fits(flags: int, exists: bool):
    check_existence(flags, "class X", exists=exists)


def test_existence_that_does_not_fit():
    with pytest.raises(AlreadyExistsError, match="class X"):
        check_existence(2, "class X", exists=True)
    with pytest.raises(NotFoundError, match="class X"):
        check_existence(1, "class X", exists=False)
