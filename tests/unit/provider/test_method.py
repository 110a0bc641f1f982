# SPDX-License-Identifier: Apache-2.0
"""@method: a signature becomes a CIM method."""

from types import new_class
from typing import NamedTuple

import pytest

from openwmi.errors import WbemError
from openwmi.provider import InstanceProvider, Request, method, uint32
from openwmi.provider.instance import declaration_of
from openwmi.provider.method import mark_of
from tests.fakes.ponds import Acme_Frog, Acme_Water


class Meal(NamedTuple):
    ReturnValue: uint32
    Flies: uint32
    Rest: str | None


class Bath(NamedTuple):
    Water: Acme_Water


class Frogs(InstanceProvider[Acme_Frog]):
    @method
    def Feed(self, frog: Acme_Frog, Flies: uint32, Place: str | None = None, Times: uint32 = 2) -> Meal:
        """Feeds the frog.

        More that clients need not know.
        """
        return Meal(0, Flies, None)

    @method
    def Wash(self, frog: Acme_Frog, request: Request) -> Bath:
        return Bath(Acme_Water(Celsius=20.0))

    @method
    def Kiss(self, frog: Acme_Frog) -> None: ...

    @method(static=True, name="CountAll", description="Counts.", values={0: "None"}, qualifiers={"Privileges": ["p"]})
    def count(self, the_request: Request) -> uint32:
        return 3

    def helper(self) -> None: ...


def declared(name):
    return declaration_of(Frogs).methods[name]


def directions(name):
    return [
        (p.name, str(p.type), p.qualifiers["ID"].value, "In" in p.qualifiers, "Out" in p.qualifiers, p.default)
        for p in declared(name).declaration.parameters
    ]


def test_only_marked_functions_are_methods():
    assert list(declaration_of(Frogs).methods) == ["Feed", "Wash", "Kiss", "CountAll"]
    assert mark_of(Frogs.helper) is None


def test_parameters_get_direction_number_and_default():
    assert directions("Feed") == [
        ("Flies", "uint32", 0, True, True, None),
        ("Place", "string", 1, True, False, None),
        ("Times", "uint32", 2, True, False, 2),
        ("Rest", "string", 3, False, True, None),
    ]
    assert str(declared("Feed").declaration.return_type) == "uint32"


def test_parameters_with_a_default_are_optional():
    optional = [p.name for p in declared("Feed").declaration.parameters if "Optional" in p.qualifiers]
    assert optional == ["Place", "Times"]


def test_a_result_without_return_value_is_void_with_out_parameters():
    assert declared("Wash").declaration.return_type is None
    assert directions("Wash") == [("Water", "object:Acme_Water", 0, False, True, None)]
    assert declared("Wash").embedded == (Acme_Water,)


def test_a_method_may_have_neither_parameters_nor_result():
    assert directions("Kiss") == []
    assert declared("Kiss").declaration.return_type is None


@pytest.mark.parametrize(("name", "request_name"), [("Wash", "request"), ("CountAll", "the_request"), ("Feed", None)])
def test_the_request_is_found_by_its_annotation(name, request_name):
    assert declared(name).request_name == request_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Feed", {"Implemented": True, "Description": "Feeds the frog."}),
        ("Kiss", {"Implemented": True}),
        (
            "CountAll",
            {
                "Implemented": True,
                "Static": True,
                "Description": "Counts.",
                "ValueMap": ["0"],
                "Values": ["None"],
                "Privileges": ["p"],
            },
        ),
    ],
)
def test_qualifiers_come_from_the_docstring_and_the_arguments(name, expected):
    assert {q.name: q.value for q in declared(name).declaration.qualifiers.values()} == expected


def test_the_class_clients_see_has_the_methods():
    seen = declaration_of(Frogs).definition.methods
    assert seen["feed"].is_implemented
    assert not seen["feed"].is_static
    assert seen["countall"].is_static
    inputs, outputs = seen["Feed"].in_parameters, seen["Feed"].out_parameters
    assert inputs is not None
    assert outputs is not None
    assert list(inputs.properties) == ["Flies", "Place", "Times"]
    assert list(outputs.properties) == ["Flies", "Rest", "ReturnValue"]
    assert seen["Kiss"].out_parameters is None


def no_object(self) -> None: ...
def untyped(self, frog, Flies) -> None: ...
def no_result(self, frog): ...
def wrong_type(self, frog, Flies: int) -> None: ...
def many(self, frog, *Flies: uint32) -> None: ...
def swapped(self, frog, Flies: str) -> Meal: ...  # type: ignore[empty-body]


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (no_object, "no parameter for the object"),
        (untyped, "Flies has no type"),
        (no_result, "no return annotation"),
        (wrong_type, "Flies"),
        (many, "Flies"),
        (swapped, "Flies goes in as string and comes out as uint32"),
    ],
)
def test_mistakes_name_provider_method_and_parameter(function, message):
    with pytest.raises(WbemError, match=rf"Wrong\.{function.__name__}.*{message}"):
        new_class(
            "Wrong", (InstanceProvider[Acme_Frog],), {}, lambda body: body.update({function.__name__: method(function)})
        )


def test_a_method_cannot_hide_an_operation():
    with pytest.raises(WbemError, match=r"Wrong\.delete") as caught:

        class Wrong(InstanceProvider[Acme_Frog]):
            @method
            def delete(self, frog: Acme_Frog, request: Request) -> None: ...

    assert 'name="delete"' in caught.value.next_step


def test_a_subclass_inherits_and_replaces_methods():
    class More(Frogs):
        @method
        def Kiss(self, frog: Acme_Frog) -> uint32:  # type: ignore[override]
            return 1

    assert list(declaration_of(More).methods) == ["Feed", "Wash", "Kiss", "CountAll"]
    assert declaration_of(More).methods["Kiss"].declaration.return_type is not None
