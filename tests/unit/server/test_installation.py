# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import ProviderNotFoundError
from openwmi.mof.compiler import compile_unit
from openwmi.mof.parser import parse_mof
from openwmi.mof.render import render_class, render_instance
from openwmi.repository import Repository
from openwmi.server import Core
from tests.fakes.sites import FROG, NS, Site, code_of, provider_text

ENUMERATE = "def enumerate(self, request):\n    yield {0}(Name='x')\n"
TREE = """
class Acme_Water(CimClass, namespace="root/acme"):
    Celsius: real64 | None = prop()
class Acme_Animal(CimClass, namespace="root/acme", abstract=True):
    Name: str = key()
    Home: Acme_Water | None = prop()
"""
CATS = TREE + "class Acme_Cat(Acme_Animal):\n    pass\n" + provider_text(
    ENUMERATE.format("Acme_Cat"), name="Cats", served="Acme_Cat")  # fmt: skip
DOGS = TREE + "class Acme_Dog(Acme_Animal):\n    pass\n" + provider_text(
    ENUMERATE.format("Acme_Dog"), name="Dogs", served="Acme_Dog")  # fmt: skip
LIONS = TREE + "class Acme_Cat(Acme_Animal):\n    pass\nclass Acme_Lion(Acme_Cat):\n    pass\n" + provider_text(
    ENUMERATE.format("Acme_Lion"), name="Lions", served="Acme_Lion")  # fmt: skip
DEEP = FROG.replace("root/acme", "root/deep/er/pond")


def dump(repository: Repository) -> list[str]:
    """Return everything in a repository, as text."""
    found: list[str] = []
    for namespace in repository.namespaces():
        classes = repository.classes(namespace)
        for name in classes.class_names():
            cim_class = classes.find_class(name)
            assert cim_class is not None
            found.append(f"{namespace}: {render_class(cim_class)}")
            found.extend(
                f"{namespace}: {render_instance(instance)}"
                for batch in repository.enumerate_instances(namespace, name)
                for instance in batch
            )
    return sorted(found)


def prepared(site: Site) -> list[str]:
    """Install and remove something, so that the class of the notes is there; return what there is."""
    site.provide(FROG + provider_text(ENUMERATE.format("Acme_Frog")))
    site.core.remove_provider("acme|Frogs")
    return dump(site.core.repository)


def test_installing_twice_changes_nothing(site):
    site.provide(CATS, "cats")
    once = dump(site.core.repository)
    site.provide(CATS, "cats")
    assert dump(site.core.repository) == once


@pytest.mark.parametrize("text", [CATS, DEEP + provider_text(ENUMERATE.format("Acme_Frog"))])
def test_removing_leaves_nothing_behind(site, text):
    before = prepared(site)
    site.provide(text, "it")
    assert dump(site.core.repository) != before
    (one,) = site.core.providers()
    assert site.core.remove_provider(one.name.upper()) != []
    assert dump(site.core.repository) == before


@pytest.mark.parametrize("order", [("cats|Cats", "dogs|Dogs"), ("dogs|Dogs", "cats|Cats")])
def test_two_providers_share_what_they_need(site, order):
    before = prepared(site)
    site.provide(CATS, "cats")
    site.provide(DOGS, "dogs")
    assert len(site.rows("SELECT * FROM Acme_Animal")) == 2
    site.core.remove_provider(order[0])
    assert len(site.rows("SELECT * FROM Acme_Animal")) == 1
    site.core.remove_provider(order[1])
    assert dump(site.core.repository) == before


@pytest.mark.parametrize("first", ["cats", "lions"])
@pytest.mark.parametrize("gone", ["cats|Cats", "lions|Lions"])
def test_a_provider_of_a_class_another_one_derives_from(site, first, gone):
    before = prepared(site)
    texts = {"cats": CATS, "lions": LIONS}
    site.provide(texts.pop(first), first)
    ((name, text),) = texts.items()
    site.provide(text, name)
    assert [row.class_name for row in site.rows("SELECT * FROM Acme_Cat")] == ["Acme_Lion"]
    site.core.remove_provider(gone)
    rows = site.rows("SELECT * FROM Acme_Cat")
    assert [row.class_name for row in rows] == ["Acme_Lion" if gone == "cats|Cats" else "Acme_Cat"]
    site.core.remove_provider("lions|Lions" if gone == "cats|Cats" else "cats|Cats")
    assert dump(site.core.repository) == before


