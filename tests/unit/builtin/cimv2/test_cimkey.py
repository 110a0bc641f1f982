# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.builtin.cimv2.cimkey import CIM_KEY
from openwmi.provider import CimClass, prop


class Acme_Marked(CimClass, abstract=True):
    Name: str | None = prop(qualifiers=CIM_KEY)


def test_what_is_marked_is_no_key_of_ours():
    definition = Acme_Marked.__cim_class__
    assert definition.properties["Name"].qualifiers["CIM_Key"].value is True
    assert definition.key_names == ()
