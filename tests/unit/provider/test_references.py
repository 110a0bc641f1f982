# SPDX-License-Identifier: Apache-2.0
"""Ref: a property whose value is a path."""

import pytest

from openwmi.errors import InvalidObjectPathError, TypeMismatchError, ValueOutOfRangeError
from openwmi.model.objectpath import ObjectPath
from openwmi.provider import CimClass, Ref, key, uint8
from tests.fakes.ponds import Acme_Frog, Acme_Pond


class Acme_Lane(CimClass):
    Pool: str = key()
    Number: uint8 = key()


class Acme_Sun(CimClass, singleton=True):
    pass


def test_a_reference_is_the_text_of_the_path():
    reference = Ref.to(Acme_Pond, Name='Li"ly')
    assert reference == 'Acme_Pond.Name="Li\\"ly"'
    assert isinstance(reference, str)
    assert reference.path == ObjectPath("Acme_Pond", (("Name", 'Li"ly'),))


def test_a_reference_names_every_key_typed():
    assert Ref.to(Acme_Lane, Number="3", Pool="A") == 'Acme_Lane.Number=3,Pool="A"'


def test_a_singleton_is_referred_to_without_keys():
    assert Ref.to(Acme_Sun) == "Acme_Sun=@"


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        ({}, InvalidObjectPathError),
        ({"Pool": "A"}, InvalidObjectPathError),
        ({"Pool": "A", "Number": 1, "Depth": 2}, InvalidObjectPathError),
        ({"Pool": "A", "Number": None}, InvalidObjectPathError),
        ({"Pool": "A", "Number": "one"}, TypeMismatchError),
        ({"Pool": "A", "Number": 256}, ValueOutOfRangeError),
    ],
)
def test_wrong_keys_are_refused(keys, error):
    with pytest.raises(error, match="Acme_Lane"):
        Ref.to(Acme_Lane, **keys)


def test_an_object_knows_the_reference_to_itself():
    assert Acme_Frog(Name="Kermit").ref() == 'Acme_Frog.Name="Kermit"'


def test_an_object_without_its_key_has_no_reference():
    with pytest.raises(InvalidObjectPathError, match=r"Acme_Frog.*Name"):
        Acme_Frog(Weight=1).ref()  # type: ignore[call-arg]


def test_a_text_that_is_no_path_is_found_out_when_taken_apart():
    with pytest.raises(InvalidObjectPathError):
        _ = Ref("Acme_Pond.Name=").path


def test_it_shows_itself():
    assert repr(Ref("Acme_Sun=@")) == "Ref('Acme_Sun=@')"
