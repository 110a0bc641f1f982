# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from tests.fakes.sites import JOURNAL, NS, code_of, noted, provider_text

MOF = """
[abstract] class Acme_Thing { [key] string Name; };
[Description("wet")] class Acme_Pond : Acme_Thing { uint32 Depth; };
class Acme_Stone : Acme_Thing { };
class Acme_Gem : Acme_Stone { };
[association, Aggregation] class Acme_Holds { [key] Acme_Pond ref Pond; [key] Acme_Thing ref Thing; };
[association] class Acme_HoldsTightly : Acme_Holds { };
[association] class Acme_Near { [key] Acme_Thing ref One; [key] Acme_Thing ref Other; };
[association, abstract] class Acme_Link { [key] Acme_Pond ref Here; [key] Acme_Pond ref There; };
"""


def path(class_name, name):
    return f'{class_name}.Name="{name}"'


NEAR = 'Acme_Near.One="Acme_Stone.Name=\\"Granite\\"",Other="Acme_Gem.Name=\\"Ruby\\""'
POND, STONE, GEM = path("Acme_Pond", "Blue"), path("Acme_Stone", "Granite"), path("Acme_Gem", "Ruby")


@pytest.fixture
def things(site):
    site.mof(MOF)
    site.put("Acme_Pond", Name="Blue", Depth=3)
    site.put("Acme_Pond", Name="Green", Depth=1)
    site.put("Acme_Stone", Name="Granite")
    site.put("Acme_Gem", Name="Ruby")
    site.put("Acme_Holds", Pond=POND, Thing=STONE)
    site.put("Acme_HoldsTightly", Pond=f"\\\\.\\root\\acme:{POND}", Thing=GEM)
    site.put("Acme_Near", One=STONE, Other=GEM)
    return site


def results(site, query, namespace=NS):
    def shown(row):
        return row.relpath if hasattr(row, "relpath") else row.name

    return sorted(str(shown(row)) for row in site.rows(query, namespace=namespace))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (f"ASSOCIATORS OF {{{POND}}}", [GEM, STONE]),
        (f"ASSOCIATORS OF {{{STONE}}}", [GEM, POND]),
        (f"ASSOCIATORS OF {{{path('acme_POND', 'BLUE')}}}", [GEM, STONE]),
        (f"ASSOCIATORS OF {{{path('Acme_Thing', 'Blue')}}}", [GEM, STONE]),
        (f"ASSOCIATORS OF {{{path('Acme_Pond', 'Green')}}}", []),
        (f"ASSOCIATORS OF {{{POND}}} WHERE ResultClass = Acme_Gem", [GEM]),
        (f"ASSOCIATORS OF {{{POND}}} WHERE ResultClass = Acme_Stone", [GEM, STONE]),
        (f"ASSOCIATORS OF {{{POND}}} WHERE AssocClass = Acme_HoldsTightly", [GEM]),
        (f"ASSOCIATORS OF {{{POND}}} WHERE AssocClass = Acme_Holds", [GEM, STONE]),
        (f"ASSOCIATORS OF {{{STONE}}} WHERE Role = One", [GEM]),
        (f"ASSOCIATORS OF {{{STONE}}} WHERE Role = Other", []),
        (f"ASSOCIATORS OF {{{STONE}}} WHERE ResultRole = Pond", [POND]),
        (f"ASSOCIATORS OF {{{STONE}}} WHERE RequiredAssocQualifier = Aggregation", [POND]),
        (f"ASSOCIATORS OF {{{STONE}}} WHERE RequiredQualifier = Description", [POND]),
        (f"ASSOCIATORS OF {{{POND}}} WHERE RequiredQualifier = Description", []),
        (f"ASSOCIATORS OF {{{POND}}} WHERE ClassDefsOnly", ["Acme_Gem", "Acme_Stone"]),
        (f"REFERENCES OF {{{POND}}} WHERE ClassDefsOnly", ["Acme_Holds", "Acme_HoldsTightly"]),
        (f"REFERENCES OF {{{STONE}}} WHERE ResultClass = Acme_Near", [NEAR]),
        (f"REFERENCES OF {{{STONE}}} WHERE Role = Nothing", []),
        ("ASSOCIATORS OF {Acme_Pond} WHERE SchemaOnly", ["Acme_Pond", "Acme_Thing"]),
        ("ASSOCIATORS OF {Acme_Pond} WHERE ResultClass = Acme_Pond SchemaOnly", ["Acme_Pond"]),
        ("ASSOCIATORS OF {Acme_Pond} WHERE ResultRole = There SchemaOnly", ["Acme_Pond"]),
        ("ASSOCIATORS OF {Acme_Pond} WHERE RequiredQualifier = Description SchemaOnly", ["Acme_Pond"]),
        ("REFERENCES OF {Acme_Pond} WHERE SchemaOnly", ["Acme_Holds", "Acme_HoldsTightly", "Acme_Link", "Acme_Near"]),
        ("REFERENCES OF {Acme_Gem} WHERE SchemaOnly", ["Acme_Holds", "Acme_HoldsTightly", "Acme_Near"]),
    ],
)  # fmt: skip
def test_static_associations(things, query, expected):
    assert results(things, query) == expected


