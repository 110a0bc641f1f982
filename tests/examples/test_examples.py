# SPDX-License-Identifier: Apache-2.0
"""The example providers do what they say, and are as short as promised."""

import json
from pathlib import Path

import pytest

from openwmi.errors import AlreadyExistsError, NotFoundError, ReadOnlyError
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.conversion import typed_object
from openwmi.provider.loading import load_provider_file, providers_in
from openwmi.provider.registration import registration_of
from openwmi.provider.typed import TypedProvider
from tests.fakes.ponds import new_call, new_request

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(EXAMPLES.glob("*.py"))


def load(name):
    return load_provider_file(EXAMPLES / f"{name}.py")


def rows(provider):
    return [dict(row.items()) for row in provider.enumerate("", new_request())]


def call(provider_class, path, method, **inputs):
    signature = provider_class.__cim_provider__.definition.methods[method].in_parameters
    given = signature.spawn_instance()
    for name, value in inputs.items():
        given[name] = value
    out = TypedProvider(provider_class).exec_method(ObjectPath.parse(path), method, given, new_request())
    return None if out is None else dict(out.items())


@pytest.fixture
def frogs(tmp_path):
    module = load("frogs")
    module.POND = tmp_path / "pond.json"
    return module


@pytest.mark.parametrize(("name", "limit"), [("frogs_readonly", 15), ("frogs", 25)])
def test_a_provider_is_as_short_as_promised(name, limit):
    lines = (EXAMPLES / f"{name}.py").read_text().splitlines()
    assert sum(1 for line in lines if line.strip()) <= limit


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_example_loads_and_can_be_registered(path):
    providers = providers_in(load_provider_file(path))
    assert providers
    for provider in providers:
        registration = registration_of(provider)
        assert registration.namespace == "root\\acme"
        assert all("Description" in declaration.qualifiers for declaration in registration.classes)


def test_read_only_frogs():
    assert rows(TypedProvider(load("frogs_readonly").Frogs)) == [
        {"Name": "Kermit", "Weight": 320},
        {"Name": "Jeremiah", "Weight": 410},
        {"Name": "Tiana", "Weight": 280},
    ]


def test_frogs_are_created_weighed_and_deleted(frogs):
    provider = TypedProvider(frogs.Frogs)
    kermit = ObjectPath.parse('Acme_Frog.Name="Kermit"')
    assert rows(provider) == []
    for weight in (320, 330):
        assert provider.put(frogs.Acme_Frog(Name="Kermit", Weight=weight), new_request()) == kermit
        assert rows(provider) == [{"Name": "Kermit", "Weight": weight}]
    assert json.loads(frogs.POND.read_text()) == {"Kermit": 330}
    with pytest.raises(AlreadyExistsError):
        provider.put(frogs.Acme_Frog(Name="Kermit"), new_request(flags=2))
    with pytest.raises(NotFoundError):
        provider.put(frogs.Acme_Frog(Name="Tiana"), new_request(flags=1))
    provider.delete(kermit, new_request())
    assert rows(provider) == []
    with pytest.raises(NotFoundError, match="there is no frog Kermit"):
        provider.delete(kermit, new_request())


def test_frogs_outlive_their_provider(frogs):
    TypedProvider(frogs.Frogs).put(frogs.Acme_Frog(Name="Kermit", Weight=3), new_request())
    assert rows(TypedProvider(frogs.Frogs)) == [{"Name": "Kermit", "Weight": 3}]


def test_one_property_of_a_frog_may_be_put(frogs):
    provider = TypedProvider(frogs.Frogs)
    provider.put(frogs.Acme_Frog(Name="Kermit", Weight=3), new_request())
    names = {"__PUT_EXTENSIONS": True, "__PUT_EXT_PROPERTIES": ["Weight"]}
    provider.put(frogs.Acme_Frog(Name="Kermit", Weight=None), new_request(new_call(names), flags=1))
    assert rows(provider) == [{"Name": "Kermit", "Weight": None}]
    names = {"__PUT_EXTENSIONS": True, "__PUT_EXT_PROPERTIES": ["Name"]}
    with pytest.raises(ReadOnlyError):
        provider.put(frogs.Acme_Frog(Name="Kermit"), new_request(new_call(names), flags=1))


def test_the_load_average_is_read_from_the_kernel(tmp_path):
    module = load("load_average")
    module.SOURCE = tmp_path / "loadavg"
    module.SOURCE.write_text("0.20 1.18 10.12 3/681 11206\n")
    provider = TypedProvider(module.LoadAverages)
    assert rows(provider) == [
        {"FifteenMinutes": 10.12, "FiveMinutes": 1.18, "OneMinute": 0.2, "RunnableTasks": 3, "Tasks": 681}
    ]
    [average] = provider.enumerate("", new_request())
    assert average.relpath == "Acme_LoadAverage=@"


def test_ponds_have_water_and_can_be_filled():
    module = load("pond_methods")
    first = next(TypedProvider(module.Ponds).enumerate("Acme_Pond", new_request()))
    pond = typed_object(module.Acme_Pond, first)
    assert (pond.Name, pond.Depth, pond.Water.Celsius, pond.Water.Algae) == ("Lily", 90, 18.5, ["green"])
    assert call(module.Ponds, 'Acme_Pond.Name="Lily"', "Fill", Litres=500) == {"Depth": 95, "ReturnValue": 0}
    assert call(module.Ponds, 'Acme_Pond.Name="Dry"', "Fill", Litres=500) == {"Depth": 0, "ReturnValue": 1}


def test_ponds_can_be_dug_once():
    module = load("pond_methods")
    assert call(module.Ponds, "Acme_Pond", "Dig", Name="New") == {"ReturnValue": 0}
    assert rows(TypedProvider(module.Ponds))[-1]["Depth"] == 100
    with pytest.raises(AlreadyExistsError, match="New"):
        call(module.Ponds, "Acme_Pond", "Dig", Name="New")


def test_swimmers_are_connected_with_their_ponds():
    module = load("pond_methods")
    assert module.Acme_SwimsIn.__cim_class__.is_association
    assert rows(TypedProvider(module.Swims)) == [
        {"Swimmer": 'Acme_Swimmer.Name="Kermit"', "Pond": 'Acme_Pond.Name="Lily"'},
        {"Swimmer": 'Acme_Swimmer.Name="Tiana"', "Pond": 'Acme_Pond.Name="Reed"'},
    ]
    ponds = {row["Name"] for row in rows(TypedProvider(module.Ponds))}
    for row in rows(TypedProvider(module.Swims)):
        assert ObjectPath.parse(row["Pond"]).key("Name") in ponds
