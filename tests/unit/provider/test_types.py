# SPDX-License-Identifier: Apache-2.0
"""The CIM types as annotations."""

import pytest

from openwmi.model.cimtype import PRIMITIVES, CimType
from openwmi.provider import types
from openwmi.provider.annotations import meaning_of

ALIASES = [name for name in PRIMITIVES if name not in ("string", "boolean", "datetime", "object")]


@pytest.mark.parametrize("name", ALIASES)
def test_each_alias_stands_for_the_cim_type_of_its_name(name):
    assert meaning_of(getattr(types, name), "here").spec.cimtype is PRIMITIVES[name]


def test_there_is_an_alias_for_every_number_type():
    assert {meaning_of(getattr(types, name), "here").spec.cimtype for name in ALIASES} == set(CimType) - {
        CimType.CIM_EMPTY,
        CimType.CIM_ILLEGAL,
        CimType.CIM_STRING,
        CimType.CIM_BOOLEAN,
        CimType.CIM_DATETIME,
        CimType.CIM_REFERENCE,
        CimType.CIM_OBJECT,
    }