def test_keys_only_leaves_the_rest_out(things):
    (row,) = things.rows(f"ASSOCIATORS OF {{{STONE}}} WHERE ResultClass = Acme_Pond KeysOnly")
    assert (row.names(), row["__RELPATH"]) == (("Name",), POND)
    assert row["__PATH"].endswith(f"root\\acme:{POND}")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (f"ASSOCIATORS OF {{{path('Acme_Pond', 'Red')}}}", "WBEM_E_NOT_FOUND"),
        (f"ASSOCIATORS OF {{{path('Acme_Nothing', 'x')}}}", "WBEM_E_INVALID_CLASS"),
        ("ASSOCIATORS OF {Acme_Pond}", "WBEM_E_INVALID_OBJECT_PATH"),
        ("REFERENCES OF {Acme_Pond}", "WBEM_E_INVALID_OBJECT_PATH"),
        (f"ASSOCIATORS OF {{{POND}}} WHERE SchemaOnly", "WBEM_E_INVALID_OBJECT_PATH"),
        ("ASSOCIATORS OF {Acme_Pond.Nmae='x'}", "WBEM_E_INVALID_OBJECT_PATH"),
        ("REFERENCES OF {Acme_Pond.}", "WBEM_E_INVALID_OBJECT_PATH"),
    ],
)
def test_codes(things, query, code):
    assert code_of(lambda: things.rows(query)) == code


def test_an_endpoint_that_is_gone_or_elsewhere_is_left_out(things):
    things.put("Acme_Holds", Pond=POND, Thing=path("Acme_Stone", "Gone"))
    things.put("Acme_Holds", Pond=POND, Thing=f"\\\\FARAWAY\\root\\acme:{STONE}")
    things.put("Acme_Holds", Pond=POND, Thing='\\\\.\\root\\nowhere:Acme_Stone.Name="x"')
    assert results(things, f"ASSOCIATORS OF {{{POND}}}") == [GEM, STONE]
    assert len(results(things, f"REFERENCES OF {{{POND}}}")) == 5


def test_both_references_may_point_at_the_source(things):
    things.put("Acme_Near", One=POND, Other=POND)
    assert results(things, f"ASSOCIATORS OF {{{POND}}} WHERE AssocClass = Acme_Near") == [POND, POND]
    assert len(results(things, f"REFERENCES OF {{{POND}}} WHERE ResultClass = Acme_Near")) == 1
    assert results(things, f"ASSOCIATORS OF {{{POND}}} WHERE AssocClass = Acme_Near Role = One") == [POND]


def test_an_endpoint_comes_once_for_each_association(things):
    things.put("Acme_Near", One=POND, Other=STONE)
    assert results(things, f"ASSOCIATORS OF {{{POND}}}").count(STONE) == 2


def test_another_namespace_of_this_machine_is_followed(things):
    things.core.repository.create_namespace("root\\other")
    things.mof("class Acme_Far { [key] string Name; };", "root\\other")
    far = things.new("Acme_Far", "root\\other", Name="away")
    things.services("root\\other").put_instance(far)
    things.mof("[association] class Acme_Reaches { [key] Acme_Pond ref Pond; [key] object ref Far; };")
    things.put("Acme_Reaches", Pond=POND, Far='\\\\.\\root\\other:Acme_Far.Name="away"')
    (row,) = things.rows(f"ASSOCIATORS OF {{{POND}}} WHERE AssocClass = Acme_Reaches")
    assert (row["__NAMESPACE"], row["Name"]) == ("root\\other", "away")


