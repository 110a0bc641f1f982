# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.errors import (
    ExtendedStatus,
    InvalidMethodError,
    NotFoundError,
    ProviderFailureError,
    ProviderLoadFailureError,
    ProviderNotCapableError,
    WbemError,
)
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.contract import Capabilities, InitializeArguments
from openwmi.provider.framework import Provider
from openwmi.provider.framework.contract import FrameworkProvider
from openwmi.provider.request import current_request
from tests.fakes.namespaces import asking, blank, frog
from tests.fakes.ponds import new_call

KERMIT = ObjectPath.parse('Acme_Frog.Name="Kermit"')
NOT_FOUND, ACCESS_DENIED = 0x80041002, 0x80041003


class Frogs(Provider):
    """Notes what it is called with, then does what its plan says."""

    def __init__(self, plan=lambda *arguments: 0):
        super().__init__("Acme_Frog", "root\\acme")
        self.plan = plan
        self.seen = []

    def _do(self, *arguments):
        assert current_request() is not None
        self.seen.append(arguments)
        return self.plan(*arguments)

    def PutInstance(self, instance, flags=0):
        return self._do(instance, flags)

    def DeleteInstance(self, instance, flags=0):
        return self._do(instance, flags)

    def GetObject(self, instance, flags=0, query=None):
        return self._do(instance, flags, query)

    def EnumerateInstances(self, context, flags=0):
        return self._do(context, flags)

    def ExecQuery(self, context, query, flags=0):
        return self._do(context, query, flags)

    def Flush(self):
        self.seen.append("flush")
        return super().Flush()


class TwoArguments(Provider):
    def GetObject(self, instance, flags=0):
        assert flags == 0
        return NOT_FOUND


def served(*providers):
    together = FrameworkProvider(providers, "Frogs")

    class Verdict:
        def set_status(self, status, flags=0):
            assert status == 0

    together.initialize(InitializeArguments("root/acme".replace("/", "\\"), new_call()), Verdict())
    return together


OPERATIONS = {
    "get": lambda provider: provider.get(KERMIT, asking()),
    "enumerate": lambda provider: list(provider.enumerate("Acme_Frog", asking())),
    "query": lambda provider: list(provider.query("SELECT * FROM Acme_Frog", asking())),
    "put": lambda provider: provider.put(frog(Name="Kermit"), asking()),
    "delete": lambda provider: provider.delete(KERMIT, asking()),
}
every_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)


def test_what_any_provider_overrides_is_offered():
    assert served(Provider("Acme_Pond", "root\\acme"), Frogs()).capabilities == Capabilities(
        get=True, enumerate=True, query_levels=("WQL:UnarySelect",), put=True, delete=True, partial_get=True
    )
    assert served().capabilities == Capabilities(partial_get=True)


def test_one_class_has_one_provider():
    with pytest.raises(ProviderLoadFailureError, match="two Provider objects serve ACME_FROG"):
        served(Frogs(), Provider("ACME_FROG", "root/acme"))


@every_operation
def test_a_class_nobody_serves_is_not_capable(operation):
    for provider in (Provider("Acme_Pond", "root\\acme"), Provider("Acme_Frog")):
        with pytest.raises(ProviderNotCapableError, match="no Provider object for Acme_Frog"):
            operation(served(provider))


@every_operation
@pytest.mark.parametrize(
    ("answer", "code"),
    [(NOT_FOUND, "WBEM_E_NOT_FOUND"), (NOT_FOUND - (1 << 32), "WBEM_E_NOT_FOUND"), ("text", "WBEM_E_PROVIDER_FAILURE")],
)
def test_the_code_returned_reaches_the_client(operation, answer, code):
    with pytest.raises(WbemError) as caught:
        operation(served(Frogs(lambda *arguments: answer)))
    assert caught.value.symbol == code


