# SPDX-License-Identifier: Apache-2.0
"""CIM_Product: something a vendor delivers under one number."""

from __future__ import annotations

from openwmi.provider import CimClass, key, prop


class CIM_Product(CimClass, namespace="root/cimv2", abstract=True):
    """Something a vendor delivers under one number."""

    Caption: str | None = prop(description="A short text for the reader, one line.")
    Description: str | None = prop(description="A text for the reader.")
    IdentifyingNumber: str = key(description="The serial number; empty where it is unknown.")
    Name: str = key(description="What the product is called; empty where it is unknown.")
    SKUNumber: str | None = prop(description="What it is ordered by.")
    Vendor: str | None = prop(description="Who delivers it.")
    Version: str = key(description="Its version; empty where it is unknown.")