DYNAMIC = """
class Acme_Thing(CimClass, namespace="root/acme", abstract=True):
    Name: str = key()
class Acme_Pond(Acme_Thing):
    Depth: uint32 | None = prop()
class Acme_Stone(Acme_Thing):
    pass
class Acme_Sinks(CimClass, namespace="root/acme", association=True):
    Pond: Ref[Acme_Pond] = key()
    Thing: Ref[Acme_Thing] = key()
"""
LINKS = (
    "[(Ref('Acme_Pond.Name=\"Blue\"'), Ref('Acme_Stone.Name=\"Granite\"')), (Ref('Acme_Pond.Name=\"x\"'), Ref('y'))]"
)
ALL = "def enumerate(self, request):\n    note('enumerate', request.values_for('Pond'), request.values_for('Thing'))\n"
YIELD = f"    for pond, thing in {LINKS}:\n        yield Acme_Sinks(Pond=pond, Thing=thing)\n"


@pytest.mark.parametrize(
    ("head", "asked"),
    [(ALL, "enumerate"), ("def query(self, query, request):\n    note('query', query)\n", "query")],
)
def test_provided_associations_are_asked_with_the_path(things, head, asked):
    things.provide(DYNAMIC + provider_text(head + YIELD, name="Sinkers", served="Acme_Sinks"))
    assert results(things, f"ASSOCIATORS OF {{{POND}}} WHERE AssocClass = Acme_Sinks") == [STONE]
    assert results(things, f"ASSOCIATORS OF {{{STONE}}} WHERE AssocClass = Acme_Sinks") == [POND]
    assert results(things, f"ASSOCIATORS OF {{{GEM}}} WHERE AssocClass = Acme_Sinks") == []
    (first, *_) = noted(asked)
    if asked == "enumerate":
        assert POND in first[1]
        assert first[2] is None
    else:
        assert str(first[1]).startswith('SELECT * FROM Acme_Sinks WHERE Pond = "Acme_Pond.Name=\\"Blue\\"" OR Pond = ')


def test_a_failing_association_provider_leaves_the_others_and_a_status(things):
    things.provide(
        DYNAMIC + provider_text("def enumerate(self, request):\n    1 / 0\n    yield\n", name="S", served="Acme_Sinks")
    )
    with things.services().exec_query("WQL", f"ASSOCIATORS OF {{{POND}}}") as found:
        assert len(list(found)) == 2
        assert found.status == 0x40010
        assert "Acme_Sinks" in found.warnings[0]


def test_an_endpoint_whose_provider_fails_is_left_out_with_a_status(things):
    broken = "class Acme_Broken(Acme_Thing):\n    pass\n"
    body = "def get(self, key, request):\n    1 / 0\n"
    things.provide(DYNAMIC + broken + provider_text(body, name="B", served="Acme_Broken"))
    things.put("Acme_Holds", Pond=POND, Thing=path("Acme_Broken", "x"))
    with things.services().exec_query("WQL", f"ASSOCIATORS OF {{{POND}}}") as found:
        assert len(list(found)) == 2
        assert found.status == 0x40010
        assert "Acme_Broken" in found.warnings[0]


def test_provided_endpoints_are_read_by_their_provider(site):
    site.provide(
        DYNAMIC
        + provider_text(ALL + YIELD, name="Sinkers", served="Acme_Sinks")
        + provider_text(
            "def get(self, key, request):\n    note('get', key.Name)\n    return Acme_Pond(Name=key.Name, Depth=3)\n",
            name="Ponds",
            served="Acme_Pond",
        )
        + provider_text(
            "def enumerate(self, request):\n    yield Acme_Stone(Name='Granite')\n", name="Stones", served="Acme_Stone"
        )
    )
    (row,) = site.rows(f"ASSOCIATORS OF {{{STONE}}}")
    assert (row.relpath, row["Depth"]) == (POND, 3)
    assert ("get", "Blue") in JOURNAL
