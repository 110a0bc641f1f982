# SPDX-License-Identifier: Apache-2.0
"""OS_TYPES: the families of operating systems."""

from __future__ import annotations

OS_TYPES = {0: "Unknown", 1: "Other", 9: "AIX", 10: "ASERIES", 17: "WIN98", 18: "WINNT", 36: "LINUX", 38: "FreeBSD"}
"""The values of OSType and TargetOperatingSystem that are still met."""
