# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import WbemStatus
from openwmi.mof.compiler import compile_mof, compile_unit
from openwmi.mof.diagnostics import MofErrors
from openwmi.mof.nodes import ClassItem, Item
from openwmi.mof.parser import parse_mof
from openwmi.mof.result import Phase
from tests.inmemory import MemoryStore

FROG = "class Frog { [key] string Name; uint32 Weight = 5; string Colors[]; };\n"


@pytest.fixture
def store():
    return MemoryStore()


def compiled(store, text, **options):
    result = compile_mof(text, store, **options)
    assert result.error is None, result.error
    return result


def failed(store, text, **options):
    result = compile_mof(text, store, **options)
    assert result.error is not None
    return WbemStatus(result.hresult).name, result.phase, result.object_number, result.first_line, result.last_line


def test_classes_and_instances_are_stored(store):
    result = compiled(store, FROG + 'class Toad : Frog {};\ninstance of Toad { Name = "Kim"; Weight = 2.5; };')
    assert (result.phase, result.stored_objects) == (Phase.NONE, 3)
    frog = store.get_instance("root\\default", 'Frog.Name="Kim"')
    assert (frog.class_name, frog["Weight"], frog["Colors"]) == ("Toad", 2, None)
    assert (frog.is_local("Weight"), frog.is_local("Colors")) == (True, False)


def test_null_is_told_from_not_set(store):
    compiled(store, FROG + 'instance of Frog { Name = "a"; Weight = NULL; };\ninstance of Frog { Name = "b"; };')
    first, second = (store.get_instance("root\\default", f'Frog.Name="{name}"') for name in "ab")
    assert (first["Weight"], first.is_local("Weight")) == (None, True)
    assert (second["Weight"], second.is_local("Weight")) == (5, False)


def test_the_pragma_beats_the_argument(store):
    compiled(store, 'class A {};\n#pragma namespace("root")\nclass B {};', namespace="root/cimv2")
    assert store.classes("root\\cimv2").find_class("A")
    assert store.classes("root").find_class("B")
    assert not store.classes("root\\cimv2").find_class("B")


def test_a_namespace_is_made_by_an_instance(store):
    text = '#pragma namespace("root")\ninstance of __Namespace { Name = "acme"; };\n'
    text += '#pragma namespace("root/acme")\nclass A {};'
    compiled(store, text)
    assert store.classes("root\\acme").find_class("A")


def test_deletions(store):
    compiled(store, FROG + 'instance of Frog { Name = "a"; };')
    compiled(store, '#pragma deleteinstance("Frog.Name=\\"a\\"", FAIL)\n#pragma deleteclass("Frog", FAIL)')
    assert store.classes("root\\default").find_class("Frog") is None
    compiled(store, '#pragma deleteclass("Frog", NOFAIL)\n#pragma deleteinstance("Frog.Name=\\"a\\"", NOFAIL)')


def test_flags_reach_the_store(store):
    compiled(store, FROG)
    assert failed(store, FROG, class_flags=2)[0] == "WBEM_E_ALREADY_EXISTS"
    assert failed(store, "#pragma classflags(2)\n" + FROG)[0] == "WBEM_E_ALREADY_EXISTS"
    assert failed(store, 'instance of Frog { Name = "x"; };', instance_flags=1)[0] == "WBEM_E_NOT_FOUND"
    compiled(store, "#pragma classflags(0)\n" + FROG, class_flags=2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("class A : Missing {};", ("WBEM_E_INVALID_SUPERCLASS", 1, 1, 1)),
        ("class A {};\n\ninstance of Missing\n{\n};", ("WBEM_E_NOT_FOUND", 2, 3, 5)),
        (FROG + 'instance of Frog { Nam = "a"; };', ("WBEM_E_NOT_FOUND", 2, 2, 2)),
        (FROG + "instance of Frog { Name = TRUE; };", ("WBEMMOF_E_TYPE_MISMATCH", 2, 2, 2)),
        (FROG + 'instance of Frog { Name = "a"; Weight = -1; };', ("WBEMMOF_E_OUT_OF_RANGE", 2, 2, 2)),
        (FROG + 'instance of Frog { Name = {"a"}; };', ("WBEMMOF_E_UNEXPECTED_ARRAY_INIT", 2, 2, 2)),
        (FROG + 'instance of Frog { Name = "a"; Colors = "b"; };', ("WBEMMOF_E_EXPECTED_OPEN_BRACE", 2, 2, 2)),
        (FROG + 'instance of Frog { [key] Name = "a"; };', ("WBEM_E_CANNOT_BE_KEY", 2, 2, 2)),
        (
            FROG + "instance of Frog as $F { Name = $G; };\ninstance of Frog as $G {};",
            ("WBEMMOF_E_UNEXPECTED_ALIAS", 2, 2, 2),
        ),
        ('#pragma deleteclass("X", FAIL)', ("WBEM_E_NOT_FOUND", 1, 1, 1)),
        ('#pragma namespace("root/none")\nclass A {};', ("WBEM_E_INVALID_NAMESPACE", 1, 2, 2)),
        ("class A { [key] real32 x; };", ("WBEM_E_CANNOT_BE_KEY", 1, 1, 1)),
    ],
)
def test_an_error_stops_and_names_its_object(store, text, expected):
    code, phase, *place = failed(store, text)
    assert (code, *place) == expected
    assert phase is Phase.STORE