@every_operation
@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (WbemError("no", hresult=ACCESS_DENIED), "WBEM_E_ACCESS_DENIED"),
        (MemoryError(), "WBEM_E_OUT_OF_MEMORY"),
        (KeyError("key"), "WBEM_E_PROVIDER_FAILURE"),
        (SystemExit(3), "WBEM_E_PROVIDER_FAILURE"),
    ],
)
def test_what_is_raised_reaches_the_client_as_a_code(operation, raised, code):
    def fail(*arguments):
        raise raised

    with pytest.raises(WbemError) as caught:
        operation(served(Frogs(fail)))
    assert caught.value.symbol == code


@pytest.mark.parametrize("answer", [0, None, 1])
def test_success_needs_no_code(answer):
    assert OPERATIONS["get"](served(Frogs(lambda *arguments: answer)))["Name"] == "Kermit"


def test_get_fills_an_instance_that_has_only_its_keys():
    def fill(instance, flags, query):
        assert (instance.GetCHString("Name"), instance.IsNull("Weight")) == ((True, "Kermit"), True)
        assert (query.GetQueryClassName(), query.GetQuery()) == ("Acme_Frog", "")
        instance.SetDWORD("Weight", 320)

    assert OPERATIONS["get"](served(Frogs(fill)))["Weight"] == 320


def test_the_form_of_get_without_a_query_is_called_without():
    with pytest.raises(NotFoundError):
        OPERATIONS["get"](served(TwoArguments("Acme_Frog", "root\\acme")))


def test_put_tells_where_the_instance_is():
    def name(instance, flags):
        instance.SetCHString("Name", "made")

    assert str(served(Frogs(name)).put(blank(), asking())) == 'Acme_Frog.Name="made"'
    assert served(Frogs()).put(blank(), asking()) is None


def test_put_does_not_change_what_the_client_gave():
    given = frog(Name="Kermit")
    served(Frogs(lambda instance, flags: instance.SetDWORD("Weight", 1) and 0)).put(given, asking())
    assert given["Weight"] is None


def test_a_partial_put_needs_a_provider_that_looks():
    values = {"__PUT_EXTENSIONS": True, "__PUT_EXT_PROPERTIES": ["Weight"]}

    class Looks(Frogs):
        partial_put = True

    with pytest.raises(ProviderNotCapableError, match="single properties"):
        served(Frogs()).put(frog(Name="a"), asking(call=new_call(values), flags=1))
    provider = Looks()
    served(provider).put(frog(Name="a"), asking(call=new_call(values), flags=1))
    context = provider.seen[0][0].GetMethodContext().GetIWBEMContext()
    assert context.GetValue("__PUT_EXT_PROPERTIES") == ["Weight"]


def test_a_query_that_nothing_matches_is_answered_without_the_provider():
    provider = Frogs()
    assert list(served(provider).query("SELECT", asking(restrictions={"name": ()}))) == []
    assert provider.seen == []


def test_a_status_object_travels_with_the_code_and_with_an_exception():
    def explained(context, flags):
        context.SetStatusObject(ExtendedStatus("the pond is frozen"))
        return ACCESS_DENIED

    def explained_and_raised(context, flags):
        explained(context, flags)
        raise ValueError("x")

    for plan in (explained, explained_and_raised):
        with pytest.raises(WbemError) as caught:
            OPERATIONS["enumerate"](served(Frogs(plan)))
        assert caught.value.extended == ExtendedStatus("the pond is frozen")


def test_a_method_the_class_does_not_have():
    with pytest.raises(InvalidMethodError):
        served(Frogs()).exec_method(KERMIT, "Croak", None, asking())


def test_shutdown_flushes_every_provider():
    class Stuck(Frogs):
        def Flush(self):
            raise OSError("stuck")

    last = Provider("Acme_Pond", "root\\acme")
    stuck, frogs = Stuck(), Frogs()
    frogs._name = "Acme_Toad"
    together = served(stuck, frogs, last)
    with pytest.raises(ProviderFailureError, match="stuck"):
        together.shutdown()
    assert frogs.seen == ["flush"]
    served(frogs).shutdown()
