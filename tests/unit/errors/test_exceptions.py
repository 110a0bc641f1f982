# SPDX-License-Identifier: Apache-2.0
"""Exceptions carry their code, and a code finds its exception."""

import pytest

from openwmi import errors
from openwmi.errors import (
    ExtendedStatus,
    InvalidQueryError,
    MofError,
    NotFoundError,
    QueryError,
    UnparsableQueryError,
    WbemError,
    WbemStatus,
)

# Names that are not the code in camel case.
IRREGULAR = {"DatabaseVersionError": "WBEM_E_DATABASE_VER_MISMATCH", "MofError": "WBEMMOF_E_UNRECOGNIZED_TOKEN"}

SUBCLASSES = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, WbemError) and kind not in {WbemError, QueryError}
]


def status_name(kind):
    words = kind.__name__.removesuffix("Error")
    return "WBEM_E" + "".join(f"_{c}" if c.isupper() else c.upper() for c in words)


@pytest.mark.parametrize("kind", SUBCLASSES)
def test_the_name_of_a_subclass_is_its_code(kind):
    assert kind.status.name == IRREGULAR.get(kind.__name__, status_name(kind))


@pytest.mark.parametrize("kind", SUBCLASSES)
def test_a_subclass_knows_its_code(kind):
    error = kind("what failed")
    assert (error.hresult, error.symbol, error.message, str(error)) == (
        int(kind.status),
        kind.status.name,
        "what failed",
        "what failed",
    )
    assert type(error.hresult) is int


@pytest.mark.parametrize("kind", SUBCLASSES)
def test_a_code_finds_its_subclass(kind):
    error = WbemError.from_hresult(int(kind.status), "seen elsewhere")
    assert type(error) is kind
    assert error.message == "seen elsewhere"


def test_no_two_subclasses_share_a_code():
    assert len({kind.status for kind in SUBCLASSES}) == len(SUBCLASSES)


def test_everything_exported_exists():
    assert all(hasattr(errors, name) for name in errors.__all__)


def test_a_code_without_subclass():
    error = WbemError("class A has children", hresult=WbemStatus.WBEM_E_CLASS_HAS_CHILDREN)
    assert (error.hresult, error.symbol) == (0x80041025, "WBEM_E_CLASS_HAS_CHILDREN")


@pytest.mark.parametrize(
    ("hresult", "message"), [(0x80041025, "WBEM_E_CLASS_HAS_CHILDREN"), (0x80070005, "0x80070005")]
)
def test_a_code_from_elsewhere_without_text(hresult, message):
    error = WbemError.from_hresult(hresult)
    assert (type(error), error.hresult, error.message) == (WbemError, hresult, message)


def test_defaults():
    error = WbemError("it failed")
    assert (error.hresult, error.where, error.next_step, error.extended) == (0x80041001, "", "", None)


def test_details():
    extended = ExtendedStatus(description="disk is gone")
    error = NotFoundError("no disk", where="disk.py:3", next_step="plug it in", extended=extended)
    assert (error.where, error.next_step, error.extended) == ("disk.py:3", "plug it in", extended)


@pytest.mark.parametrize("kind", [InvalidQueryError, UnparsableQueryError])
@pytest.mark.parametrize("position", [None, 0, 17])
def test_query_errors_carry_the_position(kind, position):
    error = kind("`FROM` is expected", position=position, next_step="write FROM")
    assert (error.position, error.next_step) == (position, "write FROM")
    assert isinstance(error, QueryError)


def test_a_query_error_may_carry_another_code():
    error = InvalidQueryError("too long", hresult=WbemStatus.WBEM_E_QUOTA_VIOLATION)
    assert error.hresult == WbemStatus.WBEM_E_QUOTA_VIOLATION


def test_mof_errors_carry_the_place():
    error = MofError("semicolon", hresult=0x80044002, file="a.mof", line=3, column=7, excerpt="class A {}")
    assert (error.symbol, error.where) == ("WBEMMOF_E_EXPECTED_SEMI", "a.mof:3:7")
    assert (error.file, error.line, error.column, error.excerpt) == ("a.mof", 3, 7, "class A {}")


def test_a_subclass_without_a_code_of_its_own_is_not_found_by_code():
    class LocalNotFoundError(NotFoundError):
        """Has the code of its parent."""

    assert type(WbemError.from_hresult(LocalNotFoundError.status)) is NotFoundError
