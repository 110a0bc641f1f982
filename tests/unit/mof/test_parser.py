# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import WbemStatus
from openwmi.mof import parser as module
from openwmi.mof.cursor import MAX_ERRORS
from openwmi.mof.diagnostics import MofErrors
from openwmi.mof.nodes import ClassItem, InstanceItem
from openwmi.mof.parser import parse_mof


def errors_of(text, **options):
    with pytest.raises(MofErrors) as caught:
        parse_mof(text, **options)
    return [(WbemStatus(error.hresult).name.removeprefix("WBEMMOF_E_"), error.line) for error in caught.value.errors]


# Text, and the code and line of each error in it.
FAULTS = [
    ("class A { uint32 x };", [("EXPECTED_SEMI", 1)]),
    ("class A { uint32 x; }", [("EXPECTED_SEMI", 1)]),
    ("class A { uint32 x; }\nclass B {};", [("EXPECTED_SEMI", 2)]),
    ("class A uint32 x;", [("EXPECTED_OPEN_BRACE", 1)]),
    ("class A { uint32 x;", [("EXPECTED_BRACE_OR_BAD_TYPE", 1)]),
    ("class A { uint32", [("EXPECTED_PROPERTY_NAME", 1), ("EXPECTED_BRACE_OR_BAD_TYPE", 1)]),
    ("class 5 {};", [("EXPECTED_CLASS_NAME", 1)]),
    ("class A : 5 {};", [("EXPECTED_CLASS_NAME", 1)]),
    ("class __A {};", [("INVALID_CLASS_DECLARATION", 1)]),
    ("instance A {};", [("INVALID_INSTANCE_DECLARATION", 1)]),
    ("instance of 5 {};", [("EXPECTED_CLASS_NAME", 1)]),
    ("instance of A { x = 1 };", [("EXPECTED_SEMI", 1)]),
    ("instance of A { x 1; };", [("EXPECTED_SEMI", 1)]),
    ("instance of A { 5 = 1; };", [("EXPECTED_PROPERTY_NAME", 1)]),
    ('instance of A { __Class = "B"; };', [("EXPECTED_PROPERTY_NAME", 1)]),
    ("instance of A { x = 1; x = 2; };", [("DUPLICATE_PROPERTY", 1)]),
    ("instance of A { x = 1;", [("EXPECTED_CLOSE_BRACE", 1)]),
    ("instance of A ;", [("EXPECTED_OPEN_BRACE", 1)]),
    ("[key", [("EXPECTED_CLOSE_BRACKET", 1)]),
    ("[key class A {};", [("EXPECTED_CLOSE_BRACKET", 1)]),
    ("[] class A {};", [("EXPECTED_QUALIFIER_NAME", 1)]),
    ("[a, A] class X {};", [("DUPLICATE_QUALIFIER", 1)]),
    ('class A { [CIMTYPE("uint8")] uint32 x; };', [("CIMTYPE_QUALIFIER", 1)]),
    ("class A { uint32 x; string X; };", [("DUPLICATE_PROPERTY", 1)]),
    ("class A { void M(); void m(); };", [("DUPLICATE_PROPERTY", 1)]),
    ("class A { uint32 x[; };", [("EXPECTED_CLOSE_BRACKET", 1)]),
    ("class A { 5 x; };", [("EXPECTED_TYPE_IDENTIFIER", 1)]),
    ("class A { byte; };", [("UNRECOGNIZED_TYPE", 1)]),
    ("class A { byte[] x; };", [("UNRECOGNIZED_TYPE", 1)]),
    ("class A { uint32 5; };", [("EXPECTED_PROPERTY_NAME", 1)]),
    ("class A { B ref; };", [("EXPECTED_PROPERTY_NAME", 1)]),
    ("class A { void x; };", [("EXPECTED_OPEN_PAREN", 1)]),
    ("class A { uint32 M([in] uint8 a; };", [("EXPECTED_CLOSE_PAREN", 1)]),
    ("class A { uint32 M(uint8 a); };", [("MUST_BE_IN_OR_OUT", 1)]),
    ("class A { uint32 M[](); };", [("NO_ARRAYS_RETURNED", 1)]),
    ("class A { uint32[] M(); };", [("NO_ARRAYS_RETURNED", 1)]),
    ('class A { uint32 M("x"); };', [("EXPECTED_TYPE_IDENTIFIER", 1)]),
    ("class A { uint32 M([in] void a); };", [("UNRECOGNIZED_TYPE", 1)]),
    ('class A { string s = {"a"}; };', [("UNEXPECTED_ARRAY_INIT", 1)]),
    ('class A { string s[] = "a"; };', [("EXPECTED_OPEN_BRACE", 1)]),
    ('class A { string s[] = {"a", NULL}; };', [("NULL_ARRAY_ELEM", 1)]),
    ("class A { uint8 s[] = {1, {2}}; };", [("EXPECTED_CLOSE_BRACE", 1)]),
    ("class A { uint8 s[] = {1 2}; };", [("EXPECTED_CLOSE_BRACE", 1)]),
    ("class A { uint8 s[] = {1,}; };", [("EXPECTED_CLOSE_BRACE", 1)]),
    ("class A { uint8 x = 256; };", [("OUT_OF_RANGE", 1)]),
    ('class A { uint8 x = "abc"; };', [("TYPE_MISMATCH", 1)]),
    ("class A { uint8 x = abc; };", [("ILLEGAL_CONSTANT_VALUE", 1)]),
    ("class A { uint8 x = 08; };", [("ILLEGAL_CONSTANT_VALUE", 1)]),
    ('class A { string x = "a\\q"; };', [("ILLEGAL_CONSTANT_VALUE", 1)]),
    ('class A { string x = "a\n; };', [("ILLEGAL_CONSTANT_VALUE", 1)]),
    ("class A { char16 x = 'ab'; };", [("ILLEGAL_CONSTANT_VALUE", 1)]),
    ("class A { uint32 x = $B; }; class C as $B {};", [("UNEXPECTED_ALIAS", 1)]),
    ("instance of A as B {};", [("EXPECTED_DOLLAR", 1)]),
    ("instance of A as $ {};", [("EXPECTED_ALIAS_NAME", 1)]),
    ("instance of A { x = $; };", [("EXPECTED_ALIAS_NAME", 1)]),
    ("instance of A as $B {};\ninstance of A as $b {};", [("MULTIPLE_ALIASES", 2)]),
    ("instance of A { x = instance of B as $C {}; };", [("ALIASES_IN_EMBEDDED", 1)]),
    ("instance of A { x = class B as $C {}; };", [("ALIASES_IN_EMBEDDED", 1)]),
    ("instance of A as $C { x = instance of B { y = $C; }; };", [("ALIASES_IN_EMBEDDED", 1)]),
    ('[Values{1, "a"}] class A {};', [("TYPE_MISMATCH", 1)]),
    ("[X(abc)] class A {};", [("ILLEGAL_CONSTANT_VALUE", 1)]),
    ("[X(NULL)] class A {};", [("ILLEGAL_CONSTANT_VALUE", 1)]),
    ("[X(1e999)] class A {};", [("OUT_OF_RANGE", 1)]),
    ('[X("a" 5)] class A {};', [("EXPECTED_CLOSE_PAREN", 1)]),
    ('[X("a"): Foo] class A {};', [("EXPECTED_FLAVOR_TYPE", 1)]),
    ("[X:] class A {};", [("EXPECTED_FLAVOR_TYPE", 1)]),
    ("[X: EnableOverride DisableOverride] class A {};", [("INCOMPATIBLE_FLAVOR_TYPES", 1)]),
    ("[X: Restricted ToSubclass] class A {};", [("INCOMPATIBLE_FLAVOR_TYPES2", 1)]),
    ("typedef uint32 x;", [("TYPEDEF_NOT_SUPPORTED", 1)]),
    ("enum x {};", [("TYPEDEF_NOT_SUPPORTED", 1)]),
    ("[a] enum x {};", [("TYPEDEF_NOT_SUPPORTED", 1)]),
    ("class A { enum x; };", [("TYPEDEF_NOT_SUPPORTED", 1)]),
    ("[a] 5;", [("INVALID_CLASS_DECLARATION", 1)]),
    ("hello;", [("UNRECOGNIZED_TOKEN", 1)]),
    (";", [("UNRECOGNIZED_TOKEN", 1)]),
    ("} ;\nclass 5 {};", [("UNRECOGNIZED_TOKEN", 1), ("EXPECTED_CLASS_NAME", 2)]),
    ("#define X", [("UNRECOGNIZED_TOKEN", 1)]),
    ("class A {};\n/* open\n\n", [("UNRECOGNIZED_TOKEN", 2)]),
    ('#include "x.mof"', [("ERROR_INVALID_INCLUDE_FILE", 1)]),
    ("#include x", [("ERROR_INVALID_INCLUDE_FILE", 1)]),
    ('#pragma include("x.mof")', [("ERROR_INVALID_INCLUDE_FILE", 1)]),
    ("class " + "x" * 256 + " {};", [("WBEM_E_CLASS_NAME_TOO_WIDE", 1)]),
    ("class A { uint8 " + "x" * 256 + "; };", [("WBEM_E_PROPERTY_NAME_TOO_WIDE", 1)]),
    ("[" + "x" * 256 + "] class A {};", [("WBEM_E_QUALIFIER_NAME_TOO_WIDE", 1)]),
    ("class A { void M([in, ID(0)] uint8 a, [in, ID(2)] uint8 b); };", [("WBEM_E_NONCONSECUTIVE_PARAMETER_IDS", 1)]),
]


