# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import NotFoundError, WbemStatus
from openwmi.mof.result import CompileResult, Phase


def test_success():
    result = CompileResult(stored_objects=3)
    result.raise_error()
    assert (result.is_success, result.hresult, result.phase) == (True, 0, Phase.NONE)


def test_failure():
    result = CompileResult(Phase.STORE, NotFoundError("no class"), 2, 5, 9, "x.mof")
    assert not result.is_success
    assert result.hresult == WbemStatus.WBEM_E_NOT_FOUND
    with pytest.raises(NotFoundError):
        result.raise_error()
