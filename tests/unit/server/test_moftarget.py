# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from openwmi.model.qualifier import QualifierType
from tests.fakes.sites import FROG, NS, code_of, noted, provider_text


def test_classes_and_instances_are_stored(site):
    target = site.core.mof_target()
    site.mof("class Acme_Stone { [key] uint32 Id; };")
    assert target.classes(NS).find_class("acme_stone") is not None
    assert target.put_instance(NS, site.new("Acme_Stone", Id=1), 0).endswith("root\\acme:Acme_Stone.Id=1")
    assert code_of(lambda: target.put_instance("root/acme", site.new("Acme_Stone", Id=1), 2)) == (
        "WBEM_E_ALREADY_EXISTS"
    )
    target.delete_instance(NS, "\\\\.\\root\\acme:Acme_Stone.Id=1")
    assert code_of(lambda: site.services().get_object("Acme_Stone.Id=1")) == "WBEM_E_NOT_FOUND"
    target.delete_class(NS, "Acme_Stone")
    assert target.classes(NS).find_class("Acme_Stone") is None


def test_instances_of_dynamic_classes_go_to_their_provider(site):
    site.frogs("def put(self, obj, flags, request):\n    note('put', obj.Name, flags)\n")
    site.mof('instance of Acme_Frog { Name = "Kermit"; };')
    assert noted("put") == [("put", "Kermit", 0)]


def test_namespaces(site):
    target = site.core.mof_target()
    assert target.has_namespace("ROOT/acme")
    assert not target.has_namespace("root\\nowhere")
    target.put_instance("root", site.new("__Namespace", "root", Name="fresh"), 0)
    assert target.has_namespace("root\\fresh")


def test_only_flags_of_class_puts_are_kept(site):
    target = site.core.mof_target()
    site.mof("class Acme_Stone { [key] uint32 Id; };")
    declaration = site.services().get_class("Acme_Stone").declaration
    target.put_class(NS, declaration, 0x20000)
    assert code_of(lambda: target.put_class(NS, declaration, 0x20002)) == "WBEM_E_ALREADY_EXISTS"


def test_qualifier_types_are_stored(site):
    declared = QualifierType("Damp", None, None, frozenset({"class"}), 0)
    site.core.mof_target().put_qualifier_type(NS, declared)
    assert "damp" in site.core.repository.qualifier_types(NS)


def test_a_provider_that_is_not_capable_is_told(site):
    site.provide(FROG + provider_text("def enumerate(self, request):\n    yield from ()\n"))
    target = site.core.mof_target()
    assert code_of(lambda: target.put_instance(NS, site.new("Acme_Frog", Name="x"), 0)) == (
        "WBEM_E_PROVIDER_NOT_CAPABLE"
    )