@pytest.mark.parametrize(("text", "errors"), FAULTS)
def test_each_fault_has_its_code_and_line(text, errors):
    assert errors_of(text) == errors


def test_one_run_reports_several_errors():
    text = (
        "class A {\n uint8 x = 300;\n byte;\n uint8 good;\n};\nstray;\ninstance A {};\nclass B {\n uint8 y = 1 2;\n};"
    )
    assert errors_of(text) == [
        ("OUT_OF_RANGE", 2),
        ("UNRECOGNIZED_TYPE", 3),
        ("UNRECOGNIZED_TOKEN", 6),
        ("INVALID_INSTANCE_DECLARATION", 7),
        ("EXPECTED_SEMI", 9),
    ]


def test_a_wrong_directive_swallows_nothing_behind_it():
    text = '#pragma namespace(5)\ninstance of A as $P {};\n#pragma nonsense("x")\ninstance of A { x = $P; };'
    assert errors_of(text) == [("INVALID_NAMESPACE_SYNTAX", 1), ("INVALID_PRAGMA", 3)]


def test_the_number_of_errors_is_bounded():
    assert len(errors_of("stray;\n" * 1000)) == MAX_ERRORS


def test_errors_say_column_and_source_line():
    with pytest.raises(MofErrors) as caught:
        parse_mof("class A {\n\tuint8 x = 256;\n};", file="frog.mof")
    error = caught.value.errors[0]
    assert (error.file, error.line, error.column, error.excerpt) == ("frog.mof", 2, 12, "\tuint8 x = 256;")


