# SPDX-License-Identifier: Apache-2.0
"""Win32_BIOS: the firmware.

Spec: cimwin32-subset.md §1.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.cim_bioselement import CIM_BIOSElement
from openwmi.builtin.linux.dmi import Dmi, parse_bios_date
from openwmi.builtin.linux.kerneltext import decimal
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.readings import Readings
from openwmi.provider import CimDatetime, InstanceProvider, Request, prop, uint8, uint16

RUNNING = 3
TARGET_UNKNOWN = 0


class Win32_BIOS(CIM_BIOSElement):
    """The firmware of this machine. A machine that tells of none has no instance."""

    BiosCharacteristics: list[uint16] | None = prop(description="What the firmware can do, as SMBIOS numbers it.")
    BIOSVersion: list[str] | None = prop(description="Its maker and version.")
    CurrentLanguage: str | None = prop(description="The language of its menus.")
    EmbeddedControllerMajorVersion: uint8 | None = prop(
        description="The release of the controller's firmware, before the dot; 255 for none."
    )
    EmbeddedControllerMinorVersion: uint8 | None = prop(description="The same after the dot.")
    InstallableLanguages: uint16 | None = prop(description="How many languages its menus can have.")
    ListOfLanguages: list[str] | None = prop(description="Which ones.")
    ReleaseDate: CimDatetime | None = prop(description="When it was released.")
    SMBIOSBIOSVersion: str | None = prop(description="Its version, as SMBIOS has it.")
    SMBIOSMajorVersion: uint16 | None = prop(description="The version of SMBIOS, before the dot.")
    SMBIOSMinorVersion: uint16 | None = prop(description="The same after the dot.")
    SMBIOSPresent: bool | None = prop(description="Whether there is SMBIOS.")
    SystemBiosMajorVersion: uint8 | None = prop(description="The release of the firmware, before the dot.")
    SystemBiosMinorVersion: uint8 | None = prop(description="The same after the dot.")


READINGS: Readings[Dmi, Win32_BIOS] = Readings(
    Win32_BIOS,
    {
        "Name": lambda dmi: dmi.field("bios_version") or "",
        "Caption": lambda dmi: dmi.field("bios_version"),
        "Description": lambda dmi: dmi.field("bios_version"),
        "SoftwareElementID": lambda dmi: dmi.field("bios_version") or "",
        "SoftwareElementState": lambda _: RUNNING,
        "TargetOperatingSystem": lambda _: TARGET_UNKNOWN,
        "Version": lambda dmi: " - ".join(_maker_and_version(dmi)),
        "BIOSVersion": lambda dmi: _maker_and_version(dmi) or None,
        "Manufacturer": lambda dmi: dmi.field("bios_vendor"),
        "SMBIOSBIOSVersion": lambda dmi: dmi.field("bios_version"),
        "SMBIOSPresent": lambda _: True,
        "ReleaseDate": lambda dmi: release_date(dmi.field("bios_date")),
        "SerialNumber": lambda dmi: dmi.field("product_serial"),
        "SystemBiosMajorVersion": lambda dmi: _release(dmi.field("bios_release"), 0),
        "SystemBiosMinorVersion": lambda dmi: _release(dmi.field("bios_release"), 1),
        "EmbeddedControllerMajorVersion": lambda dmi: _release(dmi.field("ec_firmware_release"), 0),
        "EmbeddedControllerMinorVersion": lambda dmi: _release(dmi.field("ec_firmware_release"), 1),
        "PrimaryBIOS": lambda _: True,
        "Status": lambda _: "OK",
    },
)
"""How it is read. The languages and characteristics are in SMBIOS structures sysfs does not take apart: NULL."""


def _maker_and_version(dmi: Dmi) -> list[str]:
    fields = (dmi.field("bios_vendor"), dmi.field("bios_version"))
    return [field for field in fields if field is not None]


def release_date(text: str | None) -> CimDatetime | None:
    """Return the date in the firmware's form as a CIM datetime, None for no date."""
    date = parse_bios_date(text)
    return None if date is None else CimDatetime.from_datetime(date)


def _release(text: str | None, at: int) -> int | None:
    """Return one of the two numbers of a release such as "1.35"."""
    numbers = (text or "").split(".")
    number = decimal(numbers[at]) if at < len(numbers) else None
    return number if number is not None and number < 256 else None


class Firmware(InstanceProvider[Win32_BIOS]):
    """The firmware, where it tells of itself."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve the firmware of a machine.

        Args:
            machine: The machine.
        """
        self._dmi = machine.dmi

    def enumerate(self, request: Request) -> Iterator[Win32_BIOS]:
        """Yield the firmware, or nothing."""
        if _maker_and_version(self._dmi):
            yield READINGS.maker(request)(self._dmi)
