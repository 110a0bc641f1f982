# SPDX-License-Identifier: Apache-2.0
"""Win32_ProcessStartup: how Win32_Process.Create shall start a process."""

from __future__ import annotations

from openwmi.builtin.cimv2.win32_methodparameterclass import Win32_MethodParameterClass
from openwmi.provider import prop, uint16, uint32

PRIORITY_CLASSES = {
    32: "Normal",
    64: "Idle",
    128: "High",
    256: "Realtime",
    16384: "Below Normal",
    32768: "Above Normal",
}


class Win32_ProcessStartup(Win32_MethodParameterClass):
    """How a process is started. Whatever is about windows and consoles has no effect here."""

    CreateFlags: uint32 | None = prop(description="Details of the creation; no effect.", write=True)
    EnvironmentVariables: list[str] | None = prop(
        description="All variables of the process, each as NAME=value; NULL for those of the server.", write=True
    )
    ErrorMode: uint16 | None = prop(description="What happens on errors of the process; no effect.", write=True)
    FillAttribute: uint32 | None = prop(description="Colours of a console window; no effect.", write=True)
    PriorityClass: uint32 | None = prop(
        description="The scheduling priority it starts with.", write=True, values=PRIORITY_CLASSES
    )
    ShowWindow: uint16 | None = prop(description="How its window appears; no effect.", write=True)
    Title: str | None = prop(description="The title of its console window; no effect.", write=True)
    WinstationDesktop: str | None = prop(description="The desktop it starts on; no effect.", write=True)
    X: uint32 | None = prop(units="pixels", description="Left edge of its window; no effect.", write=True)
    XCountChars: uint32 | None = prop(description="Columns of its console; no effect.", write=True)
    XSize: uint32 | None = prop(units="pixels", description="Width of its window; no effect.", write=True)
    Y: uint32 | None = prop(units="pixels", description="Top edge of its window; no effect.", write=True)
    YCountChars: uint32 | None = prop(description="Rows of its console; no effect.", write=True)
    YSize: uint32 | None = prop(units="pixels", description="Height of its window; no effect.", write=True)
