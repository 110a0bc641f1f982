# SPDX-License-Identifier: Apache-2.0
"""InstanceProvider: overriding declares the capability."""

from types import new_class
from typing import TypeVar

import pytest

from openwmi.errors import InvalidProviderRegistrationError, ProviderNotCapableError, WbemError
from openwmi.provider import CimClass, InstanceProvider, method, uint32
from openwmi.provider.contract import Capabilities
from openwmi.provider.instance import declaration_of, overrides
from tests.fakes.ponds import Acme_Animal, Acme_Frog, Acme_Pond, new_request

T = TypeVar("T", bound=CimClass)


def ignore(self, *arguments): ...


@method
def Feed(self, frog: Acme_Frog) -> uint32:
    return 0


def provider(*names, **options):
    body = {"__module__": __name__} | dict.fromkeys(names, ignore)
    return new_class("Frogs", (InstanceProvider[Acme_Frog],), options, lambda namespace: namespace.update(body))


@pytest.mark.parametrize(
    ("overridden", "expected"),
    [
        ([], Capabilities()),
        (["get"], Capabilities(get=True)),
        (["enumerate"], Capabilities(enumerate=True)),
        (["query"], Capabilities(query_levels=("WQL:UnarySelect",))),
        (["create"], Capabilities(put=True)),
        (["update"], Capabilities(put=True, partial_put=True)),
        (["create", "update"], Capabilities(put=True, partial_put=True)),
        (["put"], Capabilities(put=True)),
        (["delete"], Capabilities(delete=True)),
        (["load", "unload"], Capabilities()),
    ],
)
def test_overriding_declares_the_capability(overridden, expected):
    assert declaration_of(provider(*overridden)).capabilities == expected


def test_methods_are_a_capability_under_their_folded_names():
    kind = new_class("Frogs", (InstanceProvider[Acme_Frog],), {}, lambda body: body.update(Feed=Feed))
    assert declaration_of(kind).capabilities == Capabilities(methods=frozenset({"feed"}))


def test_query_levels_may_be_named():
    kind = provider("query", query_levels=["WQL:V1ProviderDefined"])
    assert declaration_of(kind).capabilities.query_levels == ("WQL:V1ProviderDefined",)
    assert declaration_of(provider("query", query_levels=())).capabilities.query_levels == ()


@pytest.mark.parametrize(
    ("overridden", "options", "message"),
    [
        (["enumerate"], {"query_levels": ["WQL:UnarySelect"]}, "no query method"),
        (["put", "update"], {}, "put beside create or update"),
        (["put", "create"], {}, "put beside create or update"),
        ([], {"nmae": "x"}, "nmae"),
    ],
)
def test_contradictions_are_told_when_the_class_is_created(overridden, options, message):
    with pytest.raises(InvalidProviderRegistrationError, match=f"Frogs.*{message}"):
        provider(*overridden, **options)


def test_the_class_served_is_seen_as_dynamic_with_the_name_of_the_provider():
    definition = declaration_of(provider(name="Acme|Frogs")).definition
    assert definition.is_dynamic
    assert definition.provider_name == "Acme|Frogs"
    assert definition.parent is Acme_Frog.__cim_class__.parent
    assert definition.namespace == "root\\acme"
    assert not Acme_Frog.__cim_class__.is_dynamic


def test_the_class_served_may_be_given_by_a_generic_base():
    class Named(InstanceProvider[T]):
        def enumerate(self, request):
            return ()

    class Ponds(Named[Acme_Pond]):
        pass

    class SamePonds(Ponds, name="Other"):
        pass

    assert declaration_of(Ponds).cim_class is Acme_Pond
    assert declaration_of(SamePonds).cim_class is Acme_Pond
    assert declaration_of(SamePonds).settings.name == "Other"
    assert declaration_of(Ponds).capabilities.enumerate
    for generic in (Named, InstanceProvider):
        with pytest.raises(InvalidProviderRegistrationError, match=f"{generic.__name__} serves no class"):
            declaration_of(generic)


@pytest.mark.parametrize("served", [str, CimClass, "Acme_Frog"])
def test_only_a_cim_class_can_be_served(served):
    with pytest.raises(WbemError, match="Wrong serves") as caught:

        class Wrong(InstanceProvider[served]):  # type: ignore[valid-type]
            pass

    assert caught.value.symbol == "WBEM_E_INVALID_CLASS"


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [("get", 1), ("enumerate", 0), ("query", 1), ("create", 1), ("update", 2), ("put", 2), ("delete", 1)],
)
def test_what_is_not_overridden_is_not_offered(operation, arguments):
    kind = provider()
    assert not overrides(kind, operation)
    with pytest.raises(ProviderNotCapableError, match=f"Frogs does not offer {operation}"):
        getattr(kind(), operation)(*[None] * arguments, new_request())


def test_loading_and_unloading_do_nothing_by_themselves():
    frogs = provider()()
    assert frogs.load(new_request()) is None
    assert frogs.unload() is None


def test_an_abstract_class_has_no_instances_to_serve():
    with pytest.raises(InvalidProviderRegistrationError, match="Animals serves the abstract class Acme_Animal"):

        class Animals(InstanceProvider[Acme_Animal]):
            def enumerate(self, request):
                yield from ()
