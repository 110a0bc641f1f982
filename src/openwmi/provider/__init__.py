# SPDX-License-Identifier: Apache-2.0
"""provider: what the author of a provider imports."""

from __future__ import annotations

from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.flags import WBEM_FLAG_CREATE_ONLY, WBEM_FLAG_CREATE_OR_UPDATE, WBEM_FLAG_UPDATE_ONLY
from openwmi.provider.context import CallContext
from openwmi.provider.declare import CimClass
from openwmi.provider.fields import key, prop
from openwmi.provider.instance import InstanceProvider
from openwmi.provider.method import method
from openwmi.provider.property import PropertyProvider
from openwmi.provider.references import Ref
from openwmi.provider.request import ProviderServices, Request, current_request
from openwmi.provider.settings import Reentrancy
from openwmi.provider.types import (
    char16,
    real32,
    real64,
    sint8,
    sint16,
    sint32,
    sint64,
    uint8,
    uint16,
    uint32,
    uint64,
)

__all__ = [
    "WBEM_FLAG_CREATE_ONLY",
    "WBEM_FLAG_CREATE_OR_UPDATE",
    "WBEM_FLAG_UPDATE_ONLY",
    "CallContext",
    "CimClass",
    "CimDatetime",
    "InstanceProvider",
    "PropertyProvider",
    "ProviderServices",
    "Reentrancy",
    "Ref",
    "Request",
    "char16",
    "current_request",
    "key",
    "method",
    "prop",
    "real32",
    "real64",
    "sint8",
    "sint16",
    "sint32",
    "sint64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
]
