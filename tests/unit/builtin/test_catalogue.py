# SPDX-License-Identifier: Apache-2.0
"""Every shipped provider: what it declares, and that what it yields is what it declares."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from openwmi.builtin.catalogue import PROVIDERS
from openwmi.model.values import coerce
from openwmi.provider.instance import declaration_of

LOCATIONS = PROVIDERS["linux"]["root\\cimv2"]


def load(location):
    module, _, name = location.partition(":")
    return getattr(importlib.import_module(module), name)


# Class -> superclass, keys, methods. Spec: cimwin32-subset.md.
EXPECTED = {
    "MSFT_Providers": (
        None,
        (
            "HostProcessIdentifier",
            "HostingGroup",
            "HostingSpecification",
            "Locale",
            "Namespace",
            "Provider",
            "TransactionIdentifier",
            "User",
        ),
        (),
    ),
    "OpenWMI_ProviderActivity": (None, ("Namespace", "Provider"), ()),
    "Win32_BIOS": (
        "CIM_BIOSElement",
        ("Name", "SoftwareElementID", "SoftwareElementState", "TargetOperatingSystem", "Version"),
        (),
    ),
    "Win32_ComputerSystem": ("CIM_UnitaryComputerSystem", ("Name",), ()),
    "Win32_ComputerSystemProcessor": ("Win32_SystemDevices", ("GroupComponent", "PartComponent"), ()),
    "Win32_ComputerSystemProduct": ("CIM_Product", ("IdentifyingNumber", "Name", "Version"), ()),
    "Win32_DependentService": ("CIM_ServiceServiceDependency", ("Antecedent", "Dependent"), ()),
    "Win32_DiskDrive": ("CIM_DiskDrive", ("DeviceID",), ()),
    "Win32_DiskDriveToDiskPartition": ("CIM_MediaPresent", ("Antecedent", "Dependent"), ()),
    "Win32_DiskPartition": ("CIM_DiskPartition", ("DeviceID",), ()),
    "Win32_Environment": ("CIM_SystemResource", ("Name", "UserName"), ()),
    "Win32_Group": ("Win32_Account", ("Domain", "Name"), ()),
    "Win32_IP4RouteTable": ("CIM_LogicalElement", ("Destination", "InterfaceIndex", "Mask", "NextHop"), ()),
    "Win32_LocalTime": ("Win32_CurrentTime", (), ()),
    "Win32_LogicalDiskToPartition": ("CIM_BasedOn", ("Antecedent", "Dependent"), ()),
    "Win32_PageFileUsage": ("CIM_LogicalElement", ("Name",), ()),
    "Win32_TimeZone": ("CIM_Setting", ("StandardName",), ()),
    "Win32_UserAccount": ("Win32_Account", ("Domain", "Name"), ()),
    "Win32_UTCTime": ("Win32_CurrentTime", (), ()),
    "Win32_LogicalDisk": ("CIM_LogicalDisk", ("DeviceID",), ()),
    "Win32_NetworkAdapter": ("CIM_NetworkAdapter", ("DeviceID",), ()),
    "Win32_NetworkAdapterConfiguration": ("CIM_Setting", ("Index",), ()),
    "Win32_NetworkAdapterSetting": ("Win32_DeviceSettings", ("Element", "Setting"), ()),
    "Win32_OperatingSystem": ("CIM_OperatingSystem", (), ()),
    "Win32_Process": (
        "CIM_Process",
        ("Handle",),
        ("Create", "GetOwner", "GetOwnerSid", "SetPriority", "Terminate"),
    ),
    "Win32_Processor": ("CIM_Processor", ("DeviceID",), ()),
    "Win32_Service": (
        "Win32_BaseService",
        ("Name",),
        (
            "ChangeStartMode",
            "InterrogateService",
            "PauseService",
            "ResumeService",
            "StartService",
            "StopService",
        ),
    ),
    "Win32_SystemOperatingSystem": ("CIM_InstalledOS", ("GroupComponent", "PartComponent"), ()),
    "Win32_SystemProcesses": ("CIM_SystemComponent", ("GroupComponent", "PartComponent"), ()),
    "Win32_SystemServices": ("CIM_SystemComponent", ("GroupComponent", "PartComponent"), ()),
}


@pytest.fixture(params=LOCATIONS)
def provider_class(request):
    return load(request.param)


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("openwmi.builtin.catalogue", ["openwmi.provider", "openwmi.builtin.cimv2"]),
        ("openwmi.builtin.cimv2.win32_process", ["psutil", "jeepney", "asyncio", "sqlite3"]),
    ],
)
def test_imports_are_light(module, heavy):
    program = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout
    assert output == "[]\n"


def test_the_catalogue_is_complete_and_sorted():
    served = [declaration_of(load(location)).definition.name for location in LOCATIONS]
    assert served == sorted(EXPECTED, key=str.lower)
    assert len({declaration_of(load(location)).settings.name for location in LOCATIONS}) == len(LOCATIONS)


def test_shape(provider_class):
    definition = declaration_of(provider_class).definition
    parent, keys, methods = EXPECTED[definition.name]
    assert definition.superclass == parent
    assert tuple(sorted(definition.key_names)) == keys
    assert tuple(sorted(definition.methods)) == methods
    assert definition.namespace == "root\\cimv2"
    assert definition.is_dynamic
    assert definition.is_singleton == (not definition.key_names)
    assert definition.is_association == any(p.type.text.startswith("ref:") for p in definition.properties.values())


def test_everything_is_described(provider_class):
    definition = declaration_of(provider_class).definition
    assert definition.qualifiers["Description"].value
    for elements in (definition.properties, definition.methods):
        assert [name for name, element in elements.items() if "Description" not in element.qualifiers] == []


def test_instances_are_what_the_class_declares(provider_class, make_request):
    definition = declaration_of(provider_class).definition
    paths = []
    for made in provider_class().enumerate(make_request()):
        assert made.class_name == definition.name
        for name, value in made.items():
            assert value is None or coerce(value, definition.properties[name].type, name) == value
        paths.append(str(made.path))
    assert "None" not in paths
    assert len(paths) == len(set(paths))


def test_an_instance_is_found_by_its_keys(provider_class, make_request):
    definition = declaration_of(provider_class).definition
    found = list(provider_class().enumerate(make_request()))[:3]
    for made in found:
        restrictions = {name: (made[name],) for name in definition.key_names}
        again = list(provider_class().enumerate(make_request(*definition.key_names, **restrictions)))
        assert str(made.path) in [str(twin.path) for twin in again]
