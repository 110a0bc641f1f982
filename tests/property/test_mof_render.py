# SPDX-License-Identifier: Apache-2.0
"""Round trips: what is rendered parses back to the same thing, and renders to the same text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.cimtype import INTEGER_RANGES, CimType, TypeSpec
from openwmi.model.declaration import (
    ClassDeclaration,
    MethodDeclaration,
    ParameterDeclaration,
    PropertyDeclaration,
)
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap
from openwmi.model.qualifier import Qualifier
from openwmi.mof.compiler import compile_mof
from openwmi.mof.nodes import ClassItem
from openwmi.mof.parser import parse_mof
from openwmi.mof.render import render_declaration, render_instance
from openwmi.mof.text import quote, read_text
from tests.inmemory import MemoryStore

PART = "class Part { uint32 Size = 1; string Name; Part Inner; };"

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
names = st.from_regex(r"[A-Z][a-z0-9]{0,6}", fullmatch=True)
sint32 = st.integers(-(1 << 31), (1 << 31) - 1)
finite = st.floats(allow_nan=False, allow_infinity=False)

qualifier_values = st.one_of(
    st.booleans(),
    sint32,
    finite,
    any_text,
    st.lists(st.booleans(), min_size=1, max_size=3),
    st.lists(sint32, max_size=3),
    st.lists(any_text, min_size=1, max_size=3),
)
flavor_bits = st.sampled_from([0, 1, 2, 3, 0x10, 0x12, 0x80, 0x93])
qualifier = st.builds(Qualifier, names.map("Q{}".format), qualifier_values, flavor_bits)
qualifier_maps = st.lists(qualifier, max_size=3).map(lambda found: NameMap((q.name, q) for q in found))

SCALARS = {
    **{cimtype: st.integers(*limits) for cimtype, limits in INTEGER_RANGES.items()},
    CimType.CIM_REAL32: st.floats(allow_nan=False, allow_infinity=False, width=32),
    CimType.CIM_REAL64: finite,
    CimType.CIM_BOOLEAN: st.booleans(),
    CimType.CIM_STRING: any_text,
    CimType.CIM_DATETIME: st.sampled_from(
        [CimDatetime("20261120120000.000000+060"), CimDatetime("00000012010203.000004:000")]
    ),
    CimType.CIM_REFERENCE: any_text,
}


@st.composite
def typed_values(draw):
    cimtype = draw(st.sampled_from(list(SCALARS)))
    is_array = draw(st.booleans())
    value = draw(st.one_of(st.none(), st.lists(SCALARS[cimtype], max_size=3) if is_array else SCALARS[cimtype]))
    class_name = draw(st.sampled_from([None, "Part"])) if cimtype is CimType.CIM_REFERENCE else None
    return TypeSpec(cimtype, is_array, class_name), value


@st.composite
def declarations(draw):
    declaration = ClassDeclaration("Generated", draw(st.sampled_from([None, "Part"])), draw(qualifier_maps))
    for number, (spec, value) in enumerate(draw(st.lists(typed_values(), max_size=5))):
        name = f"{draw(names)}P{number}"
        has_default = draw(st.booleans())
        declaration.properties[name] = PropertyDeclaration(
            name, spec, draw(qualifier_maps), value if has_default else None, has_default
        )
    for number in range(draw(st.integers(0, 2))):
        parameters = []
        for position, (spec, value) in enumerate(draw(st.lists(typed_values(), max_size=3))):
            qualifiers = draw(qualifier_maps)
            qualifiers["In"] = Qualifier("In")
            has_default = draw(st.booleans())
            parameters.append(
                ParameterDeclaration(f"A{position}", spec, qualifiers, value if has_default else None, has_default)
            )
        spec = draw(st.sampled_from([None, TypeSpec(CimType.CIM_UINT32), TypeSpec(CimType.CIM_OBJECT, False, "Part")]))
        declaration.methods[f"M{number}"] = MethodDeclaration(f"M{number}", spec, parameters, draw(qualifier_maps))
    return declaration


def in_alphabetical_order(declaration):
    entries = sorted(declaration.properties.items(), key=lambda entry: entry[0].lower())
    return ClassDeclaration(
        declaration.name, declaration.superclass, declaration.qualifiers, NameMap(entries), declaration.methods
    )


@settings(max_examples=200)
@given(declarations())
def test_a_class_parses_back_to_its_declaration(declaration):
    text = render_declaration(declaration)
    (item,) = parse_mof(text).items
    assert isinstance(item, ClassItem)
    assert repr(item.declaration) == repr(in_alphabetical_order(declaration))
    assert render_declaration(item.declaration) == text


@given(any_text)
def test_any_text_survives_quoting(text):
    literal = quote(text)
    assert "\n" not in literal
    assert read_text(literal) == text


def make_part(classes, depth, size):
    part: ClassDefinition = classes.find_class("Part")
    instance = part.spawn_instance()
    instance["Size"] = size
    if depth:
        instance["Inner"] = make_part(classes, depth - 1, size)
    return instance


@settings(max_examples=150)
@given(st.lists(typed_values(), max_size=6), st.data())
def test_an_instance_compiles_back_to_itself(columns, data):
    store = MemoryStore()
    declaration = ClassDeclaration("Thing")
    declaration.properties["K"] = PropertyDeclaration(
        "K", TypeSpec(CimType.CIM_STRING), NameMap([("key", Qualifier("key"))])
    )
    declaration.properties["Any"] = PropertyDeclaration("Any", TypeSpec(CimType.CIM_OBJECT))
    declaration.properties["Parts"] = PropertyDeclaration("Parts", TypeSpec(CimType.CIM_OBJECT, True, "Part"))
    for number, (spec, _) in enumerate(columns):
        declaration.properties[f"P{number}"] = PropertyDeclaration(f"P{number}", spec)
    assert compile_mof(PART, store).is_success
    thing: Instance = store.put_class("root\\default", declaration, 0).spawn_instance()
    thing["K"] = "the one"
    for number, (_, value) in enumerate(columns):
        if data.draw(st.booleans()):
            thing[f"P{number}"] = value
    if data.draw(st.booleans()):
        classes = store.classes("root\\default")
        thing["Any"] = make_part(classes, data.draw(st.integers(0, 3)), 7)
        thing["Parts"] = [make_part(classes, 0, size) for size in range(data.draw(st.integers(0, 3)))]
    text = render_instance(thing)
    result = compile_mof(text, store)
    assert result.error is None, result.error
    again = store.get_instance("root\\default", 'Thing.K="the one"')
    assert again.local == thing.local
    assert render_instance(again) == text
