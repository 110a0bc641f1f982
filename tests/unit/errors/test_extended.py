# SPDX-License-Identifier: Apache-2.0
"""ExtendedStatus is a value."""

import dataclasses

import pytest

from openwmi.errors import ExtendedStatus


def test_everything_may_be_missing():
    assert dataclasses.astuple(ExtendedStatus()) == ("", "", "", "")


def test_equal_when_everything_is():
    assert ExtendedStatus("a", "b", "c", "d") == ExtendedStatus("a", "b", "c", "d")
    assert ExtendedStatus("a") != ExtendedStatus("b")


def test_it_does_not_change():
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(ExtendedStatus(), "description", "x")  # noqa: B010 - mypy refuses the plain assignment
