# SPDX-License-Identifier: Apache-2.0
"""Win32_BaseService: what services and drivers have in common."""

from __future__ import annotations

from openwmi.builtin.cimv2.cim_service import CIM_Service
from openwmi.provider import prop, uint32


class Win32_BaseService(CIM_Service, abstract=True):
    """A program that the service manager starts and stops."""

    AcceptPause: bool | None = prop(description="Whether it can be paused.")
    AcceptStop: bool | None = prop(description="Whether it can be stopped now.")
    DesktopInteract: bool | None = prop(description="Whether it may open windows.")
    DisplayName: str | None = prop(description="The name shown to people.")
    ErrorControl: str | None = prop(description="How grave it is when it does not start.")
    ExitCode: uint32 | None = prop(description="How its main process ended last.")
    PathName: str | None = prop(description="The command that starts it.")
    ServiceSpecificExitCode: uint32 | None = prop(description="An error number of its own.")
    ServiceType: str | None = prop(description="How it uses processes.")
    StartName: str | None = prop(description="The account it runs as; LocalSystem is root.")
    State: str | None = prop(
        description="Stopped, Start Pending, Stop Pending, Running, Continue Pending, Pause Pending, Paused or Unknown."
    )
    TagId: uint32 | None = prop(description="Its place in the order of starting.")
