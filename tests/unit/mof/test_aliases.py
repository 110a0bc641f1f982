# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import WbemStatus
from openwmi.mof.diagnostics import MofErrors
from openwmi.mof.parser import parse_mof


def instance(alias: str, *uses: str) -> str:
    body = "".join(f"P{number} = ${use}; " for number, use in enumerate(uses))
    return f"instance of X as ${alias} {{ {body}}};\n"


def test_aliases_may_be_used_before_they_are_defined():
    unit = parse_mof(instance("A", "B") + instance("B") + "class K as $C {};")
    assert list(unit.aliases) == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (instance("A", "A"), 1),
        (instance("A", "B") + instance("B", "A"), 2),
        (instance("A", "B") + instance("B", "C") + instance("C", "b"), 3),
    ],
)
def test_circles_are_refused_where_they_close(text, line):
    with pytest.raises(MofErrors) as caught:
        parse_mof(text)
    assert [(e.hresult, e.line) for e in caught.value.errors] == [(WbemStatus.WBEM_E_CIRCULAR_REFERENCE, line)]


def test_a_diamond_is_no_circle():
    text = instance("A", "B", "C") + instance("B", "D") + instance("C", "D") + instance("D")
    assert len(parse_mof(text).items) == 4


def test_a_long_chain_needs_no_deep_stack():
    text = "".join(instance(f"A{number}", f"A{number + 1}") for number in range(5000)) + instance("A5000")
    assert len(parse_mof(text).aliases) == 5001


def test_an_alias_nobody_defines_is_an_error_at_its_use():
    with pytest.raises(MofErrors) as caught:
        parse_mof("instance of X {\n P = $Nobody; };")
    only = caught.value.errors[0]
    assert (only.hresult, only.line, only.column) == (WbemStatus.WBEMMOF_E_EXPECTED_ALIAS_NAME, 2, 6)
