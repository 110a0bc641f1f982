# SPDX-License-Identifier: Apache-2.0
"""Win32_LocalTime: the time of the local zone.

Spec: cimwin32-subset.md §1.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.win32_currenttime import Win32_CurrentTime, parts
from openwmi.builtin.linux import clock
from openwmi.provider import InstanceProvider, Request


class Win32_LocalTime(Win32_CurrentTime, singleton=True):
    """The local time now."""


class LocalTimes(InstanceProvider[Win32_LocalTime]):
    """The one moment."""

    def enumerate(self, request: Request) -> Iterator[Win32_LocalTime]:
        """Yield the moment."""
        del request  # nothing here is expensive
        yield Win32_LocalTime(**parts(clock.now()))
