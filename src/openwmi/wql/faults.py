# SPDX-License-Identifier: Apache-2.0
"""Which error a wrong query gets: one table of causes, by dialect."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType

from openwmi.errors import (
    InvalidClassError,
    InvalidQueryError,
    NotFoundError,
    UnparsableQueryError,
    WbemError,
    WbemStatus,
)
from openwmi.wql.nodes import Dialect

MAX_MESSAGE_CHARACTERS = 300
"""A query may be much longer than what a reader of a message wants to see of it."""


class Fault(Enum):
    """What can be wrong with a query, apart from its size."""

    SYNTAX = auto()
    UNKNOWN_CLASS = auto()
    UNKNOWN_ISA_CLASS = auto()
    UNKNOWN_PROPERTY = auto()
    TYPE_MISUSE = auto()
    OPERATOR = auto()
    NOT_AN_OBJECT = auto()
    CONTRADICTING_OPTIONS = auto()
    NOT_EVENT_CLASS = auto()
    MISSING_GROUP_WITHIN = auto()
    MISSING_AGGREGATION_LIST = auto()
    AGGREGATING_BY_OBJECT = auto()
    TOO_BROAD = auto()
    TOO_PRECISE = auto()


_DATA_STATUS: Mapping[Fault, WbemStatus] = MappingProxyType(
    {
        Fault.SYNTAX: WbemStatus.WBEM_E_INVALID_QUERY,
        Fault.UNKNOWN_CLASS: WbemStatus.WBEM_E_INVALID_CLASS,
        Fault.UNKNOWN_PROPERTY: WbemStatus.WBEM_E_INVALID_QUERY,
        Fault.TYPE_MISUSE: WbemStatus.WBEM_E_INVALID_QUERY,
        Fault.OPERATOR: WbemStatus.WBEM_E_INVALID_QUERY,
        Fault.NOT_AN_OBJECT: WbemStatus.WBEM_E_INVALID_QUERY,
        Fault.CONTRADICTING_OPTIONS: WbemStatus.WBEM_E_INVALID_QUERY,
    }
)

_EVENT_STATUS: Mapping[Fault, WbemStatus] = MappingProxyType(
    {
        Fault.SYNTAX: WbemStatus.WBEM_E_UNPARSABLE_QUERY,
        Fault.UNKNOWN_CLASS: WbemStatus.WBEM_E_NOT_FOUND,
        Fault.UNKNOWN_ISA_CLASS: WbemStatus.WBEM_E_INVALID_CLASS,
        Fault.UNKNOWN_PROPERTY: WbemStatus.WBEM_E_INVALID_QUERY,
        Fault.TYPE_MISUSE: WbemStatus.WBEM_E_INVALID_QUERY,
        Fault.OPERATOR: WbemStatus.WBEM_E_INVALID_OPERATOR,
        Fault.NOT_AN_OBJECT: WbemStatus.WBEM_E_PROPERTY_NOT_AN_OBJECT,
        Fault.NOT_EVENT_CLASS: WbemStatus.WBEM_E_NOT_EVENT_CLASS,
        Fault.MISSING_GROUP_WITHIN: WbemStatus.WBEM_E_MISSING_GROUP_WITHIN,
        Fault.MISSING_AGGREGATION_LIST: WbemStatus.WBEM_E_MISSING_AGGREGATION_LIST,
        Fault.AGGREGATING_BY_OBJECT: WbemStatus.WBEM_E_AGGREGATING_BY_OBJECT,
        Fault.TOO_BROAD: WbemStatus.WBEMESS_E_REGISTRATION_TOO_BROAD,
        Fault.TOO_PRECISE: WbemStatus.WBEMESS_E_REGISTRATION_TOO_PRECISE,
    }
)

_STATUS: Mapping[Dialect, Mapping[Fault, WbemStatus]] = MappingProxyType(
    {Dialect.DATA: _DATA_STATUS, Dialect.EVENT: _EVENT_STATUS}
)

_POSITIONED: Mapping[WbemStatus, type[InvalidQueryError | UnparsableQueryError]] = MappingProxyType(
    {
        WbemStatus.WBEM_E_INVALID_QUERY: InvalidQueryError,
        WbemStatus.WBEM_E_UNPARSABLE_QUERY: UnparsableQueryError,
    }
)

_PLAIN: Mapping[WbemStatus, type[WbemError]] = MappingProxyType(
    {
        WbemStatus.WBEM_E_INVALID_CLASS: InvalidClassError,
        WbemStatus.WBEM_E_NOT_FOUND: NotFoundError,
    }
)


def query_error(
    fault: Fault, dialect: Dialect, message: str, *, position: int | None = None, next_step: str = ""
) -> WbemError:
    """Return the error for a fault, with the code that its dialect prescribes.

    Args:
        fault: What is wrong.
        dialect: Where the query was sent.
        message: One sentence without a full stop: what was found, what was expected.
        position: 0-based offset of the culprit; the message shows it counted from 1.
        next_step: What the writer of the query can do.

    Spec: wql.md §8.
    """
    status = _STATUS[dialect][fault]
    if len(message) > MAX_MESSAGE_CHARACTERS:
        message = f"{message[:MAX_MESSAGE_CHARACTERS]}…"
    if position is not None:
        message = f"{message} (character {position + 1})"
    positioned = _POSITIONED.get(status)
    if positioned is not None:
        return positioned(message, position=position, next_step=next_step)
    return _PLAIN.get(status, WbemError)(message, hresult=status, next_step=next_step)
