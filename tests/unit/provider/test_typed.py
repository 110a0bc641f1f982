# SPDX-License-Identifier: Apache-2.0
"""TypedProvider: an InstanceProvider behind the provider contract."""

import pytest

from openwmi.errors import InitializationFailureError, NotFoundError, ProviderNotCapableError, WbemError
from openwmi.model.objectpath import ObjectPath
from openwmi.provider import InstanceProvider, current_request, method, uint32
from openwmi.provider.contract import InitializeArguments
from openwmi.provider.typed import TypedProvider
from tests.fakes.ponds import Acme_Frog, as_client_sends, new_call, new_request

KERMIT = ObjectPath.parse('Acme_Frog.Name="Kermit"')
NOBODY = ObjectPath.parse('Acme_Frog.Name="Nobody"')


class Sink:
    def __init__(self):
        self.reports = []

    def set_status(self, status, flags=0):
        self.reports.append((status, flags))


class Frogs(InstanceProvider[Acme_Frog], name="frogs"):
    def __init__(self):
        self.weights = {}

    def load(self, request):
        self.weights = {"Kermit": 320}

    def unload(self):
        self.weights = {}

    def get(self, key, request):
        weight = self.weights.get(key.Name)
        return None if weight is None else Acme_Frog(Name=key.Name, Weight=weight)

    def enumerate(self, request):
        for name, weight in self.weights.items():
            yield Acme_Frog(Name=name, Weight=weight)

    def query(self, query, request):
        assert current_request() is request
        return [Acme_Frog(Name=query)]

    def create(self, new, request):
        self.weights[new.Name] = new.Weight

    def update(self, frog, changed, request):
        self.weights[frog.Name] = frog.Weight

    def delete(self, key, request):
        if self.weights.pop(key.Name, None) is None:
            raise FileNotFoundError(key.Name)

    @method
    def Weigh(self, frog: Acme_Frog) -> uint32:
        return self.weights[frog.Name]


class AsyncFrogs(InstanceProvider[Acme_Frog], name="frogs"):
    """The same, with coroutines."""

    def __init__(self):
        self.plain = Frogs()

    async def load(self, request):
        self.plain.load(request)

    async def unload(self):
        self.plain.unload()

    async def get(self, key, request):
        return self.plain.get(key, request)

    async def enumerate(self, request):
        for frog in self.plain.enumerate(request):
            yield frog

    async def query(self, query, request):
        return self.plain.query(query, request)

    async def create(self, new, request):
        self.plain.create(new, request)

    async def update(self, frog, changed, request):
        self.plain.update(frog, changed, request)

    async def delete(self, key, request):
        self.plain.delete(key, request)

    @method
    async def Weigh(self, frog: Acme_Frog) -> uint32:
        return self.plain.Weigh(frog)


def initialize(provider):
    sink = Sink()
    provider.initialize(InitializeArguments("root\\acme", new_call()), sink)
    return sink.reports


@pytest.fixture(params=[Frogs, AsyncFrogs])
def provider(request):
    made = TypedProvider(request.param)
    assert initialize(made) == [(0, 0)]
    yield made
    made.shutdown()


def weights(provider):
    return {row["Name"]: row["Weight"] for row in provider.enumerate("Acme_Frog", new_request())}


def test_loading_comes_first(provider):
    assert weights(provider) == {"Kermit": 320}


def test_get_answers_the_instance_or_not_found(provider):
    assert provider.get(KERMIT, new_request())["Weight"] == 320
    with pytest.raises(NotFoundError, match="Nobody"):
        provider.get(NOBODY, new_request())


def test_queries_are_handed_over_as_text(provider):
    rows = list(provider.query("SELECT * FROM Acme_Frog", new_request()))
    assert [row["Name"] for row in rows] == ["SELECT * FROM Acme_Frog"]


def test_put_creates_and_updates(provider):
    for weight in (5, 6):
        path = provider.put(as_client_sends(Acme_Frog(Name="Tiana", Weight=weight)), new_request())
        assert str(path) == 'Acme_Frog.Name="Tiana"'
        assert weights(provider) == {"Kermit": 320, "Tiana": weight}


def test_delete_deletes_or_answers_not_found(provider):
    provider.delete(KERMIT, new_request())
    assert weights(provider) == {}
    with pytest.raises(NotFoundError, match="Kermit"):
        provider.delete(KERMIT, new_request())


def test_methods_are_called(provider):
    assert provider.exec_method(KERMIT, "Weigh", None, new_request())["ReturnValue"] == 320
    with pytest.raises(WbemError, match="KeyError") as caught:
        provider.exec_method(NOBODY, "Weigh", None, new_request())
    assert caught.value.symbol == "WBEM_E_PROVIDER_FAILURE"


@pytest.mark.parametrize(
    "operation",
    [
        lambda p: p.get(KERMIT, new_request()),
        lambda p: p.enumerate("Acme_Frog", new_request()),
        lambda p: p.query("SELECT * FROM Acme_Frog", new_request()),
        lambda p: p.put(Acme_Frog(Name="Kermit"), new_request()),
        lambda p: p.delete(KERMIT, new_request()),
    ],
)
def test_what_is_not_offered_is_refused_at_once(operation):
    class Nothing(InstanceProvider[Acme_Frog], name="nothing"):
        pass

    with pytest.raises(ProviderNotCapableError, match="nothing does not offer"):
        operation(TypedProvider(Nothing))


def test_a_provider_without_load_is_ready_at_once():
    class Nothing(InstanceProvider[Acme_Frog]):
        pass

    assert initialize(TypedProvider(Nothing)) == [(0, 0)]


@pytest.mark.parametrize(
    ("failure", "symbol"),
    [
        (OSError("the pond is dry"), "WBEM_E_INITIALIZATION_FAILURE"),
        (PermissionError("the pond is private"), "WBEM_E_ACCESS_DENIED"),
    ],
)
def test_loading_may_fail(failure, symbol):
    class Broken(InstanceProvider[Acme_Frog]):
        def load(self, request):
            raise failure

    sink = Sink()
    with pytest.raises(WbemError, match=str(failure)) as caught:
        TypedProvider(Broken).initialize(InitializeArguments("root\\acme", new_call()), sink)
    assert caught.value.symbol == symbol
    assert sink.reports == []
    assert isinstance(caught.value, InitializationFailureError) is (symbol == "WBEM_E_INITIALIZATION_FAILURE")


def test_unloading_may_fail():
    class Broken(InstanceProvider[Acme_Frog]):
        def unload(self):
            raise ValueError("the pond is full")

    with pytest.raises(WbemError, match="the pond is full") as caught:
        TypedProvider(Broken).shutdown()
    assert caught.value.symbol == "WBEM_E_PROVIDER_FAILURE"
