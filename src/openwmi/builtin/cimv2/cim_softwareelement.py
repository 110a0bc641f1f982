# SPDX-License-Identifier: Apache-2.0
"""CIM_SoftwareElement: a piece of software as it is installed."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_logicalelement import CIM_LogicalElement
from openwmi.builtin.cimv2.ostypes import OS_TYPES
from openwmi.provider import key, prop, uint16

SOFTWARE_STATES = {0: "Deployable", 1: "Installable", 2: "Executable", 3: "Running"}


class CIM_SoftwareElement(CIM_LogicalElement, abstract=True):
    """A piece of software as it is installed."""

    BuildNumber: str | None = prop(description="Which build it is.")
    CodeSet: str | None = prop(description="The character set it uses.")
    IdentificationCode: str | None = prop(description="The maker's mark for it.")
    LanguageEdition: str | None = prop(description="The language it speaks.")
    Manufacturer: str | None = prop(description="Who made it.")
    Name: str = key(description="What it is called.")
    OtherTargetOS: str | None = prop(description="The system it is for, when it is none of the known ones.")
    SerialNumber: str | None = prop(description="Its serial number.")
    SoftwareElementID: str = key(description="What identifies it beside its name.")
    SoftwareElementState: uint16 = key(description="How far it is installed.", values=SOFTWARE_STATES)
    TargetOperatingSystem: uint16 = key(description="The system it is for.", values=OS_TYPES)
    Version: str = key(description="Its version.")
