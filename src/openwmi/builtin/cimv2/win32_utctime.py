# SPDX-License-Identifier: Apache-2.0
"""Win32_UTCTime: the time of UTC.

Spec: cimwin32-subset.md §1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openwmi.builtin.cimv2.win32_currenttime import Win32_CurrentTime, parts
from openwmi.provider import InstanceProvider, Request


class Win32_UTCTime(Win32_CurrentTime, singleton=True):
    """The UTC time now."""


class UTCTimes(InstanceProvider[Win32_UTCTime]):
    """The one moment."""

    def enumerate(self, request: Request) -> Iterator[Win32_UTCTime]:
        """Yield the moment."""
        del request  # nothing here is expensive
        yield Win32_UTCTime(**parts(dt.datetime.now(dt.UTC)))
