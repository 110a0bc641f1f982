# SPDX-License-Identifier: Apache-2.0
"""framework: the classic Provider Framework under its published names."""

from __future__ import annotations

from openwmi.provider.framework.chstring import CHString
from openwmi.provider.framework.chstringarray import CHPtrArray, CHStringArray
from openwmi.provider.framework.cinstance import CInstance
from openwmi.provider.framework.collection import TRefPointerCollection
from openwmi.provider.framework.glue import CWbemProviderGlue
from openwmi.provider.framework.methodcontext import MethodContext
from openwmi.provider.framework.objectpathparser import CObjectPathParser, ParsedObjectPath
from openwmi.provider.framework.provider import Provider
from openwmi.provider.framework.query import CFrameworkQuery
from openwmi.provider.framework.threadbase import CThreadBase
from openwmi.provider.framework.virtuals import ProviderVirtuals
from openwmi.provider.framework.wbemtime import WBEMTime
from openwmi.provider.framework.wbemtimespan import WBEMTimeSpan

__all__ = [
    "CFrameworkQuery",
    "CHPtrArray",
    "CHString",
    "CHStringArray",
    "CInstance",
    "CObjectPathParser",
    "CThreadBase",
    "CWbemProviderGlue",
    "MethodContext",
    "ParsedObjectPath",
    "Provider",
    "ProviderVirtuals",
    "TRefPointerCollection",
    "WBEMTime",
    "WBEMTimeSpan",
]
