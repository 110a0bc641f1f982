# SPDX-License-Identifier: Apache-2.0
"""Any octets: a unit, or errors with places in the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openwmi.errors import WbemError
from openwmi.mof.compiler import compile_mof
from openwmi.mof.cursor import MAX_ERRORS
from openwmi.mof.diagnostics import MofErrors, format_errors
from openwmi.mof.nodes import MofUnit
from openwmi.mof.parser import parse_mof
from tests.inmemory import MemoryStore

WORDS = [
    "class",
    "instance",
    "of",
    "as",
    "ref",
    "object",
    "uint8",
    "string",
    "datetime",
    "void",
    "In",
    "Out",
    "Key",
    "Frog",
    "X",
    "qualifier",
    "Scope",
    "Flavor",
    "ToSubclass",
    "TRUE",
    "FALSE",
    "NULL",
    "typedef",
    "enum",
    "$A",
    "$",
    "#pragma",
    "#include",
    "namespace",
    "classflags",
    "deleteclass",
    "autorecover",
    "FAIL",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ",",
    ";",
    ":",
    "=",
    "/*",
    "*/",
    "//",
    "\\",
    "'",
    '"',
    "\n",
    "\t",
    "0",
    "1",
    "-5",
    "0x1F",
    "101b",
    "2.5",
    "1e999",
    "'a'",
    '"text"',
    '"a\\n"',
    '"\\x41"',
    '("x")',
    '{"a","b"}',
    '"unclosed',
    "\x00",
    "\ufeff",
    "ä",
    "漢",
]

soup = st.lists(st.sampled_from([word or " " for word in WORDS]), max_size=60).map(" ".join)
tight_soup = st.lists(st.sampled_from([word or " " for word in WORDS]), max_size=40).map("".join)
texts = st.one_of(soup, tight_soup, st.text(max_size=80))
files = st.one_of(
    st.binary(max_size=80),
    texts.map(lambda text: text.encode("utf-8", "replace")),
    texts.map(lambda text: b"\xff\xfe" + text.encode("utf-16-le", "replace")),
)


def parse_anything(data: bytes | str) -> MofUnit | MofErrors:
    try:
        return parse_mof(data, read_include=lambda _, name: (name, b"class Included {};"))
    except MofErrors as errors:
        return errors


@settings(max_examples=400)
@given(files)
def test_any_octets_give_a_unit_or_errors_with_places(data):
    outcome = parse_anything(data)
    if isinstance(outcome, MofErrors):
        assert 1 <= len(outcome.errors) <= MAX_ERRORS
        assert all(error.line >= 1 and error.column >= 1 for error in outcome.errors)
        assert format_errors(outcome.errors)
    else:
        assert all(1 <= item.first_line <= item.last_line for item in outcome.items)


@settings(max_examples=200)
@given(texts)
def test_any_text_compiles_or_says_why_not(text):
    store = MemoryStore()
    result = compile_mof(text, store, read_include=lambda _, name: (name, b""))
    assert result.is_success or isinstance(result.error, WbemError)
    assert result.is_success == (result.hresult == 0)


GOOD = """
#pragma namespace("root\\\\cimv2")
Qualifier Q : ToSubclass;
[Abstract, Q("a" "b"), V{"1", "2"}] class A : B { [key] uint8 k[4] = {1}; A ref r; void m([in] string s); };
instance of A as $X { k = 5; s = instance of B { t = {"u", "v"}; }; };
"""


@given(st.integers(0, len(GOOD)), st.integers(0, 12))
def test_cutting_a_piece_out_never_does_harm(start, length):
    parse_anything(GOOD[:start] + GOOD[start + length :])


@pytest.mark.parametrize(
    "unit",
    [
        "class A { uint8 x; };\n",
        "class A { uint8 x };\n",
        "[a(1)] ",
        "instance of A { x = {1, {",
        "class A {",
        "instance of A { x = ",
        '"a" /* */ ',
        "{",
        "} ;",
        "instance of A as $A { x = $A; };",
        "#pragma x ",
        "[a, ",
        "$a ",
    ],
)
def test_time_grows_with_the_text_only(unit):
    def elapsed_s(text: str) -> float:
        began = time.process_time()
        parse_anything(text)
        return time.process_time() - began

    small = max(min(elapsed_s(unit * 2_000) for _ in range(3)), 0.002)
    large = min(elapsed_s(unit * 16_000) for _ in range(2))
    assert large < 40 * small
