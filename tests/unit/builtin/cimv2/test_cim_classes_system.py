# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from tests.unit.builtin.schema import declared, shape


@pytest.mark.parametrize(
    ("name", "superclass", "some"),
    [
        ("CIM_System", "CIM_LogicalElement", {"*Name string", "CreationClassName string", "Roles string[]"}),
        ("CIM_ComputerSystem", "CIM_System", set()),
        ("CIM_UnitaryComputerSystem", "CIM_ComputerSystem", {"PowerState uint16", "ResetCapability uint16"}),
        ("CIM_SystemComponent", "CIM_Component", {"*GroupComponent ref:CIM_System"}),
        ("CIM_InstalledOS", "CIM_SystemComponent", {"PrimaryOS boolean"}),
        (
            "CIM_OperatingSystem",
            "CIM_LogicalElement",
            {"Name string", "CurrentTimeZone sint16", "FreePhysicalMemory uint64", "NumberOfUsers uint32"}
            | {"LastBootUpTime datetime", "OSType uint16", "TotalVisibleMemorySize uint64", "Version string"},
        ),
        (
            "CIM_Process",
            "CIM_LogicalElement",
            {"*Handle string", "CreationDate datetime", "KernelModeTime uint64", "Priority uint32"}
            | {"ExecutionState uint16", "UserModeTime uint64", "WorkingSetSize uint64"},
        ),
        ("CIM_Service", "CIM_LogicalElement", {"*Name string", "Started boolean", "StartMode string"}),
        (
            "CIM_SoftwareElement",
            "CIM_LogicalElement",
            {"*Name string", "*SoftwareElementID string", "*Version string", "SerialNumber string"}
            | {"*SoftwareElementState uint16", "*TargetOperatingSystem uint16"},
        ),
        ("CIM_BIOSElement", "CIM_SoftwareElement", {"PrimaryBIOS boolean"}),
    ],
)
def test_shape(name, superclass, some):
    parent, properties = shape(declared(name))
    assert parent == superclass
    assert some <= set(properties.split(", ")) or not some
    assert declared(name).__cim_class__.is_abstract


@pytest.mark.parametrize(
    ("name", "units"),
    [("FreePhysicalMemory", "kilobytes"), ("TotalVisibleMemorySize", "kilobytes"), ("CurrentTimeZone", "minutes")],
)
def test_units(name, units):
    definition = declared("CIM_OperatingSystem").__cim_class__
    assert definition.properties[name].qualifiers["Units"].value == units
