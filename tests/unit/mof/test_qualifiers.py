# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import WbemStatus
from openwmi.mof.diagnostics import MofErrors
from openwmi.mof.parser import parse_mof
from tests.unit.mof.parsed import classes_of


def qualifiers_of(text, before=""):
    item = classes_of(f"{before}\n{text} class X {{}};")[-1]
    return {name: (q.value, q.flavor) for name, q in item.declaration.qualifiers.items()}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[A]", True),
        ("[A(TRUE)]", True),
        ("[A(false)]", False),
        ("[A(5)]", 5),
        ("[A(-5)]", -5),
        ("[A(0x409)]", 0x409),
        ("[A(0xFFFFFFFF)]", -1),
        ("[A(4294967295)]", "4294967295"),
        ("[A(18446744073709551615)]", "18446744073709551615"),
        ("[A(2.5)]", 2.5),
        ('[A("x" "y")]', "xy"),
        ('[A("x,y")]', "x,y"),
        ('[A( /* note */ "x")]', "x"),
        ('[A{"x", "y"}]', ["x", "y"]),
        ('[A("x", "y")]', ["x", "y"]),
        ("[A(1, 2)]", [1, 2]),
        ("[A{1}]", [1]),
        ("[A{TRUE, FALSE}]", [True, False]),
        ("[A{}]", []),
    ],
)
def test_value_forms(text, value):
    assert qualifiers_of(text) == {"A": (value, 0)}


def test_flavors_at_a_use():
    assert qualifiers_of('[A: ToInstance ToSubclass, B("x"): DisableOverride, C{1} : amended]') == {
        "A": (True, 0x03),
        "B": ("x", 0x10),
        "C": ([1], 0x80),
    }


def test_a_declaration_sets_the_flavor_of_later_uses():
    before = "[A, B(1)] class Y {};\nQualifier A : ToSubclass Amended; qualifier b : ToInstance;"
    assert qualifiers_of("[A, B(1): NotToInstance DisableOverride]", before) == {"A": (True, 0x82), "B": (1, 0x10)}
    assert qualifiers_of("[A, B(1)]", before) == {"A": (True, 0x82), "B": (1, 0x01)}


def test_equal_short_qualifiers_are_one_object():
    first, second = classes_of('[A("x"), B] class X {}; [A("x"), B] class Y {};')
    for name in "AB":
        assert first.declaration.qualifiers[name] is second.declaration.qualifiers[name]


def test_a_known_name_is_not_found_in_the_middle_of_two_words():
    with pytest.raises(MofErrors):
        parse_mof("[Key] class X {}; [Ke y] class Y {};")


def test_amended_is_noted_on_the_class():
    items = classes_of('Qualifier D : Amended; class X { [D("text")] uint8 p; }; class Y {};')
    assert [item.is_amended for item in items] == [True, False]


@pytest.mark.parametrize(
    ("declaration", "use", "value"),
    [
        ("string", '("x")', "x"),
        ("string[]", '{"x"}', ["x"]),
        ("string[]", '("x")', ["x"]),
        ("uint32", "(5)", 5),
        ("sint64", "(18446744073709)", "18446744073709"),
        ("boolean", "", True),
        ("boolean", "(false)", False),
        ("string", "", True),
        ("real64", "(5)", 5),
    ],
)
def test_values_of_declared_qualifiers(declaration, use, value):
    assert qualifiers_of(f"[A{use}]", f"Qualifier A : {declaration};")["A"][0] == value


@pytest.mark.parametrize(
    ("declaration", "use"),
    [("uint32", '("x")'), ("boolean", '("x")'), ("string", '{"x"}'), ("uint8[]", '{"x"}'), ("string", "(TRUE, 5)")],
)
def test_values_that_do_not_fit_their_declaration(declaration, use):
    with pytest.raises(MofErrors) as caught:
        qualifiers_of(f"[A{use}]", f"Qualifier A : {declaration};")
    assert caught.value.hresult == WbemStatus.WBEMMOF_E_TYPE_MISMATCH


ELEMENTS = {
    "class": "[Q] class X {};",
    "association": "[Association, Q] class X {};",
    "indication": "[Q, Indication] class X {};",
    "property": "class X { [Q] uint8 p; };",
    "reference": "class X { [Q] X ref p; };",
    "method": "class X { [Q] void m(); };",
    "parameter": "class X { void m([in, Q] uint8 p); };",
}


@pytest.mark.parametrize("element", ELEMENTS)
@pytest.mark.parametrize("scope", [*ELEMENTS, "any"])
def test_scopes(element, scope):
    wider = {"association": {"class"}, "indication": {"class"}, "reference": {"property"}}
    allowed = scope in {element, "any"} | wider.get(element, set())
    text = f"Qualifier Q : boolean, Scope({scope});\n{ELEMENTS[element]}"
    if allowed:
        assert parse_mof(text).object_count == 1
        return
    with pytest.raises(MofErrors) as caught:
        parse_mof(text)
    assert [(e.hresult, e.line) for e in caught.value.errors] == [
        (WbemStatus.WBEMMOF_E_QUALIFIER_USED_OUTSIDE_SCOPE, 2)
    ]


def test_qualifiers_of_different_scopes_may_meet_where_both_fit():
    text = "Qualifier A : boolean, Scope(class); Qualifier B : boolean, Scope(association);"
    assert parse_mof(f"{text} [Association, A, B] class X {{}};").object_count == 1


LONG = "word " * 20


@pytest.mark.parametrize(
    ("use", "value"),
    [
        (f'("{LONG}")', LONG),
        (f'("{LONG}" "{LONG}")', LONG * 2),
        (f'("{LONG}\\n\\"quoted\\" \\\'so\\\'")', LONG + "\n\"quoted\" 'so'"),
        (f'("{LONG}\\\\ \\x41")', LONG + "\\ A"),
    ],
)
@pytest.mark.parametrize("before", ["", "Qualifier A : string;", "Qualifier A : ToSubclass;", "Qualifier A : Amended;"])
def test_long_texts_read_like_short_ones(use, value, before):
    assert qualifiers_of(f"[A{use}]", before)["A"][0] == value
    assert list(qualifiers_of(f"[A{use}, B]", before)) == ["A", "B"]
    assert qualifiers_of(f"[A{use}: DisableOverride]", before)["A"][1] & 0x10


def test_long_lists_keep_their_type():
    use = f'{{"{LONG}", "b" "c"}}'
    assert qualifiers_of(f"[A{use}]", "Qualifier A : string[];")["A"] == ([LONG, "bc"], 2)
    with pytest.raises(MofErrors):
        qualifiers_of(f"[A{use}]", "Qualifier A : string;")


@pytest.mark.parametrize("before", ["", "Qualifier A : string;"])
def test_a_wrong_escape_in_a_long_text_is_found_where_it_stands(before):
    with pytest.raises(MofErrors) as caught:
        qualifiers_of(f'[A("{LONG}\\q")]', before)
    error = caught.value.errors[0]
    assert (error.hresult, error.line) == (WbemStatus.WBEMMOF_E_ILLEGAL_CONSTANT_VALUE, 2)
    assert error.excerpt[error.column - 1 :].startswith("\\q")


def test_long_names_are_refused_with_long_texts_too():
    with pytest.raises(MofErrors) as caught:
        qualifiers_of(f'[{"x" * 256}("{LONG}")]', f"Qualifier {'y' * 255} : string;")
    assert caught.value.hresult == WbemStatus.WBEM_E_QUALIFIER_NAME_TOO_WIDE
