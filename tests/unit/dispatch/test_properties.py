# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import InvalidProviderRegistrationError, ProviderFailureError, WbemError
from tests.fakes.sites import NS, code_of, noted

CODE = """
VALUES = {"t": 20, "d": 1, "w": 7}

class Meters(PropertyProvider):
    def load(self):
        note("load")

    def get_property(self, locale, class_context, instance_context, property_context):
        note("get", locale, class_context, instance_context, property_context)
        return VALUES[property_context]

    def put_property(self, locale, class_context, instance_context, property_context, value):
        note("put", locale, class_context, instance_context, property_context, value)
        if value is not None and value > 99:
            return False
        VALUES[property_context] = value
"""
REGISTRATION = """
instance of __Win32Provider as $P { Name = "Meters"; CLSID = "%s:Meters"; };
instance of __PropertyProviderRegistration { Provider = $P; %s };
"""
SCHEMA = """
[DynProps, Provider("Meters"), ClassContext("garden")]
class Acme_Spot {
    [key] string Name;
    string Note;
    [Dynamic, PropertyContext("t")] sint32 Celsius;
    [PropertyContext("d")] sint32 Depth;
};
[DynProps, InstanceContext("north")] instance of Acme_Spot { Name = "Lily"; Note = "wet"; };
instance of Acme_Spot { Name = "Reed"; };
"""
BOTH = "SupportsGet = TRUE; SupportsPut = TRUE;"


def furnish(site, code=CODE, schema=SCHEMA, can=BOTH):
    path = str(site.write(code)).replace("\\", "\\\\")
    site.mof(REGISTRATION % (path, can) + schema)


def get(site, path='Acme_Spot.Name="Lily"'):
    return site.services().get_object(path)


def contexts(what):
    return sorted(entry[-1] for entry in noted(what))


def test_a_get_asks_for_each_dynamic_property(site):
    furnish(site)
    found = get(site)
    assert (found["Celsius"], found["Depth"], found["Note"]) == (20, 1, "wet")
    assert sorted(noted("get")) == [
        ("get", "MS_409", "garden", "north", "d"),
        ("get", "MS_409", "garden", "north", "t"),
    ]


def test_an_instance_without_a_context_hands_over_none(site):
    furnish(site)
    assert get(site, 'Acme_Spot.Name="Reed"')["Celsius"] == 20
    assert {entry[3] for entry in noted("get")} == {None}


def test_enumeration_and_query_see_the_values(site):
    furnish(site)
    with site.services().create_instance_enum("Acme_Spot") as rows:
        assert [row["Depth"] for row in rows] == [1, 1]
    assert site.names("SELECT Name FROM Acme_Spot WHERE Celsius = 20") == ["Lily", "Reed"]
    assert site.names("SELECT Name FROM Acme_Spot WHERE Celsius = 21") == []
    assert len(noted("load")) == 1


@pytest.mark.parametrize(
    ("wql", "asked"),
    [
        ("SELECT Note FROM Acme_Spot", []),
        ("SELECT Depth FROM Acme_Spot WHERE Name = 'Lily'", ["d"]),
        ("SELECT Note FROM Acme_Spot WHERE Celsius > 0 AND Name = 'Lily'", ["t"]),
        ("SELECT * FROM Acme_Spot WHERE Name = 'Lily'", ["d", "t"]),
    ],
)
def test_only_wanted_properties_are_asked_for(site, wql, asked):
    furnish(site)
    site.rows(wql)
    assert contexts("get") == asked


def test_a_put_writes_through_and_stores_the_rest(site):
    furnish(site)
    spot = get(site)
    spot["Celsius"] = 30
    spot["Note"] = "dry"
    site.services().put_instance(spot)
    assert ("put", "MS_409", "garden", "north", "t", 30) in noted("put")
    assert (get(site)["Celsius"], get(site)["Note"]) == (30, "dry")
    stored = site.core.repository.get_instance(NS, spot.path.relative())
    assert stored["Celsius"] is None


