# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from tests.fakes.plans import zoo
from tests.fakes.ponds import new_call
from tests.fakes.sites import code_of


def test_classes_of_the_namespace(site):
    view = zoo(site)
    assert view.namespace == "root\\acme"
    assert view.require_class("ACME_cat").name == "Acme_Cat"
    assert [c.name for c in view.descendants("acme_CAT")] == ["Acme_Lion"]
    assert code_of(lambda: view.require_class("Acme_Nothing")) == "WBEM_E_INVALID_CLASS"


def test_another_namespace(site):
    view = zoo(site).sibling("ROOT/cimv2")
    assert view.namespace.lower() == "root\\cimv2"
    assert view.classes.find_class("Acme_Cat") is None
    assert code_of(lambda: view.sibling("root\\nowhere")) == "WBEM_E_INVALID_NAMESPACE"


@pytest.mark.parametrize(
    ("mof", "code"),
    [
        ("[dynamic] class Acme_A { [key] uint32 Id; };", "WBEM_E_INVALID_PROVIDER_REGISTRATION"),
        ('[dynamic, provider("nobody")] class Acme_A { [key] uint32 Id; };', "WBEM_E_PROVIDER_NOT_FOUND"),
        ('[dynamic, provider("acme|Cats")] class Acme_A { [key] uint32 Id; };', "WBEM_S_NO_ERROR"),
    ],
)
def test_the_provider_a_class_names(site, mof, code):
    view = zoo(site)
    site.mof(mof)
    assert code_of(lambda: view.record_of(view.require_class("Acme_A"))) == code


def test_a_provider_without_the_role(site):
    view = zoo(site)
    site.mof('instance of __Win32Provider { Name = "idle"; CLSID = "a:b"; }; '
             '[dynamic, provider("idle")] class Acme_A { [key] uint32 Id; };')  # fmt: skip
    record = view.record_of(view.require_class("Acme_A"))
    assert code_of(lambda: view.instance_role(record)) == "WBEM_E_INVALID_PROVIDER_REGISTRATION"
    assert code_of(lambda: view.provider(record, new_call())) == "WBEM_E_PROVIDER_LOAD_FAILURE"


def test_a_provider_is_lent_with_a_way_back(site):
    view = zoo(site)
    record = view.record_of(view.require_class("Acme_Cat"))
    assert view.provider(record, new_call()) is view.provider(record, new_call())
    assert list(view.services(new_call()).instances("Acme_Stuffed")) == []
