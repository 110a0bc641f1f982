# SPDX-License-Identifier: Apache-2.0
"""What the firmware says of the machine: reader of /sys/class/dmi/id.

Spec: DMTF DSP0134 (SMBIOS) §7.1-7.4 for the meaning of the fields.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from openwmi.builtin.linux.textfiles import read_integer, read_word

_BIOS_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})", re.ASCII)
_LAPTOP_CHASSIS = frozenset({8, 9, 10, 14, 30, 31, 32})
_SERVER_CHASSIS = frozenset({17, 23, 28, 29})
_DESKTOP_CHASSIS = frozenset({3, 4, 5, 6, 7, 13, 15, 16, 24, 35})

DESKTOP, MOBILE, ENTERPRISE_SERVER = 1, 2, 4


def parse_bios_date(text: str | None) -> dt.datetime | None:
    """Return the release date of the firmware.

    Args:
        text: Such as "04/01/2014", month first; two-digit years mean 19xx.

    Returns:
        Midnight UTC of that day; None when the text is no date.
    """
    found = _BIOS_DATE.fullmatch(text or "")
    if found is None:
        return None
    month, day, year = (int(part) for part in found.groups())
    try:
        return dt.datetime(year if year > 99 else 1900 + year, month, day, tzinfo=dt.UTC)
    except ValueError:
        return None


def system_kind(chassis: int | None) -> int | None:
    """Return what sort of computer a chassis makes.

    Args:
        chassis: SMBIOS chassis type.

    Returns:
        DESKTOP, MOBILE or ENTERPRISE_SERVER; None for other or unknown chassis,
        virtual machines among them.
    """
    kinds = ((_LAPTOP_CHASSIS, MOBILE), (_SERVER_CHASSIS, ENTERPRISE_SERVER), (_DESKTOP_CHASSIS, DESKTOP))
    return next((kind for members, kind in kinds if chassis in members), None)


@dataclass(frozen=True, slots=True)
class Dmi:
    """The identification fields of the firmware.

    Attributes:
        root: Their folder; tests give a copied one.
    """

    root: Path = Path("/sys/class/dmi/id")

    def field(self, name: str) -> str | None:
        """Return one field.

        Args:
            name: File name, such as "sys_vendor". Serial numbers are for root only.

        Returns:
            The text; None when absent, blank or unreadable.
        """
        return read_word(self.root / name)

    def chassis(self) -> int | None:
        """Return the SMBIOS chassis type."""
        return read_integer(self.root / "chassis_type")

    def is_personal(self) -> bool:
        """Return whether its chassis is made for one person."""
        return system_kind(self.chassis()) in {DESKTOP, MOBILE}
