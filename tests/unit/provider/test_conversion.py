# SPDX-License-Identifier: Apache-2.0
"""What the core hands over becomes an object of the author's class."""

import pytest

from openwmi.errors import InvalidObjectPathError, TypeMismatchError, ValueOutOfRangeError
from openwmi.model.derive import derive
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.provider import Ref, uint32
from openwmi.provider.annotations import meaning_of
from openwmi.provider.conversion import key_object, typed_object, typed_value
from tests.fakes.ponds import Acme_Animal, Acme_Frog, Acme_Pond, Acme_Water, as_client_sends


def test_values_and_their_states_are_kept():
    frog = typed_object(Acme_Frog, as_client_sends(Acme_Frog(Name="Kermit", Weight=None, Tags=["slow"])))
    assert type(frog) is Acme_Frog
    assert (frog.Name, frog.Weight, frog.Colour, frog.Tags) == ("Kermit", None, "green", ["slow"])
    assert [name for name in frog.names() if frog.is_local(name)] == ["Name", "Tags", "Weight"]


def test_nothing_is_shared_with_the_original():
    plain = as_client_sends(Acme_Frog(Name="Kermit", Tags=["slow"]))
    frog = typed_object(Acme_Frog, plain)
    assert frog.Tags is not None
    frog.Tags.append("green")
    frog.Weight = 3
    assert (plain["Tags"], plain["Weight"]) == (["slow"], None)


def test_an_instance_of_a_subclass_is_seen_as_the_class_asked_for():
    seen = typed_object(Acme_Animal, Acme_Frog(Name="Kermit", Age=3, Weight=5))
    assert type(seen) is Acme_Animal
    assert dict(seen.items()) == {"Age": 3, "Name": "Kermit"}


def test_a_definition_of_its_own_with_other_slots_is_matched_by_name():
    declaration = Acme_Frog.__cim_declaration__
    stored = derive(declaration, derive(Acme_Animal.__cim_declaration__, None), namespace="root\\acme")
    reordered = stored.layout.project(["WEIGHT", "name"])
    frog = typed_object(Acme_Frog, Instance(reordered, [7, "Kermit"], 0b11))
    assert (frog.Name, frog.Weight, frog.Colour) == ("Kermit", 7, "green")
    assert frog.is_local("Weight")
    assert not frog.is_local("Colour")


def test_embedded_objects_and_references_get_their_python_classes():
    water = as_client_sends(Acme_Water(Celsius=4.0))
    pond = Acme_Pond.__cim_class__.spawn_instance()
    pond["Name"], pond["Water"], pond["Samples"] = "Lily", water, [water, water]
    typed = typed_object(Acme_Pond, pond)
    assert isinstance(typed.Water, Acme_Water)
    assert typed.Water.Celsius == 4.0
    assert typed.Samples is not None
    assert [type(sample) for sample in typed.Samples] == [Acme_Water, Acme_Water]

    plain = Acme_Frog.__cim_class__.spawn_instance()
    plain["Home"] = 'Acme_Pond.Name="Lily"'
    home = typed_object(Acme_Frog, plain).Home
    assert home is not None
    assert home.path.class_name == "Acme_Pond"


@pytest.mark.parametrize("path", ['Acme_Frog.Name="Kermit"', 'acme_frog.NAME="Kermit"', 'Acme_Frog="Kermit"'])
def test_a_path_becomes_an_object_with_its_keys_only(path):
    frog = key_object(Acme_Frog, ObjectPath.parse(path))
    assert type(frog) is Acme_Frog
    assert [name for name in frog.names() if frog.is_local(name)] == ["Name"]
    assert frog.Name == "Kermit"


@pytest.mark.parametrize("path", ["Acme_Frog", 'Acme_Frog.Weight="1"', 'Acme_Frog.Name="a",Weight=1'])
def test_a_path_with_other_keys_is_refused(path):
    with pytest.raises(InvalidObjectPathError, match="Acme_Frog"):
        key_object(Acme_Frog, ObjectPath.parse(path))


@pytest.mark.parametrize(
    ("annotation", "value", "expected"),
    [
        (uint32, "5", 5),
        (uint32 | None, None, None),
        (list[str], ("a",), ["a"]),
        (Ref[Acme_Pond], "Acme_Pond=1", Ref("Acme_Pond=1")),
    ],
)
def test_parameters_get_the_form_of_their_annotation(annotation, value, expected):
    found = typed_value(value, meaning_of(annotation, "here"), "here")
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(("value", "error"), [("x", TypeMismatchError), (-1, ValueOutOfRangeError)])
def test_parameters_that_do_not_fit_are_refused(value, error):
    with pytest.raises(error, match="Feed"):
        typed_value(value, meaning_of(uint32, "Feed"), "Feed")
