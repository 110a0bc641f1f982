# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.cli.exitcodes import EXIT_CODES, ExitCode, exit_code_of
from openwmi.errors import MofError, NotFoundError, ProviderFailureError, TimedOutError, WbemError, WbemStatus


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotFoundError("x"), 1),
        (WbemError("x", hresult=WbemStatus.WBEM_E_INVALID_CLASS), 1),
        (WbemError("x", hresult=WbemStatus.WBEM_E_INVALID_QUERY), 2),
        (MofError("x"), 2),
        (MofError("x", hresult=WbemStatus.WBEMMOF_E_INVALID_DELETECLASS_SYNTAX), 2),
        (WbemError("x", hresult=WbemStatus.WBEM_E_ACCESS_DENIED), 3),
        (TimedOutError("x"), 4),
        (ProviderFailureError("x"), 5),
        (WbemError("x", hresult=0x80070005), 5),
    ],
)
def test_a_failure_has_one_number(error, code):
    assert exit_code_of(error) == code


def test_no_failure_counts_as_success():
    assert ExitCode.OK not in EXIT_CODES.values()
