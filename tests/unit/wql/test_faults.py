# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import InvalidClassError, InvalidQueryError, NotFoundError, UnparsableQueryError, WbemError
from openwmi.wql.faults import MAX_MESSAGE_CHARACTERS, Fault, query_error
from openwmi.wql.nodes import Dialect


@pytest.mark.parametrize(
    ("fault", "dialect", "kind", "symbol"),
    [
        (Fault.SYNTAX, Dialect.DATA, InvalidQueryError, "WBEM_E_INVALID_QUERY"),
        (Fault.SYNTAX, Dialect.EVENT, UnparsableQueryError, "WBEM_E_UNPARSABLE_QUERY"),
        (Fault.UNKNOWN_CLASS, Dialect.DATA, InvalidClassError, "WBEM_E_INVALID_CLASS"),
        (Fault.UNKNOWN_CLASS, Dialect.EVENT, NotFoundError, "WBEM_E_NOT_FOUND"),
        (Fault.UNKNOWN_ISA_CLASS, Dialect.EVENT, InvalidClassError, "WBEM_E_INVALID_CLASS"),
        (Fault.UNKNOWN_PROPERTY, Dialect.EVENT, InvalidQueryError, "WBEM_E_INVALID_QUERY"),
        (Fault.OPERATOR, Dialect.DATA, InvalidQueryError, "WBEM_E_INVALID_QUERY"),
        (Fault.OPERATOR, Dialect.EVENT, WbemError, "WBEM_E_INVALID_OPERATOR"),
        (Fault.NOT_AN_OBJECT, Dialect.EVENT, WbemError, "WBEM_E_PROPERTY_NOT_AN_OBJECT"),
        (Fault.TOO_BROAD, Dialect.EVENT, WbemError, "WBEMESS_E_REGISTRATION_TOO_BROAD"),
    ],
)
def test_the_dialect_decides_the_code(fault, dialect, kind, symbol):
    error = query_error(fault, dialect, "something is wrong")
    assert type(error) is kind
    assert error.symbol == symbol


def test_the_message_counts_positions_from_one_and_the_error_from_zero():
    error = query_error(Fault.SYNTAX, Dialect.DATA, "found `x`", position=4, next_step="leave it out")
    assert isinstance(error, InvalidQueryError)
    assert (error.message, error.position, error.next_step) == ("found `x` (character 5)", 4, "leave it out")


def test_a_long_message_is_cut():
    error = query_error(Fault.SYNTAX, Dialect.EVENT, "x" * 10000, position=0)
    assert len(error.message) < MAX_MESSAGE_CHARACTERS + 40
    assert error.message.endswith("(character 1)")