def test_items_know_their_lines_and_numbers():
    unit = parse_mof(
        '#pragma namespace("root\\\\cimv2")\n'
        '[abstract]\nclass A\n{\n};\n\ninstance of B {};\n#pragma deleteclass("A", FAIL)'
    )
    shown = [(item.first_line, item.last_line, item.number, item.namespace) for item in unit.items]
    assert shown == [
        (1, 1, 0, "root\\cimv2"),
        (2, 5, 1, "root\\cimv2"),
        (7, 7, 2, "root\\cimv2"),
        (8, 8, 3, "root\\cimv2"),
    ]
    assert unit.object_count == 3


FILES = {
    "sub/a.mof": b'class A {};\n#include "b.mof"\n#pragma namespace("root\\\\other")\n',
    "sub/b.mof": "instance of A as $FromB {};".encode("utf-16"),
    "loop.mof": b'#include "loop.mof"',
    "binary.mof": b"FOMB....",
}


def read_include(file, name):
    folder = file.rpartition("/")[0]
    path = f"{folder}/{name}" if folder else name
    if path not in FILES:
        raise FileNotFoundError(path)
    return path, FILES[path]


@pytest.mark.parametrize(
    "directive",
    ['#include("sub/a.mof")', '#include "sub/a.mof"', '#pragma include ("sub/a.mof")', '# INCLUDE ( "sub/" "a.mof" )'],
)
def test_includes_are_textual_and_relative(directive):
    unit = parse_mof(f"{directive}\ninstance of A {{ X = $FromB; }};", read_include=read_include)
    objects = [item for item in unit.items if item.number]
    assert [(type(item), item.source.file, item.namespace) for item in objects] == [
        (ClassItem, "sub/a.mof", None),
        (InstanceItem, "sub/b.mof", None),
        (InstanceItem, "<text>", "root\\other"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('#include "none.mof"', "ERROR_INVALID_INCLUDE_FILE"),
        ('#include "loop.mof"', "ERROR_INVALID_INCLUDE_FILE"),
        ('#include "binary.mof"', "INVALID_FILE"),
    ],
)
def test_includes_that_cannot_be_used(text, code):
    assert [name for name, _ in errors_of(text, read_include=read_include)] == [code]


def test_included_text_is_limited_in_sum(monkeypatch):
    monkeypatch.setattr(module, "MAX_SOURCE_OCTETS", 100)
    assert errors_of('#include "x"\n' * 3, read_include=lambda _, name: (name, b" " * 40)) == [
        ("ERROR_INVALID_INCLUDE_FILE", 3)
    ]
    assert errors_of(" " * 101) == [("INVALID_FILE", 1)]


def test_the_number_of_includes_is_limited(monkeypatch):
    monkeypatch.setattr(module, "MAX_INCLUDES", 2)
    assert errors_of('#include "x"\n' * 3, read_include=lambda _, name: (name, b"")) == [
        ("ERROR_INVALID_INCLUDE_FILE", 3)
    ]


def test_embedding_is_limited():
    deep = "instance of A { x = " * 70 + "1" + "; }" * 70 + ";"
    assert errors_of(deep)[0] == ("WBEM_E_QUOTA_VIOLATION", 1)
    shallow = "instance of A { x = " * 60 + "1" + "; }" * 60 + ";"
    assert len(parse_mof(shallow).items) == 1


def test_the_unit_tells_of_pragmas():
    unit = parse_mof('#pragma AutoRecover\n#pragma amendment("MS_409")\n')
    assert unit.autorecover
    assert unit.amendment == "MS_409"
