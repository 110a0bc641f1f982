# SPDX-License-Identifier: Apache-2.0
"""Attribute access to a slot of the row."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openwmi.errors import TypeMismatchError, ValueOutOfRangeError, WbemError
from openwmi.model.cimtype import PRIMITIVES, CimType, TypeSpec
from openwmi.model.values import coerce
from openwmi.provider import Ref
from openwmi.provider.fieldaccess import converter
from tests.fakes.ponds import Acme_Frog

SPECS = [TypeSpec(cimtype, is_array) for cimtype in PRIMITIVES.values() for is_array in (False, True)]
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.lists(st.integers())
)


def outcome(function, value):
    try:
        return function(value)
    except WbemError as error:
        return (error.symbol, error.message)


@given(st.sampled_from(SPECS), VALUES)
def test_the_fast_way_does_what_coerce_does(spec, value):
    expected = outcome(lambda given: coerce(given, spec, "A.B"), value)
    found = outcome(converter(spec, "A.B"), value)
    assert found == expected
    assert type(found) is type(expected)


def test_references_become_ref():
    convert = converter(TypeSpec(CimType.CIM_REFERENCE), "A.B")
    found = convert("Acme_Pond.Name=1")
    assert type(found) is Ref
    assert convert(found) is found
    assert convert(None) is None


def test_reading_and_setting_work_on_the_row_of_the_instance():
    frog = Acme_Frog(Name="Kermit")
    assert frog.Weight is None
    assert not frog.is_local("Weight")
    frog.Weight = 5
    assert frog.Weight == frog["weight"] == 5
    assert frog.is_local("Weight")
    frog["Weight"] = 6
    assert frog.Weight == 6


def test_setting_none_sets_null_and_differs_from_the_class_default():
    frog = Acme_Frog(Name="Kermit")
    assert frog.Colour == "green"
    assert not frog.is_local("Colour")
    frog.Colour = None
    assert frog.Colour is None
    assert frog.is_local("Colour")


@pytest.mark.parametrize(
    ("value", "error"), [("heavy", TypeMismatchError), (-1, ValueOutOfRangeError), (2**32, ValueOutOfRangeError)]
)
def test_values_that_do_not_fit_are_refused_and_nothing_changes(value, error):
    frog = Acme_Frog(Name="Kermit", Weight=5)
    with pytest.raises(error, match=r"^Acme_Frog\.Weight"):
        frog.Weight = value
    assert frog.Weight == 5


def test_python_times_become_cim_datetimes():
    born = datetime(2024, 2, 29, 12, tzinfo=UTC)
    frog = Acme_Frog(Name="Kermit", Born=born)  # type: ignore[arg-type]
    assert frog.Born == "20240229120000.000000+000"


def test_on_the_class_a_property_shows_its_type():
    assert repr(Acme_Frog.__dict__["Weight"]) == "<uint32 property Weight>"
    assert Acme_Frog.Weight is Acme_Frog.__dict__["Weight"]