def test_what_was_there_before_stays(site):
    site.mof(
        "class Acme_Water { real64 Celsius; }; [abstract] class Acme_Animal { [key] string Name; Acme_Water Home; };"
    )
    before = prepared(site)
    site.provide(CATS, "cats")
    site.core.remove_provider("cats|Cats")
    assert dump(site.core.repository) == before


def test_a_class_somebody_derived_from_stays_with_a_word_for_it(site):
    site.provide(CATS, "cats")
    site.mof('[dynamic, provider("other")] class Acme_Tomcat : Acme_Cat { };')
    assert "Acme_Cat" not in site.core.remove_provider("cats|Cats")
    assert site.services().get_class("Acme_Tomcat").superclass == "Acme_Cat"


@pytest.mark.parametrize(
    ("mof", "code"),
    [
        ("class Acme_Animal { [key] uint32 Name; };", "WBEM_E_UPDATE_TYPE_MISMATCH"),
        ("class Acme_Water { string Celsius; };", "WBEM_E_UPDATE_TYPE_MISMATCH"),
        (
            "class Acme_Cat { [key] string Name; }; class Acme_Kitten : Acme_Cat { }; "
            'instance of Acme_Cat { Name = "Tom"; };',
            "WBEM_E_CANNOT_CHANGE_KEY_INHERITANCE",
        ),
    ],
)
def test_an_installation_that_cannot_work_writes_nothing(site, mof, code):
    prepared(site)
    site.mof(mof)
    before = dump(site.core.repository)
    assert code_of(lambda: site.provide(DOGS + CATS.replace(TREE, ""), "both")) == code
    assert dump(site.core.repository) == before


def test_another_namespace_than_the_classes_ask_for(site):
    path = site.write(FROG + provider_text(ENUMERATE.format("Acme_Frog")))
    (one,) = site.core.install_provider(path, "root\\cimv2")
    assert (one.name, one.namespace, one.classes) == ("acme|Frogs", "root\\cimv2", ("Acme_Frog",))
    assert [row["Name"] for row in site.rows("SELECT * FROM Acme_Frog", namespace="root\\cimv2")] == ["x"]
    site.core.install_provider(path)
    assert len(site.core.providers()) == 2
    site.core.remove_provider("acme|Frogs")
    assert site.core.providers() == []


def test_removing_what_is_not_there(site):
    with pytest.raises(ProviderNotFoundError, match="Toads"):
        site.core.remove_provider("Toads")
    with pytest.raises(ProviderNotFoundError, match="Toads"):
        site.core.remove_provider("Toads", NS)


BY_HAND = """
[dynamic, provider("acme|Frogs")]
class Acme_Frog
{{
    [key] string Name;
    [write] uint32 Weight;
    [write] string Colour = "green";
}};
instance of __Win32Provider as $Frogs
{{
    Name = "acme|Frogs";
    CLSID = "{clsid}";
}};
instance of __InstanceProviderRegistration
{{
    Provider = $Frogs;
    SupportsGet = FALSE;
    SupportsPut = FALSE;
    SupportsDelete = FALSE;
    SupportsEnumeration = TRUE;
}};
"""


def test_registering_by_hand_works_like_installing(site):
    path = site.write(FROG + provider_text(ENUMERATE.format("Acme_Frog")))
    unit = parse_mof(BY_HAND.format(clsid=f"{path}:Frogs"))
    compile_unit(unit, site.core.mof_target(), namespace=NS)
    assert site.names("SELECT * FROM Acme_Frog") == ["x"]
    assert [one.classes for one in site.core.providers()] == [("Acme_Frog",)]
    site.core.install_provider(path)
    assert site.names("SELECT * FROM Acme_Frog WHERE Colour = 'green'") == ["x"]
    site.core.remove_provider("acme|Frogs")
    assert code_of(lambda: site.rows("SELECT * FROM Acme_Frog")) == "WBEM_E_PROVIDER_NOT_FOUND"


def test_another_core_on_the_same_home_sees_it(site, tmp_path):
    with Core(tmp_path, Repository.open(tmp_path / "repository")) as other:
        watching = other.connect(NS)
        assert code_of(lambda: watching.exec_query("WQL", "SELECT * FROM Acme_Frog")) == "WBEM_E_INVALID_CLASS"
        site.provide(FROG + provider_text(ENUMERATE.format("Acme_Frog")))
        assert len(list(watching.exec_query("WQL", "SELECT * FROM Acme_Frog"))) == 1
        site.core.remove_provider("acme|Frogs")
        assert code_of(lambda: watching.exec_query("WQL", "SELECT * FROM Acme_Frog")) == "WBEM_E_INVALID_CLASS"
