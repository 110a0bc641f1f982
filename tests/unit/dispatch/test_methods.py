# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.methods import in_parameters_of
from openwmi.errors import InvalidMethodError
from tests.fakes.sites import FROG, code_of, noted, provider_text

KERMIT = 'Acme_Frog.Name="Kermit"'
BODY = """
def get(self, key, request):
    note("get", key.Name)
    return Acme_Frog(Name=key.Name, Weight=320) if key.Name == "Kermit" else None

@method
def Feed(self, frog, Flies: uint32, Kind: str | None = None, request: Request = None) -> Meal:
    note("feed", frog.Name, Flies, Kind)
    return Meal(0, Flies * 2, [Kind or "none"])

@method(static=True)
def Count(self) -> uint32:
    note("count")
    return 5

@method
def Wake(self, frog) -> None:
    note("wake", frog.Name)

@method(qualifiers={"Disabled": True})
def Fly(self, frog) -> uint32:
    return 0

@method(qualifiers={"Bypass_GetObject": True})
def Touch(self, frog) -> uint32:
    note("touch", frog.Name)
    return 0
"""
MEAL = "class Meal(NamedTuple):\n    ReturnValue: uint32\n    Gain: uint32\n    Kinds: list[str]\n"


@pytest.fixture
def frogs(site):
    site.provide(FROG + MEAL + provider_text(BODY))
    return site


def inputs(site, method, **values):
    found = in_parameters_of(site.services().get_class("Acme_Frog"), method)
    assert found is not None
    for name, value in values.items():
        found[name] = value
    return found


def call(site, path, method, given=None):
    return site.services().exec_method(path, method, given)


def test_out_parameters(frogs):
    result = call(frogs, KERMIT, "feed", inputs(frogs, "FEED", Flies=3, Kind="blue"))
    assert (result["ReturnValue"], result["Gain"], result["Kinds"]) == (0, 6, ["blue"])
    assert result.class_name == "__PARAMETERS"
    assert noted("feed") == [("feed", "Kermit", 3, "blue")]


def test_a_static_method_and_one_that_gives_nothing(frogs):
    assert call(frogs, "Acme_Frog", "Count")["ReturnValue"] == 5
    assert call(frogs, KERMIT, "Wake") is None
    assert noted("wake") == [("wake", "Kermit")]


@pytest.mark.parametrize(
    ("path", "method", "given", "code"),
    [
        ("Acme_Fog.Name='x'", "Feed", {}, "WBEM_E_INVALID_CLASS"),
        (KERMIT, "Sing", {}, "WBEM_E_INVALID_METHOD"),
        ('Acme_Frog.Name="Piggy"', "Wake", {}, "WBEM_E_NOT_FOUND"),
        ('Acme_Frog.Name="Piggy"', "Touch", {}, "WBEM_S_NO_ERROR"),
        ("Acme_Frog", "Wake", {}, "WBEM_E_INVALID_METHOD_PARAMETERS"),
        (KERMIT, "Count", {}, "WBEM_E_INVALID_METHOD_PARAMETERS"),
        (KERMIT, "Fly", {}, "WBEM_E_METHOD_DISABLED"),
        (KERMIT, "Feed", {}, "WBEM_E_INVALID_METHOD_PARAMETERS"),
        (KERMIT, "Feed", {"Flies": 1}, "WBEM_S_NO_ERROR"),
        ('Acme_Frog.Nmae="x"', "Wake", {}, "WBEM_E_INVALID_OBJECT_PATH"),
        ('root\\cimv2:Acme_Frog.Name="x"', "Wake", {}, "WBEM_E_INVALID_OBJECT_PATH"),
    ],
)
def test_codes(frogs, path, method, given, code):
    given = inputs(frogs, method, **given) if given else None
    assert code_of(lambda: call(frogs, path, method, given)) == code


def test_inputs_that_do_not_fit(frogs):
    frogs.mof("class Acme_Other { [key] string Name; uint32 Flies; string Extra; };")
    wrong = frogs.new("Acme_Other", Flies=1, Extra="x")
    assert code_of(lambda: call(frogs, KERMIT, "Feed", wrong)) == "WBEM_E_INVALID_METHOD_PARAMETERS"
    assert code_of(lambda: call(frogs, KERMIT, "Wake", wrong)) == "WBEM_E_INVALID_METHOD_PARAMETERS"
    frogs.mof("class Acme_Texts { [key] string Flies; };")
    assert code_of(lambda: call(frogs, KERMIT, "Feed", frogs.new("Acme_Texts", Flies="many"))) == (
        "WBEM_E_INVALID_METHOD_PARAMETERS"
    )
    assert noted("feed") == []


BASE = """
class Acme_Animal(CimClass, namespace="root/acme"):
    Name: str = key()
class Acme_Dog(Acme_Animal):
    pass
"""


def test_the_nearest_implementation_above_the_real_class_is_called(site):
    site.provide(
        BASE
        + provider_text(
            "@method\ndef Call(self, key, request: Request) -> uint32:\n"
            "    note('call', type(key).__name__, request.class_name)\n    return 1\n",
            name="Animals",
            served="Acme_Animal",
        )
        + provider_text(
            "def get(self, key, request):\n    return Acme_Dog(Name=key.Name)\n", name="Dogs", served="Acme_Dog"
        )
    )
    assert call(site, 'Acme_Animal.Name="Rex"', "Call")["ReturnValue"] == 1
    assert call(site, 'Acme_Dog.Name="Rex"', "Call")["ReturnValue"] == 1
    assert noted("call") == [("call", "Acme_Animal", "Acme_Animal")] * 2


def test_methods_nobody_implements_or_registered(site):
    site.mof(
        '[dynamic, provider("nobody")] class Acme_A { [key] string Name; [static] uint32 Do(); '
        "[static, implemented] uint32 Done(); };"
    )
    assert code_of(lambda: call(site, "Acme_A", "Do")) == "WBEM_E_METHOD_NOT_IMPLEMENTED"
    assert code_of(lambda: call(site, "Acme_A", "Done")) == "WBEM_E_PROVIDER_NOT_FOUND"
    site.mof('instance of __Win32Provider { Name = "nobody"; CLSID = "json:nothing"; };')
    assert code_of(lambda: call(site, "Acme_A", "Done")) == "WBEM_E_PROVIDER_NOT_CAPABLE"


def test_a_static_class_may_have_a_provided_method(site):
    site.frogs("@method(static=True)\ndef Count(self) -> uint32:\n    return 5\n")
    site.mof('[provider("acme|Frogs")] class Acme_Stone { [key] uint32 Id; [static, implemented] uint32 Count(); };')
    site.put("Acme_Stone", Id=1)
    assert call(site, "Acme_Stone", "Count")["ReturnValue"] == 5


def test_inputs_of_a_method(frogs):
    cim_class = frogs.services().get_class("Acme_Frog")
    assert in_parameters_of(cim_class, "Count") is None
    feed = in_parameters_of(cim_class, "feed")
    assert feed is not None
    assert feed.names() == ("Flies", "Kind")
    with pytest.raises(InvalidMethodError, match="Sing"):
        in_parameters_of(cim_class, "Sing")
