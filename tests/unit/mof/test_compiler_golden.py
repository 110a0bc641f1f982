# SPDX-License-Identifier: Apache-2.0
"""Whole files in the dialects that are about: each compiles unchanged, and again from what it renders to."""

from pathlib import Path

import pytest

from openwmi.model.instance import Instance
from openwmi.mof.compiler import compile_mof
from openwmi.mof.render import render_class, render_instance
from tests.inmemory import SYSTEM_CLASSES, MemoryNamespace, MemoryStore

GOLDEN = Path(__file__).parents[2] / "golden" / "mof"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")
SYSTEM = {name.lower() for name, _, _ in SYSTEM_CLASSES}


def compiled(text: str | bytes, namespace: str = "root\\default", store: MemoryStore | None = None) -> MemoryStore:
    target = store or MemoryStore()
    result = compile_mof(text, target, namespace=namespace)
    assert result.error is None, result.error
    return target


def own_classes(place: MemoryNamespace) -> list[str]:
    return [name for name in place.class_names() if name.lower() not in SYSTEM]


def rendered(place: MemoryNamespace) -> str:
    texts = [render_class(found) for name in own_classes(place) if (found := place.find_class(name))]
    return "\n".join([*texts, *map(render_instance, place.instances.values())])


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.mof")), ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_files_compile_unchanged(path, encoding):
    store = compiled(path.read_text(encoding="utf-8").encode(encoding))
    assert any(own_classes(place) for place in store.namespaces.values())


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.mof")), ids=lambda path: path.stem)
def test_what_they_render_to_compiles_to_the_same(path):
    store = compiled(path.read_bytes())
    again = MemoryStore(*store.namespaces)
    for name, place in store.namespaces.items():
        text = rendered(place)
        compiled(text, name, again)
        assert rendered(again.classes(name)) == text


def test_the_values_of_a_provider_file():
    frog = compiled((GOLDEN / "instance_provider.mof").read_bytes()).classes("root\\cimv2").find_class("Acme_Frog")
    assert frog is not None
    defaults = {name: declared.default for name, declared in frog.properties.items() if declared.default is not None}
    assert defaults == {"Weight": 12, "State": 1, "Offset": -9_000_000_000, "Initial": 0x46, "Tag": [0, 7, 255, 3]}
    assert frog.qualifiers["Description"].value == "A frog, not the clasp."
    assert frog.properties["Weight"].qualifiers["write"].flavor == 3
    assert frog.provider_name == "FrogProvider"


def test_the_values_of_embedded_objects():
    store = compiled((GOLDEN / "embedded_objects.mof").read_bytes())
    box = store.get_instance("root\\cimv2", "Acme_Box.Id=1")
    assert isinstance(box["Best"], Instance)
    assert (box["Best"].class_name, box["Best"]["x"], box["Next"]) == ("Acme_Screw", 2, "Acme_Box.Id=2")
    assert store.get_instance("root\\cimv2", "Acme_Box.Id=2")["Parts"] == []


def test_the_rules_of_the_dmtf_dialect():
    place = compiled((GOLDEN / "dmtf_dialect.mof").read_bytes()).classes("root\\cimv2")
    pad = place.find_class("Acme_Pad")
    assert pad is not None
    depth, beside = pad.methods["Sink"].parameters
    assert (depth.qualifiers["In"].value, beside.qualifiers["In"].value) == (False, True)
    assert pad.qualifiers["Description"].value == "A lily pad. \nIt floats, 'mostly'."
    assert pad.properties["Width"].qualifiers["MaxValue"].value == "18446744073709551615"
    special = place.find_class("Acme_SpecialPad")
    assert special is not None
    assert not special.is_abstract
