# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import NotFoundError, ProviderLoadFailureError, ProviderNotCapableError
from openwmi.provider import PropertyProvider, current_request
from openwmi.provider.contract import InitializeArguments
from openwmi.provider.property import PropertyContract, PropertyPlace, PropertyServing
from tests.fakes.ponds import new_call, new_request

PLACE = PropertyPlace("Celsius", "Acme_Spot Celsius", "class", "instance", "property")


class Sink:
    def __init__(self):
        self.statuses = []

    def set_status(self, status, flags=0):
        self.statuses.append(status)


class Meters(PropertyProvider):
    def __init__(self):
        self.events = []

    async def load(self):
        self.events.append("load")

    def unload(self):
        self.events.append("unload")

    async def get_property(self, *contexts):
        return contexts

    def put_property(self, *contexts_and_value):
        self.events.append(current_request().call.caller.name)
        return contexts_and_value[-1]


def test_contexts_are_handed_over_and_code_may_be_asynchronous():
    serving = PropertyServing(Meters(), "Meters")
    request = new_request(new_call(locale="MS_407"))
    assert serving.get_property(PLACE, request) == ("MS_407", "class", "instance", "property")
    serving.shutdown()


@pytest.mark.parametrize(("answer", "worked"), [(False, False), (None, True), (True, True), (0, True)])
def test_only_false_says_that_it_did_not_work(answer, worked):
    assert PropertyServing(Meters(), "Meters").put_property(PLACE, answer, new_request()) is worked


def test_from_load_to_unload():
    provider, sink = Meters(), Sink()
    serving = PropertyServing(provider, "Meters")
    serving.initialize(InitializeArguments("root\\acme", new_call()), sink)
    serving.put_property(PLACE, 1, new_request())
    serving.shutdown()
    assert provider.events == ["load", "kermit", "unload"]
    assert sink.statuses == [0]


class Refusing(PropertyProvider):
    def load(self):
        raise FileNotFoundError("no meter")

    def get_property(self, *contexts):
        raise FileNotFoundError("no value")


def test_what_a_provider_raises_is_translated():
    serving, sink = PropertyServing(Refusing(), "Meters"), Sink()
    with pytest.raises(NotFoundError, match="no meter"):
        serving.initialize(InitializeArguments("root\\acme", new_call()), sink)
    with pytest.raises(NotFoundError, match="no value") as caught:
        serving.get_property(PLACE, new_request())
    assert caught.value.extended is not None
    assert caught.value.extended.operation == "IWbemServices::GetProperty"
    assert sink.statuses == []


def test_what_is_not_overridden_is_not_offered():
    serving = PropertyServing(PropertyProvider(), "Meters")
    with pytest.raises(ProviderNotCapableError, match="get_property"):
        serving.get_property(PLACE, new_request())
    with pytest.raises(ProviderNotCapableError, match="put_property"):
        serving.put_property(PLACE, 1, new_request())


@pytest.mark.parametrize("operation", ["get", "enumerate", "query", "put", "delete"])
def test_there_are_no_instances(operation):
    with pytest.raises(ProviderNotCapableError, match="no instances"):
        getattr(PropertyServing(Meters(), "Meters"), operation)(None, new_request())


def test_there_are_no_methods():
    with pytest.raises(ProviderNotCapableError):
        PropertyServing(Meters(), "Meters").exec_method(None, "Feed", None, new_request())  # type: ignore[arg-type]


def test_an_object_knows_its_contract():
    assert isinstance(Meters.contract_for([Meters()], "Meters"), PropertyContract)
    with pytest.raises(ProviderLoadFailureError):
        Meters.contract_for([Meters(), Meters()], "Meters")
