# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

import pytest

from openwmi.builtin import cimv2
from tests.unit.builtin.schema import declared, shape

WHOLE = [
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
    ("CIM_BasedOn", "CIM_Dependency", "EndingAddress uint64, StartingAddress uint64"),
    ("CIM_MediaPresent", "CIM_Dependency", "FixedMedia boolean"),
]

PARTS = [
    (
        "CIM_LogicalDevice",
        "CIM_LogicalElement",
        {"Availability uint16", "ConfigManagerErrorCode uint32", "DeviceID string", "PNPDeviceID string"},
    ),
    ("CIM_SystemDevice", "CIM_SystemComponent", {"*PartComponent ref:CIM_LogicalDevice"}),
    (
        "CIM_Processor",
        "CIM_LogicalDevice",
        {"AddressWidth uint16", "CurrentClockSpeed uint32", "LoadPercentage uint16", "MaxClockSpeed uint32"},
    ),
    ("CIM_NetworkAdapter", "CIM_LogicalDevice", {"NetworkAddresses string[]", "Speed uint64"}),
    ("CIM_StorageExtent", "CIM_LogicalDevice", {"Access uint16", "BlockSize uint64", "NumberOfBlocks uint64"}),
    ("CIM_LogicalDisk", "CIM_StorageExtent", {"FreeSpace uint64", "Size uint64"}),
    ("CIM_DiskPartition", "CIM_StorageExtent", {"Bootable boolean", "PrimaryPartition boolean"}),
    ("CIM_MediaAccessDevice", "CIM_LogicalDevice", {"Capabilities uint16[]", "MaxMediaSize uint64"}),
    ("CIM_DiskDrive", "CIM_MediaAccessDevice", set()),
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
]


@pytest.mark.parametrize(("name", "superclass", "properties"), WHOLE)
def test_the_whole_shape(name, superclass, properties):
    assert shape(declared(name)) == (superclass, properties)


@pytest.mark.parametrize(("name", "superclass", "some"), PARTS)
def test_the_shape_in_parts(name, superclass, some):
    parent, properties = shape(declared(name))
    assert parent == superclass
    assert some <= set(properties.split(", "))
    assert bool(some) == bool(properties)


@pytest.mark.parametrize("name", [row[0] for row in [*WHOLE, *PARTS]])
def test_they_are_abstract_and_those_with_references_associations(name):
    definition = declared(name).__cim_class__
    assert definition.is_abstract
    assert definition.is_association == any(spec.type.text.startswith("ref") for spec in definition.properties.values())


def test_every_superclass_is_here():
    shipped = {path.stem for path in Path(cimv2.__path__[0]).glob("cim_*.py")}
    assert shipped == {row[0].lower() for row in [*WHOLE, *PARTS]}


@pytest.mark.parametrize(
    ("name", "units"),
    [("FreePhysicalMemory", "kilobytes"), ("TotalVisibleMemorySize", "kilobytes"), ("CurrentTimeZone", "minutes")],
)
def test_units(name, units):
    definition = declared("CIM_OperatingSystem").__cim_class__
    assert definition.properties[name].qualifiers["Units"].value == units


def test_the_model_of_a_disk_is_not_known_to_cim():
    assert "Model" not in declared("CIM_DiskDrive").__cim_class__.properties
