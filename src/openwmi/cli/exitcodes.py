# SPDX-License-Identifier: Apache-2.0
"""Exit codes: the one table that turns a failure into a number for scripts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from openwmi.errors import WbemError, WbemStatus


class ExitCode(IntEnum):
    """What the process tells its caller. `openwmi mofcomp` has numbers of its own."""

    OK = 0
    NOT_FOUND = 1
    USAGE = 2
    DENIED = 3
    PARTIAL = 4
    FAILED = 5
    INTERRUPTED = 130
    BROKEN_PIPE = 141


EXIT_CODES: Final[Mapping[int, ExitCode]] = MappingProxyType(
    {
        WbemStatus.WBEM_E_NOT_FOUND: ExitCode.NOT_FOUND,
        WbemStatus.WBEM_E_INVALID_CLASS: ExitCode.NOT_FOUND,
        WbemStatus.WBEM_E_INVALID_NAMESPACE: ExitCode.NOT_FOUND,
        WbemStatus.WBEM_E_INVALID_METHOD: ExitCode.NOT_FOUND,
        WbemStatus.WBEM_E_INVALID_PROPERTY: ExitCode.NOT_FOUND,
        WbemStatus.WBEM_E_PROVIDER_NOT_FOUND: ExitCode.NOT_FOUND,
        WbemStatus.WBEM_E_INVALID_QUERY: ExitCode.USAGE,
        WbemStatus.WBEM_E_INVALID_QUERY_TYPE: ExitCode.USAGE,
        WbemStatus.WBEM_E_UNPARSABLE_QUERY: ExitCode.USAGE,
        WbemStatus.WBEM_E_INVALID_OBJECT_PATH: ExitCode.USAGE,
        WbemStatus.WBEM_E_INVALID_PARAMETER: ExitCode.USAGE,
        WbemStatus.WBEM_E_INVALID_METHOD_PARAMETERS: ExitCode.USAGE,
        WbemStatus.WBEM_E_TYPE_MISMATCH: ExitCode.USAGE,
        WbemStatus.WBEM_E_VALUE_OUT_OF_RANGE: ExitCode.USAGE,
        WbemStatus.WBEM_E_ACCESS_DENIED: ExitCode.DENIED,
        WbemStatus.WBEM_E_PRIVILEGE_NOT_HELD: ExitCode.DENIED,
        WbemStatus.WBEM_E_TIMED_OUT: ExitCode.PARTIAL,
        WbemStatus.WBEM_E_PROVIDER_TIMED_OUT: ExitCode.PARTIAL,
    }
)
"""HRESULT -> exit code; every other failure is FAILED."""

_FIRST_MOF_CODE: Final = WbemStatus.WBEMMOF_E_EXPECTED_QUALIFIER_NAME
_LAST_MOF_CODE: Final = WbemStatus.WBEMMOF_E_INVALID_DELETECLASS_SYNTAX


def exit_code_of(error: WbemError) -> ExitCode:
    """Return the exit code for a failure; faults in a MOF text are faults of its writer."""
    if _FIRST_MOF_CODE <= error.hresult <= _LAST_MOF_CODE:
        return ExitCode.USAGE
    return EXIT_CODES.get(error.hresult, ExitCode.FAILED)
