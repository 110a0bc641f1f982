# SPDX-License-Identifier: Apache-2.0
"""Registrations are ordinary objects: written in MOF by anybody, read back with WQL by anybody."""

import json

import pytest

import openwmi

MODULE = """
from openwmi.provider import *

class Acme_Thing(CimClass, namespace="root/acme"):
    Name: str = key()
    Size: uint32 | None = prop(units="bytes")

class Things(InstanceProvider[Acme_Thing], name="ByHand"):
    def enumerate(self, request):
        yield Acme_Thing(Name="a", Size=1)
        yield Acme_Thing(Name="b", Size=2)

    @method
    def Grow(self, key: Acme_Thing, By: uint32) -> uint32:
        return By + 1
"""

BY_HAND = """
instance of __Win32Provider as $P {{ Name = "ByHand"; CLSID = "{file}:Things"; }};
instance of __InstanceProviderRegistration {{ Provider = $P; SupportsEnumeration = TRUE; }};
instance of __MethodProviderRegistration {{ Provider = $P; }};
[dynamic, provider("ByHand")] class Acme_Thing {{
  [key] string Name;
  [Units("bytes")] uint32 Size;
  [Implemented] uint32 Grow([In] uint32 By);
}};
"""


@pytest.fixture(params=["by hand", "installed"])
def things(request, ask, tmp_path):
    file = tmp_path / "things.py"
    file.write_text(MODULE)
    if request.param == "installed":
        assert ask("provider", "install", file).code == 0
    else:
        (tmp_path / "things.mof").write_text(BY_HAND.format(file=file))
        assert ask("mofcomp", "-n", "root/acme", "things.mof").code == 0
    return ask


def rows(ask, wql):
    told = ask("query", wql, "-o", "json")
    assert told.code == 0, told.err
    return json.loads(told.out)


def test_it_answers(things):
    assert rows(things, "SELECT Name FROM Acme_Thing WHERE Size > 1") == [{"Name": "b"}]
    assert things("get", "Acme_Thing.Name=a", "-o", "json", "-p", "Size").out == '{\n  "Size": 1\n}\n'
    assert things("call", "Acme_Thing.Name=a", "Grow", "By=4", "-o", "json").out == '{\n  "ReturnValue": 5\n}\n'


def test_it_is_read_back(things):
    (provider,) = rows(things, "SELECT Name, CLSID FROM __Win32Provider")
    assert provider["Name"] == "ByHand"
    assert provider["CLSID"].endswith("things.py:Things")
    references = rows(things, "SELECT __CLASS, provider FROM __ProviderRegistration")
    assert {row["__CLASS"] for row in references} == {"__InstanceProviderRegistration", "__MethodProviderRegistration"}
    assert all('__Win32Provider.Name="ByHand"' in row["provider"] for row in references)


@pytest.mark.parametrize(
    "arguments",
    [
        ("describe", "Acme_Thing", "-o", "mof"),
        ("query", "SELECT * FROM meta_class WHERE __CLASS = 'Acme_Thing'", "-o", "mof"),
    ],
)
def test_the_class_says_who_serves_it(things, arguments):
    head, _, rest = things(*arguments).out.partition("class Acme_Thing")
    assert "dynamic" in head
    assert 'provider("ByHand")' in head
    method = next(line for line in rest.splitlines() if "Grow(" in line)
    assert "implemented" in method.lower()


def test_every_shipped_class_has_its_registrations(tmp_path):
    with openwmi.connect("root/cimv2", home=tmp_path) as connection:
        names = {row["Name"] for row in connection.query("SELECT Name FROM __Win32Provider")}
        registered = {
            kind: {openwmi_name(row["provider"]) for row in connection.query(f"SELECT provider FROM {kind}")}
            for kind in ("__InstanceProviderRegistration", "__MethodProviderRegistration")
        }
        dynamic = [each for each in connection.classes() if each.is_dynamic]
    assert {each.provider_name for each in dynamic} == names == registered["__InstanceProviderRegistration"]
    with_methods = {each.provider_name for each in dynamic if any(m.is_local for m in each.methods.values())}
    assert with_methods == registered["__MethodProviderRegistration"]


def openwmi_name(reference):
    return reference.partition('Name="')[2].removesuffix('"')
