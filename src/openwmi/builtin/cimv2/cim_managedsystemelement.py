# SPDX-License-Identifier: Apache-2.0
"""CIM_ManagedSystemElement: anything of a system that can be told apart."""

from __future__ import annotations

from openwmi.provider import CimClass, CimDatetime, prop


class CIM_ManagedSystemElement(CimClass, namespace="root/cimv2", abstract=True):
    """Anything of a system that can be told apart."""

    Caption: str | None = prop(description="A short text for the reader, one line.")
    Description: str | None = prop(description="A text for the reader.")
    InstallDate: CimDatetime | None = prop(
        description="When the element was installed; NULL does not mean that it is not."
    )
    Name: str = prop(description="The name it is known by.")
    Status: str | None = prop(
        description="How it fares, in a word: OK, Error, Degraded, Unknown, Pred Fail, Starting, Stopping, Service."
    )
