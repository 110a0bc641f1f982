# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from tests.unit.builtin.schema import declared, shape


@pytest.mark.parametrize(
    ("name", "superclass", "properties"),
    [
        (
            "CIM_ManagedSystemElement",
            None,
            "Caption string, Description string, InstallDate datetime, Name string, Status string",
        ),
        ("CIM_LogicalElement", "CIM_ManagedSystemElement", ""),
        ("CIM_SystemResource", "CIM_LogicalElement", ""),
        ("CIM_Setting", None, "Caption string, Description string, SettingID string"),
        (
            "CIM_Product",
            None,
            "Caption string, Description string, *IdentifyingNumber string, *Name string, SKUNumber string,"
            " Vendor string, *Version string",
        ),
        (
            "CIM_Dependency",
            None,
            "*Antecedent ref:CIM_ManagedSystemElement, *Dependent ref:CIM_ManagedSystemElement",
        ),
        (
            "CIM_Component",
            None,
            "*GroupComponent ref:CIM_ManagedSystemElement, *PartComponent ref:CIM_ManagedSystemElement",
        ),
        ("CIM_ElementSetting", None, "*Element ref:CIM_ManagedSystemElement, *Setting ref:CIM_Setting"),
        ("CIM_ServiceServiceDependency", "CIM_Dependency", "TypeOfDependency uint16"),
    ],
)
def test_shape(name, superclass, properties):
    cim_class = declared(name)
    assert shape(cim_class) == (superclass, properties)
    assert cim_class.__cim_class__.is_abstract
    assert cim_class.__cim_class__.is_association == ("ref:" in properties or name.endswith("Dependency"))
