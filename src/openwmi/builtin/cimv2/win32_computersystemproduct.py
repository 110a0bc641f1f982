# SPDX-License-Identifier: Apache-2.0
"""Win32_ComputerSystemProduct: the machine as its vendor delivered it.

Spec: cimwin32-subset.md §1.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.cim_product import CIM_Product
from openwmi.builtin.linux.machine import THIS_MACHINE, Machine
from openwmi.builtin.linux.osrelease import canonical_uuid
from openwmi.builtin.readings import Readings
from openwmi.provider import InstanceProvider, Request, prop


class Win32_ComputerSystemProduct(CIM_Product):
    """This machine as its vendor delivered it. Keys that the server may not read are empty."""

    UUID: str | None = prop(
        description="What identifies the machine; where the firmware does not say, its installation."
    )


def identity(machine: Machine) -> str | None:
    """Return what identifies a machine.

    Args:
        machine: The machine.

    Returns:
        The UUID of its firmware, which only root may read; else its machine
        identifier; None when it has neither.
    """
    return canonical_uuid(machine.dmi.field("product_uuid")) or canonical_uuid(machine.system.machine_id())


READINGS: Readings[Machine, Win32_ComputerSystemProduct] = Readings(
    Win32_ComputerSystemProduct,
    {
        "IdentifyingNumber": lambda machine: machine.dmi.field("product_serial") or "",
        "Name": lambda machine: machine.dmi.field("product_name") or "",
        "Version": lambda machine: machine.dmi.field("product_version") or "",
        "Vendor": lambda machine: machine.dmi.field("sys_vendor"),
        "SKUNumber": lambda machine: machine.dmi.field("product_sku"),
        "Caption": lambda _: "Computer System Product",
        "Description": lambda _: "Computer System Product",
        "UUID": identity,
    },
)


class ComputerSystemProducts(InstanceProvider[Win32_ComputerSystemProduct]):
    """The one product."""

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        """Serve a machine.

        Args:
            machine: The machine.
        """
        self._machine = machine

    def enumerate(self, request: Request) -> Iterator[Win32_ComputerSystemProduct]:
        """Yield the machine as a product."""
        yield READINGS.maker(request)(self._machine)
