# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.entering import enter
from openwmi.errors import ProviderNotCapableError
from tests.fakes.plans import zoo
from tests.fakes.ponds import new_call


@pytest.fixture
def made(site):
    view = zoo(site)
    return view, view.record_of(view.require_class("Acme_Cat"))


def ask(made, call, operation="GetObject", about='Acme_Cat.Name="Tom"', **options):
    view, record = made
    return enter(view, record, call, operation, about, class_name="Acme_Cat", **options)


def test_the_request_carries_what_was_asked(made):
    call = new_call()
    request = ask(made, call, flags=2, properties=frozenset({"Name"}), keys_only=True, query_text="q",
                  restrictions={"name": ("Tom",)})  # fmt: skip
    assert (request.class_name, request.flags, request.keys_only, request.query_text) == ("Acme_Cat", 2, True, "q")
    assert request.properties == {"Name"}
    assert request.values_for("NAME") == ("Tom",)
    assert request.call.is_child_of(call)
    assert request.call.provider_chain == (("root\\acme:acme|cats", "GetObject", 'acme_cat.name="tom"'),)
    assert list(request.services.instances("Acme_Stuffed")) == []


def test_a_provider_is_not_entered_for_what_it_serves(made):
    inner = ask(made, new_call()).call.child()
    with pytest.raises(ProviderNotCapableError, match=r"acme\|Cats asks for what it is being asked for"):
        ask(made, inner, about='ACME_CAT.Name="TOM"')
    assert len(ask(made, inner, "CreateInstanceEnum", "Acme_Cat").call.provider_chain) == 2
    assert len(ask(made, inner, about='Acme_Cat.Name="Tim"').call.provider_chain) == 2
