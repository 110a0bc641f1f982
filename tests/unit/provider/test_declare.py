# SPDX-License-Identifier: Apache-2.0
"""CimClass: annotations become a CIM class, objects of it are rows."""

import sys
from types import ModuleType, new_class
from typing import ClassVar

import pytest

from openwmi.errors import InvalidObjectPathError, TypeMismatchError, WbemError
from openwmi.model.instance import Instance
from openwmi.provider import CimClass, Ref, key, prop, sint32, uint32
from tests.fakes.ponds import Acme_Animal, Acme_Frog, Acme_Pond, Acme_Water


class Acme_Everything(CimClass, namespace="root/acme", qualifiers={"Version": "1.0"}):
    """Says it all.

    And more.
    """

    Id: uint32 = key()
    Count: sint32 = 5
    Nothing: str | None = None
    Tags: list[str] = prop(default=["a"])
    Next: "Acme_Everything | None" = prop()
    LIMIT: ClassVar[int] = 3
    plain = "not a property"

    def double(self) -> int:
        return self.Count * 2


def declare(body, bases=(CimClass,), options=None):
    return new_class("Acme_Wrong", bases, options or {}, lambda space: space.update({"__module__": __name__} | body))


def qualifiers_of(kind):
    return {name: qualifier.value for name, qualifier in kind.__cim_class__.qualifiers.items()}


def test_annotations_become_properties_in_order():
    properties = Acme_Everything.__cim_class__.properties
    assert [(p.name, str(p.type), p.default) for p in properties.values()] == [
        ("Id", "uint32", None),
        ("Count", "sint32", 5),
        ("Nothing", "string", None),
        ("Tags", "string[]", ["a"]),
        ("Next", "object:Acme_Everything", None),
    ]
    assert [p.has_default for p in properties.values()] == [False, True, True, True, False]
    assert Acme_Everything.__cim_class__.key_names == ("Id",)


def test_the_docstring_is_the_description_and_more_qualifiers_are_kept():
    assert qualifiers_of(Acme_Everything) == {"Description": "Says it all.\n\nAnd more.", "Version": "1.0"}


def test_the_docstring_of_a_parent_does_not_describe_the_child():
    class Acme_Toad(Acme_Frog):
        pass

    assert "Description" not in qualifiers_of(Acme_Toad)


def test_python_inheritance_is_cim_inheritance():
    frog = Acme_Frog.__cim_class__
    assert frog.parent is Acme_Animal.__cim_class__
    assert frog.namespace == "root\\acme"
    assert list(frog.properties)[:2] == ["Name", "Age"]
    assert frog.properties["Name"].origin == "Acme_Animal"
    assert frog.declaration.superclass == "Acme_Animal"
    assert list(frog.declaration.properties) == ["Weight", "Colour", "Born", "Tags", "Home", "State"]


@pytest.mark.parametrize(
    ("options", "attribute"),
    [
        ({"abstract": True}, "is_abstract"),
        ({"association": True}, "is_association"),
        ({"singleton": True}, "is_singleton"),
    ],
)
def test_class_keywords_become_qualifiers(options, attribute):
    kind = declare({}, options=options)
    assert getattr(kind.__cim_class__, attribute)
    assert not getattr(Acme_Frog.__cim_class__, attribute)


def test_a_subclass_of_an_association_is_one():
    class Acme_Link(CimClass, association=True):
        Here: Ref[Acme_Pond] = key()
        There: Ref[Acme_Pond] = key()

    class Acme_Brook(Acme_Link):
        pass

    assert "association" in Acme_Brook.__cim_class__.qualifiers


def test_a_class_without_namespace_lives_where_clients_look_first():
    class Acme_Newt(CimClass):
        Name: str = key()

    assert Acme_Newt.__cim_class__.namespace == "root\\cimv2"


def test_an_object_is_an_instance_with_the_layout_of_its_class():
    frog = Acme_Frog(Name="Kermit", Weight=320)
    assert isinstance(frog, Instance)
    assert frog.layout is Acme_Frog.__cim_class__.layout
    assert str(frog.path) == '\\\\.\\root\\acme:Acme_Frog.Name="Kermit"'
    assert [name for name in frog.names() if frog.is_local(name)] == ["Name", "Weight"]
    assert (frog.Weight, frog.Colour, frog.Age) == (320, "green", None)


def test_objects_keep_what_python_classes_have():
    assert Acme_Everything(Id=1).double() == 10
    assert Acme_Everything.LIMIT == 3
    assert Acme_Everything(Id=1).plain == "not a property"


@pytest.mark.parametrize(
    ("given", "hint"), [({"Wieght": 3}, "did you mean Weight"), ({"Zzz": 3}, "it has Name"), ({"weight": 3}, "Weight")]
)
def test_an_unknown_keyword_is_refused_with_a_hint(given, hint):
    with pytest.raises(TypeError, match=f"Acme_Frog has no property .*{hint}"):
        Acme_Frog(Name="Kermit", **given)


def test_a_misspelled_attribute_is_refused():
    with pytest.raises(AttributeError, match="Wieght"):
        Acme_Frog(Name="Kermit").Wieght = 3  # type: ignore[attr-defined]


