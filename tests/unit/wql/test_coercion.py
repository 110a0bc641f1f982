# SPDX-License-Identifier: Apache-2.0
from datetime import UTC

import pytest

from openwmi.model.cimtype import CimType
from openwmi.wql.coercion import ConstantRefusedError, coerce_constant
from openwmi.wql.cursor import Cursor
from openwmi.wql.expression import read_operand
from openwmi.wql.nodes import Constant, Dialect


def constant(text: str) -> Constant:
    operand = read_operand(Cursor(text, Dialect.DATA))
    assert isinstance(operand, Constant)
    return operand


@pytest.mark.parametrize(
    ("text", "cimtype", "value"),
    [
        ("10", CimType.CIM_SINT32, 10),
        ("10.0", CimType.CIM_SINT32, 10),
        ("'0x0A'", CimType.CIM_UINT8, 10),
        ("'-9'", CimType.CIM_SINT64, -9),
        ("1000", CimType.CIM_UINT8, 1000),
        ("TRUE", CimType.CIM_UINT8, 1),
        ("FALSE", CimType.CIM_UINT8, 0),
        ("'18446744073709551615'", CimType.CIM_UINT64, 2**64 - 1),
        ("1", CimType.CIM_REAL64, 1.0),
        ("'-1.5'", CimType.CIM_REAL64, -1.5),
        ("0.1", CimType.CIM_REAL32, 0.10000000149011612),
        ("1e300", CimType.CIM_REAL32, 1e300),
        ("7", CimType.CIM_BOOLEAN, True),
        ("0", CimType.CIM_BOOLEAN, False),
        ("'false'", CimType.CIM_BOOLEAN, False),
        ("'1'", CimType.CIM_BOOLEAN, True),
        ("'x'", CimType.CIM_STRING, "x"),
        ("4", CimType.CIM_STRING, "4"),
        ("+04", CimType.CIM_STRING, "4"),
        ("0x10", CimType.CIM_STRING, "16"),
        ("1.50", CimType.CIM_STRING, "1.50"),
        ("+1.0", CimType.CIM_STRING, "1.0"),
        ("TRUE", CimType.CIM_STRING, "TRUE"),
        ("'A'", CimType.CIM_CHAR16, "A"),
        ("'1/2/2020'", CimType.CIM_DATETIME, "20200102000000.000000+000"),
        ("'T.Id=1'", CimType.CIM_REFERENCE, "T.Id=1"),
    ],
)
def test_constants_become_values_of_the_type(text, cimtype, value):
    found = coerce_constant(constant(text), cimtype, UTC)
    assert found == value
    assert type(found) is type(value) or isinstance(found, type(value))


@pytest.mark.parametrize(
    ("text", "cimtype", "expected"),
    [
        ("10.4", CimType.CIM_SINT32, "whole number"),
        ("'ten'", CimType.CIM_SINT32, "whole number"),
        ("''", CimType.CIM_UINT64, "whole number"),
        ("' 1'", CimType.CIM_UINT64, "whole number"),
        ("TRUE", CimType.CIM_REAL64, "number"),
        ("'nan'", CimType.CIM_REAL64, "number"),
        ("'maybe'", CimType.CIM_BOOLEAN, "TRUE"),
        ("20200101", CimType.CIM_DATETIME, "quotes"),
        ("TRUE", CimType.CIM_DATETIME, "quotes"),
        ("'someday'", CimType.CIM_DATETIME, "quotes"),
        ("1", CimType.CIM_REFERENCE, "object path"),
    ],
)
def test_others_are_refused_with_what_would_fit(text, cimtype, expected):
    with pytest.raises(ConstantRefusedError) as caught:
        coerce_constant(constant(text), cimtype, UTC)
    assert expected in caught.value.expected
