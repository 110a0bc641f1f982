# SPDX-License-Identifier: Apache-2.0
"""One ExecMethod of a client becomes a call of a provider's method."""

from typing import NamedTuple

import pytest

from openwmi.errors import WbemError
from openwmi.model.objectpath import ObjectPath
from openwmi.provider import CimClass, InstanceProvider, Ref, Request, method, prop, uint32
from openwmi.provider.calling import call_method
from openwmi.provider.running import RunningProvider
from tests.fakes.ponds import Acme_Frog, Acme_Pond, Acme_Water, as_client_sends, new_request


class Acme_Given(CimClass):
    Flies: str | None = prop()


class Meal(NamedTuple):
    ReturnValue: uint32
    Flies: uint32
    Rest: list[str] | None


class Frogs(InstanceProvider[Acme_Frog], name="frogs"):
    @method
    def Feed(self, frog: Acme_Frog, Flies: uint32, Place: str | None, Times: uint32 = 2) -> Meal:
        return Meal(0, Flies * Times, [frog.Name, repr(Place)])

    @method
    async def Croak(self, frog: Acme_Frog, request: Request) -> str:
        return f"{frog.Name} for {request.caller.name}"

    @method
    def Dive(self, frog: Acme_Frog) -> None:
        if frog.Name == "Dry":
            raise FileNotFoundError("no pond")

    @method
    def Bathe(self, frog: Acme_Frog, Water: Acme_Water, Pond: Ref[Acme_Pond]) -> float:
        return Water.Celsius + len(str(Pond.path.key("Name")))

    @method(static=True)
    def Count(self, Kind: str = "any") -> uint32:
        return len(Kind)

    @method
    def Lie(self, frog: Acme_Frog) -> Meal:
        return 5  # type: ignore[return-value]

    @method
    def Overflow(self, frog: Acme_Frog) -> uint32:
        return -1


@pytest.fixture
def running():
    made = RunningProvider(Frogs)
    yield made
    made.close()


def call(running, name, path='Acme_Frog.Name="Kermit"', **inputs):
    given = None
    if inputs:
        signature = running.declaration.definition.methods[name].in_parameters
        given = signature.spawn_instance()
        for parameter, value in inputs.items():
            given[parameter] = value
    out = call_method(running, ObjectPath.parse(path), name, given, new_request())
    return None if out is None else dict(out.items())


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"Flies": 3}, {"Flies": 6, "Rest": ["Kermit", "None"], "ReturnValue": 0}),
        ({"Flies": 3, "Times": 5, "Place": "bank"}, {"Flies": 15, "Rest": ["Kermit", "'bank'"], "ReturnValue": 0}),
        ({"Flies": 3, "Times": None}, {"Flies": 6, "Rest": ["Kermit", "None"], "ReturnValue": 0}),
    ],
)
def test_parameters_go_in_and_out_by_name(running, inputs, expected):
    assert call(running, "Feed", **inputs) == expected


def test_names_of_methods_have_no_case(running):
    assert call(running, "cOUNT", "Acme_Frog") == {"ReturnValue": 3}


def test_async_methods_and_the_request(running):
    assert call(running, "Croak") == {"ReturnValue": "Kermit for kermit"}


def test_a_method_without_outputs_answers_none(running):
    assert call(running, "Dive") is None


def test_a_static_method_needs_no_object(running):
    assert call(running, "Count", "Acme_Frog", Kind="green") == {"ReturnValue": 5}


def test_embedded_objects_and_references_arrive_typed(running):
    water = as_client_sends(Acme_Water(Celsius=4.0))
    assert call(running, "Bathe", Water=water, Pond='Acme_Pond.Name="Lily"') == {"ReturnValue": 8.0}


@pytest.mark.parametrize("inputs", [{}, {"Times": 3}, {"Flies": None, "Times": 3}])
def test_a_missing_parameter_is_named(running, inputs):
    with pytest.raises(WbemError, match="Feed needs the parameter Flies") as caught:
        call(running, "Feed", **inputs)
    assert caught.value.symbol == "WBEM_E_INVALID_METHOD_PARAMETERS"


@pytest.mark.parametrize("flies", ["many", "-1"])
def test_a_parameter_that_does_not_fit_is_refused(running, flies):
    given = as_client_sends(Acme_Given(Flies=flies))
    with pytest.raises(WbemError, match=r"Acme_Frog\.Feed\(Flies\)") as caught:
        call_method(running, ObjectPath.parse('Acme_Frog.Name="K"'), "Feed", given, new_request())
    assert caught.value.symbol == "WBEM_E_INVALID_METHOD_PARAMETERS"


@pytest.mark.parametrize(
    ("name", "path", "symbol", "message"),
    [
        ("Fly", 'Acme_Frog.Name="K"', "WBEM_E_INVALID_METHOD", "no method Fly"),
        ("Dive", 'Acme_Frog.Name="Dry"', "WBEM_E_NOT_FOUND", "no pond"),
        ("Dive", "Acme_Frog", "WBEM_E_INVALID_OBJECT_PATH", "Acme_Frog"),
        ("Lie", 'Acme_Frog.Name="K"', "WBEM_E_PROVIDER_FAILURE", "not a Meal"),
        ("Overflow", 'Acme_Frog.Name="K"', "WBEM_E_PROVIDER_FAILURE", "ReturnValue"),
    ],
)
def test_failures_have_their_code(running, name, path, symbol, message):
    with pytest.raises(WbemError, match=message) as caught:
        call(running, name, path)
    assert caught.value.symbol == symbol