def test_values_are_coerced_to_their_types():
    assert Acme_Frog(Name="Kermit", Weight="320").Weight == 320  # type: ignore[arg-type]
    with pytest.raises(TypeMismatchError, match=r"Acme_Frog\.Tags"):
        Acme_Frog(Name="Kermit", Tags="slow")  # type: ignore[arg-type]


def test_embedded_objects_must_be_of_their_class():
    pond = Acme_Pond(Name="Lily", Water=Acme_Water(Celsius=18.5))
    assert pond.Water is not None
    assert pond.Water.Celsius == 18.5
    with pytest.raises(TypeMismatchError, match=r"Acme_Pond\.Water.*Acme_Frog"):
        Acme_Pond(Name="Lily", Water=Acme_Frog(Name="Kermit"))  # type: ignore[arg-type]


def test_a_class_may_hold_objects_of_itself():
    assert Acme_Everything(Id=1, Next=Acme_Everything(Id=2)).Next.Id == 2  # type: ignore[union-attr]


def test_two_objects_share_no_default_array():
    first, second = Acme_Everything(Id=1), Acme_Everything(Id=2)
    first.Tags.append("b")
    assert second.Tags == ["a"]
    assert Acme_Everything.__cim_class__.properties["Tags"].default == ["a"]


def test_a_clone_is_of_the_same_class_and_independent():
    frog = Acme_Frog(Name="Kermit", Tags=["slow"])
    twin = frog.clone()
    assert type(twin) is Acme_Frog
    twin.Weight = 7
    assert twin.Tags is not None
    twin.Tags.append("green")
    assert (frog.Weight, frog.Tags) == (None, ["slow"])


def test_an_object_without_any_key_has_no_reference():
    with pytest.raises(InvalidObjectPathError, match="no key"):
        Acme_Water(Celsius=3.0).ref()


@pytest.mark.parametrize(
    ("body", "symbol", "message"),
    [
        ({"__annotations__": {"Size": int}}, "WBEM_E_INVALID_PROPERTY_TYPE", r"Acme_Wrong\.Size: int"),
        ({"__annotations__": {"Size": "unit32"}}, "WBEM_E_INVALID_PROPERTY_TYPE", r"Acme_Wrong\.Size: .*unit32"),
        ({"Size": prop()}, "WBEM_E_INVALID_PROPERTY", r"Acme_Wrong\.Size has no type"),
        ({"__annotations__": {"path": str}}, "WBEM_E_INVALID_PROPERTY", r"Acme_Wrong\.path: every CimClass"),
        ({"__annotations__": {"A": str, "a": str}}, "WBEM_E_INVALID_PROPERTY", r"Acme_Wrong\.a repeats A"),
        ({"__annotations__": {"_size": str}}, "WBEM_E_INVALID_PARAMETER", "_size"),
        ({"__annotations__": {"Size": float}, "Size": key()}, "WBEM_E_CANNOT_BE_KEY", r"Acme_Wrong\.Size"),
        ({"__annotations__": {"Size": uint32}, "Size": "big"}, "WBEM_E_TYPE_MISMATCH", r"Acme_Wrong\.Size"),
    ],
)
def test_mistakes_are_told_when_the_class_is_created(body, symbol, message):
    with pytest.raises(WbemError, match=message) as caught:
        declare(body)
    assert caught.value.symbol == symbol


def test_a_class_has_one_superclass():
    with pytest.raises(WbemError, match="Acme_Frog and Acme_Pond") as caught:
        declare({}, (Acme_Frog, Acme_Pond))
    assert caught.value.symbol == "WBEM_E_INVALID_SUPERCLASS"


def test_an_override_keeps_the_spelling_of_the_first_declaration():
    class Acme_Toad(Acme_Frog):
        WEIGHT: uint32 | None = prop(units="kg")

    toad = Acme_Toad(Name="Bufo", WEIGHT=1)
    assert (toad.Weight, toad.WEIGHT, toad["weight"]) == (1, 1, 1)
    assert "Weight" in toad.layout.names
    assert Acme_Toad.__cim_class__.properties["Weight"].qualifiers["Units"].value == "kg"


def test_annotations_may_be_texts_of_their_module(monkeypatch):
    module = ModuleType("acme_texts")
    monkeypatch.setitem(sys.modules, "acme_texts", module)
    source = (
        "from __future__ import annotations\n"
        "from typing import ClassVar\n"
        "from openwmi.provider import *\n"
        "class Acme_Texts(CimClass):\n"
        "    Name: str = key()\n"
        "    Size: uint32 | None = prop()\n"
        "    Next: Ref[Acme_Texts] | None = prop()\n"
        "    Other: Ref['Acme_Elsewhere'] | None = prop()\n"
        "    LIMIT: ClassVar[int] = 1\n"
    )
    exec(compile(source, "acme_texts.py", "exec"), vars(module))
    properties = module.Acme_Texts.__cim_class__.properties
    assert [str(p.type) for p in properties.values()] == ["string", "uint32", "ref:Acme_Texts", "ref:Acme_Elsewhere"]