def test_what_was_stored_before_an_error_stays(store):
    result = compile_mof("class A {};\nclass B : Missing {};\nclass C {};", store, file="x.mof")
    assert (result.stored_objects, result.file) == (1, "x.mof")
    assert store.classes("root\\default").find_class("A")
    assert store.classes("root\\default").find_class("C") is None


def test_a_syntax_error_stores_nothing(store):
    result = compile_mof("class A {};\nclass 5 {};", store, file="x.mof")
    assert (result.phase, result.first_line, result.file) == (Phase.PARSE, 2, "x.mof")
    assert isinstance(result.error, MofErrors)
    assert store.classes("root\\default").find_class("A") is None


@pytest.mark.parametrize(
    "options", [{"namespace": "nowhere"}, {"class_flags": 3}, {"instance_flags": 8}, {"class_flags": 0x60}]
)
def test_wrong_arguments_are_phase_two(store, options):
    assert compile_mof("class A {};", store, **options).phase is Phase.ARGUMENTS


def test_progress_is_reported(store):
    seen: list[Item] = []
    compile_unit(parse_mof('class A {};\n#pragma namespace("root")\nclass B {};'), store, on_item=seen.append)
    assert [item.declaration.name for item in seen if isinstance(item, ClassItem)] == ["A", "B"]


def test_a_unit_may_be_compiled_twice(store):
    unit = parse_mof("class X { [key] uint8 k; X ref next = $I; };\ninstance of X as $I { k = 1; };")
    first = compile_unit(unit, store)
    assert first.hresult == WbemStatus.WBEM_E_NOT_FOUND
    compile_unit(parse_mof("class X { [key] uint8 k; X ref next; };"), store)
    assert compile_unit(unit, store).is_success
    assert store.classes("root\\default").find_class("X").properties["next"].default == "X.k=1"
    written = unit.items[0]
    assert isinstance(written, ClassItem)
    assert written.declaration.properties["next"].default is None


def test_autorecover_is_told(store):
    assert compiled(store, "#pragma autorecover\n").autorecover
    assert not compiled(store, "").autorecover


def test_amended_qualifiers_are_stored_as_plain_ones(store):
    text = "Qualifier D : ToSubclass Amended;\n"
    text += '[D("c")] class X { [D("p")] uint8 p; [D("m")] void m([in, D("a")] uint8 a); };'
    compiled(store, text)
    found = store.classes("root\\default").find_class("X")
    assert found.qualifiers["D"].flavor == 2
    assert found.properties["p"].qualifiers["D"].flavor == 2
    assert found.methods["m"].qualifiers["D"].flavor == 2
    assert found.methods["m"].parameters[0].qualifiers["D"].flavor == 2


def test_a_dmtf_schema_may_have_abstract_classes_below_concrete_ones(store):
    text = "class A {};\n[Abstract] class B : A {};\n[Abstract] class C : B {};"
    assert failed(store, text)[0] == "WBEM_E_CANNOT_BE_ABSTRACT"
    result = compiled(store, "Qualifier Abstract : boolean = false, Scope(class);\n" + text)
    assert len(result.warnings) == 2
    assert not store.classes("root\\default").find_class("C").is_abstract
    assert "Abstract" in store.classes("root\\default").qualifier_types
