# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.cimv2.ostypes import OS_TYPES
from tests.unit.builtin.schema import declared


@pytest.mark.parametrize(
    ("class_name", "name"), [("CIM_OperatingSystem", "OSType"), ("CIM_SoftwareElement", "TargetOperatingSystem")]
)
def test_values_and_their_names_stand_in_the_same_order(class_name, name):
    qualifiers = declared(class_name).__cim_class__.properties[name].qualifiers
    numbers = [int(text) for text in qualifiers["ValueMap"].value]
    assert dict(zip(numbers, qualifiers["Values"].value, strict=True)) == OS_TYPES


def test_the_systems_we_run_on_are_known():
    assert OS_TYPES[36] == "LINUX"
    assert OS_TYPES[18] == "WINNT"