def test_a_partial_put_writes_only_what_it_lists(site):
    furnish(site)
    spot = get(site)
    spot["Celsius"], spot["Depth"] = 31, 2
    values = {
        "__PUT_EXTENSIONS": True,
        "__PUT_EXT_CLIENT_REQUEST": True,
        "__PUT_EXT_PROPERTIES": ["Depth"],
    }
    services = site.services()
    services.put_instance(spot, 1, services.new_context(values=values))
    assert noted("put") == [("put", "MS_409", "garden", "north", "d", 2)]


def test_false_leaves_the_property_and_does_not_fail_the_put(site):
    furnish(site)
    spot = get(site)
    spot["Celsius"] = 100
    site.services().put_instance(spot)
    assert get(site)["Celsius"] == 20


def test_properties_of_one_instance_alone(site):
    schema = """
    class Acme_Plain { [key] string Name; sint32 Weight; };
    [DynProps] instance of Acme_Plain { Name = "odd"; [Dynamic, Provider("Meters"), PropertyContext("w")] Weight; };
    instance of Acme_Plain { Name = "plain"; Weight = 3; };
    """
    furnish(site, schema=schema)
    rows = site.rows("SELECT Name, Weight FROM Acme_Plain")
    assert {row["Name"]: row["Weight"] for row in rows} == {"odd": 7, "plain": 3}


def test_an_undeclared_get_leaves_what_is_stored(site):
    furnish(site, can="SupportsPut = TRUE;")
    assert get(site)["Celsius"] is None
    assert noted("get") == []


def test_an_undeclared_put_is_refused(site):
    furnish(site, can="SupportsGet = TRUE;")
    spot = get(site)
    spot["Depth"] = 3
    assert code_of(lambda: site.services().put_instance(spot)) == "WBEM_E_PROVIDER_NOT_CAPABLE"
    assert noted("put") == []


def test_a_half_that_is_declared_and_not_written(site):
    furnish(site, code="class Meters(PropertyProvider): pass\n")
    spot = get(site)
    assert spot["Celsius"] is None
    spot["Celsius"] = 1
    assert code_of(lambda: site.services().put_instance(spot)) == "WBEM_E_PROVIDER_NOT_CAPABLE"


@pytest.mark.parametrize(
    ("code", "kind", "message"),
    [
        (CODE.replace("VALUES[property_context]\n", "'warm'\n", 1), ProviderFailureError, "gave 'warm' for"),
        (CODE.replace('"t": 20, ', ""), ProviderFailureError, "KeyError"),
    ],
)
def test_failures_name_provider_and_property(site, code, kind, message):
    furnish(site, code=code)
    with pytest.raises(kind, match=message) as caught:
        get(site)
    assert "Meters" in caught.value.message
    assert "Celsius" in caught.value.message


@pytest.mark.parametrize(
    ("schema", "symbol"),
    [
        (SCHEMA.replace(', Provider("Meters")', ""), "WBEM_E_INVALID_PROVIDER_REGISTRATION"),
        (SCHEMA.replace('"Meters"', '"Nobody"'), "WBEM_E_PROVIDER_NOT_FOUND"),
    ],
)
def test_schemas_that_cannot_work(site, schema, symbol):
    furnish(site, schema=schema)
    assert code_of(lambda: get(site)) == symbol


def test_a_provider_that_is_not_registered_for_properties(site):
    furnish(site)
    for batch in list(site.core.repository.enumerate_instances(NS, "__PropertyProviderRegistration")):
        for found in batch:
            site.core.repository.delete_instance(NS, found.path.relative())
    with pytest.raises(InvalidProviderRegistrationError, match="no __PropertyProviderRegistration"):
        get(site)


def test_code_that_serves_no_properties(site):
    code = 'class Acme_Frog(CimClass, namespace="root/acme"):\n    Name: str = key()\n'
    furnish(site, code=code + "class Meters(InstanceProvider[Acme_Frog]):\n    def enumerate(self, r): yield from ()\n")
    with pytest.raises(WbemError, match="its code serves none"):
        get(site)
