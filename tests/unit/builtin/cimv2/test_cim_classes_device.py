# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from tests.unit.builtin.schema import declared, shape


@pytest.mark.parametrize(
    ("name", "superclass", "some"),
    [
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
    ],
)
def test_shape(name, superclass, some):
    parent, properties = shape(declared(name))
    assert parent == superclass
    assert some <= set(properties.split(", ")) or not some
    assert declared(name).__cim_class__.is_abstract


def test_the_model_of_a_disk_is_not_known_to_cim():
    assert "Model" not in declared("CIM_DiskDrive").__cim_class__.properties
