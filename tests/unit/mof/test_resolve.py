# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import MofError, WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance
from openwmi.mof.compiler import compile_mof
from tests.inmemory import MemoryStore

SCHEMA = """
class Node { [key] string Name; Node ref Next; Node ref Others[]; };
[association] class Link { [key] Node ref From; [key] Node ref To; };
class Part { uint32 Size = 1; string Tags[]; };
class BigPart : Part { Part Inner; };
class Box { [key] uint32 Id; Part Strong; object Weak; Part Several[]; };
"""


@pytest.fixture
def store():
    made = MemoryStore()
    assert compile_mof(SCHEMA, made).is_success
    return made


def get(store, path, namespace="root\\default"):
    return store.get_instance(namespace, path)


def compiled(store, text):
    result = compile_mof(text, store)
    assert result.error is None, result.error


def test_an_alias_becomes_the_relative_path(store):
    compiled(
        store,
        'instance of Node as $A { Name = "a\\"b"; };\ninstance of Node { Name = "c"; Next = $A;'
        ' Others = {$a, "Node.Name=\\"x\\""}; };',
    )
    node = get(store, 'Node.Name="c"')
    assert node["Next"] == 'Node.Name="a\\"b"'
    assert node["Others"] == ['Node.Name="a\\"b"', 'Node.Name="x"']


def test_an_alias_may_be_used_before_its_instance(store):
    compiled(
        store,
        "instance of Link as $L { From = $A; To = $B; };\n"
        'instance of Node as $A { Name = "a"; Next = $B; };\ninstance of Node as $B { Name = "b"; };',
    )
    assert get(store, 'Link.From="Node.Name=\\"a\\"",To="Node.Name=\\"b\\""')["To"] == 'Node.Name="b"'
    assert get(store, 'Node.Name="a"')["Next"] == 'Node.Name="b"'


def test_keys_may_be_aliases_themselves(store):
    compiled(
        store,
        "class Owner { [key] uint8 k; object ref Target; };\n"
        "instance of Owner { k = 1; Target = $L; };\ninstance of Link as $L { From = $A; To = $A; };\n"
        'instance of Node as $A { Name = "a"; };',
    )
    assert get(store, "Owner.k=1")["Target"] == 'Link.From="Node.Name=\\"a\\"",To="Node.Name=\\"a\\""'


def test_across_namespaces_the_path_is_full(store):
    text = (
        'instance of Node as $A { Name = "a"; };\n#pragma namespace("root/cimv2")\n'
        "class Far { [key] uint8 k; object ref Node; };\ninstance of Far { k = 1; Node = $A; };"
    )
    compiled(store, text)
    assert get(store, "Far.k=1", "root\\cimv2")["Node"] == '\\\\.\\root\\default:Node.Name="a"'


def test_the_alias_of_a_class_is_its_path(store):
    compiled(store, "class New as $C {};\nclass P { [key] uint8 k; object ref c; };\ninstance of P { k = 1; c = $C; };")
    assert get(store, "P.k=1")["c"] == "New"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('instance of Node { Name = "a"; Next = $B; };\ninstance of Node as $B {};', WbemStatus.WBEM_E_ILLEGAL_NULL),
        ('instance of Node { Name = "a"; Next = $B; };\ninstance of None as $B {};', WbemStatus.WBEM_E_NOT_FOUND),
    ],
)
def test_aliases_without_a_path(store, text, code):
    assert compile_mof(text, store).hresult == code


def test_a_chain_of_keys_is_bounded(store):
    chain = "class K { [key] K ref k; };\ninstance of K { k = $A0; };\n"
    chain += "".join(f"instance of K as $A{n} {{ k = $A{n + 1}; }};\n" for n in range(100))
    result = compile_mof(chain + 'instance of K as $A100 { k = "K"; };', store)
    assert result.hresult == WbemStatus.WBEM_E_QUOTA_VIOLATION


def test_embedded_objects(store):
    compiled(
        store,
        "instance of Box { Id = 1; Strong = instance of BigPart { Size = 2.6; Inner = instance of Part {}; };\n"
        "Weak = class Local : Part { uint8 Own = 3; };\n"
        "Several = {instance of Part{Size=1;}, instance of BigPart{};}; };",
    )
    box = get(store, "Box.Id=1")
    strong = box["Strong"]
    assert isinstance(strong, Instance)
    assert (strong.class_name, strong["Size"]) == ("BigPart", 3)
    inner = strong["Inner"]
    assert isinstance(inner, Instance)
    assert inner["Size"] == 1
    weak = box["Weak"]
    assert isinstance(weak, ClassDefinition)
    assert list(weak.properties) == ["Size", "Tags", "Own"]
    assert [part.class_name for part in box["Several"]] == ["Part", "BigPart"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('instance of Node { Name = "x"; }', WbemStatus.WBEMMOF_E_TYPE_MISMATCH),
        ("instance of Missing {}", WbemStatus.WBEM_E_NOT_FOUND),
        ("instance of Part { Sise = 1; }", WbemStatus.WBEM_E_NOT_FOUND),
        ("class Part2 : Part {}", WbemStatus.WBEMMOF_E_TYPE_MISMATCH),
        ("5", WbemStatus.WBEMMOF_E_TYPE_MISMATCH),
    ],
)
def test_embedded_objects_that_do_not_fit(store, value, code):
    result = compile_mof(f"instance of Box {{\n Id = 1;\n Strong = {value};\n}};", store)
    assert isinstance(result.error, MofError)
    assert (result.hresult, result.error.line) == (code, 3)


def test_defaults_may_be_embedded_objects(store):
    compiled(
        store,
        "class D { Part p = instance of Part { Size = 9; }; Part q[] = {instance of Part {}};\n"
        " void m([in] Part a = instance of Part { Size = 8; }); void n(); };",
    )
    found = store.classes("root\\default").find_class("D")
    assert found.properties["p"].default["Size"] == 9
    assert found.properties["q"].default[0]["Size"] == 1
    assert found.methods["m"].parameters[0].default["Size"] == 8


def test_qualifiers_of_instances_are_kept(store):
    compiled(store, '[Q("i")] instance of Node { [R: ToInstance] Name = "a"; [S] Next; };')
    node = get(store, 'Node.Name="a"')
    assert node.qualifiers["Q"].value == "i"
    assert node.property_qualifiers("Name")["R"].value is True
    assert "S" in node.property_qualifiers("Next")
    assert not node.is_local("Next")
