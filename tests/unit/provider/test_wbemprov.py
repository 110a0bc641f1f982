# SPDX-License-Identifier: Apache-2.0

import threading

import pytest

from openwmi.errors import (
    InitializationFailureError,
    NotFoundError,
    ProviderFailureError,
    ProviderNotCapableError,
    TimedOutError,
    WbemError,
    WbemStatus,
)
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.contract import Capabilities, InitializeArguments
from openwmi.provider.property import PropertyPlace
from openwmi.provider.request import current_request
from openwmi.provider.wbemprov import (
    WBEM_STATUS_COMPLETE,
    IWbemPropertyProvider,
    IWbemProviderIdentity,
    IWbemProviderInit,
    IWbemServices,
    IWbemShutdown,
    RawProvider,
)
from tests.fakes.namespaces import Namespace, asking, frog
from tests.fakes.ponds import new_call

KERMIT = ObjectPath.parse('Acme_Frog.Name="Kermit"')
NOT_FOUND = 0x80041002


class Verdict:
    def __init__(self):
        self.reported = []

    def set_status(self, status, flags=0):
        self.reported.append(status)


class Silent(IWbemProviderInit, IWbemServices):
    pass


class Frogs(IWbemProviderInit, IWbemServices, IWbemProviderIdentity, IWbemShutdown):
    """Does what its `plan` says: a function of the sink, whose result is returned."""

    def __init__(self, plan=None):
        self.plan = plan
        self.seen = []

    def SetRegistrationObject(self, flags, registration):
        self.seen.append((flags, registration))

    def Initialize(self, user, flags, namespace, locale, services, context, init_sink):
        self.seen.append((user, flags, namespace, locale, services.namespace))
        init_sink.SetStatus(0)

    def Shutdown(self, reason, max_milliseconds, context):
        self.seen.append((reason, max_milliseconds, context))

    def GetObjectAsync(self, path, flags, context, sink):
        return self._do(sink, path, flags)

    def CreateInstanceEnumAsync(self, class_name, flags, context, sink):
        return self._do(sink, class_name, flags)

    def ExecQueryAsync(self, language, query, flags, context, sink):
        return self._do(sink, language, query, flags)

    def PutInstanceAsync(self, instance, flags, context, sink):
        return self._do(sink, instance.relpath, flags)

    def DeleteInstanceAsync(self, path, flags, context, sink):
        return self._do(sink, path, flags)

    def ExecMethodAsync(self, path, method, flags, context, in_parameters, sink):
        return self._do(sink, path, method, flags, in_parameters)

    def _do(self, sink, *arguments):
        assert current_request() is not None
        self.seen.append(arguments)
        return self.plan(sink)


def one(sink):
    sink.Indicate([frog(Name="Kermit")])
    sink.SetStatus(WBEM_STATUS_COMPLETE, 0)


def served(plan):
    return RawProvider(Frogs(plan), "Frogs")


OPERATIONS = {
    "get": lambda provider: provider.get(KERMIT, asking()),
    "enumerate": lambda provider: list(provider.enumerate("Acme_Frog", asking())),
    "query": lambda provider: list(provider.query("SELECT * FROM Acme_Frog", asking())),
    "put": lambda provider: provider.put(frog(Name="Kermit"), asking(flags=1)),
    "delete": lambda provider: provider.delete(KERMIT, asking()),
    "method": lambda provider: provider.exec_method(KERMIT, "Croak", None, asking()),
}
every_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)


def initialize(provider, services=None):
    verdict = Verdict()
    provider.initialize(InitializeArguments("root\\acme", new_call(), "kermit", 0, "MS_409", services), verdict)
    return verdict.reported


def test_what_is_overridden_is_offered():
    assert RawProvider(Silent(), "Silent").capabilities == Capabilities(partial_get=True)
    assert served(one).capabilities == Capabilities(
        get=True, enumerate=True, query_levels=("WQL:UnarySelect",), put=True, delete=True,
        partial_get=True, partial_put=True,
    )  # fmt: skip


@every_operation
def test_what_is_not_overridden_is_not_capable(operation):
    with pytest.raises(ProviderNotCapableError):
        operation(RawProvider(Silent(), "Silent"))


def test_initialize_gets_its_parameters_and_the_registration_before():
    provider = served(one)

    class Registered(Namespace):
        def get(self, path, *, properties=None):
            return str(path)

    assert initialize(provider, Registered()) == [0]
    assert provider._implementation.seen == [
        (0, '__Win32Provider.Name="Frogs"'),
        ("kermit", 0, "root\\acme", "MS_409", "root\\acme"),
    ]
    assert initialize(RawProvider(Silent(), "Silent")) == [0]


@pytest.mark.parametrize(("answer", "error"), [(1, ProviderFailureError), (NOT_FOUND, ProviderFailureError)])
def test_an_identity_that_is_refused_is_a_failure(answer, error):
    class Stranger(Silent, IWbemProviderIdentity):
        def SetRegistrationObject(self, flags, registration):
            return answer

    class Registered(Namespace):
        def get(self, path, *, properties=None):
            return frog()

    with pytest.raises(error, match="does not know itself"):
        initialize(RawProvider(Stranger(), "Stranger"), Registered())


def test_initialize_fails_by_code_or_exception():
    class ByCode(Silent):
        def Initialize(self, *arguments):
            return 0x80041014

    class ByException(Silent):
        def Initialize(self, *arguments):
            raise ValueError("no pond")

    with pytest.raises(InitializationFailureError):
        initialize(RawProvider(ByCode(), "Frogs"))
    with pytest.raises(ProviderFailureError, match="no pond"):
        initialize(RawProvider(ByException(), "Frogs"))
    with pytest.raises(ProviderNotCapableError):
        initialize(RawProvider(IWbemServices(), "Frogs"))


def test_each_operation_gets_its_arguments():
    provider = served(one)
    for operation in OPERATIONS.values():
        operation(provider)
    assert provider._implementation.seen == [
        (KERMIT.relpath, 0),
        ("Acme_Frog", 0),
        ("WQL", "SELECT * FROM Acme_Frog", 0),
        (KERMIT.relpath, 1),
        (KERMIT.relpath, 0),
        (KERMIT.relpath, "Croak", 0, None),
    ]


def test_results_come_from_the_sink():
    assert OPERATIONS["get"](served(one))["Name"] == "Kermit"
    assert [row["Name"] for row in OPERATIONS["enumerate"](served(one))] == ["Kermit"]
    assert OPERATIONS["method"](served(one))["Name"] == "Kermit"
    assert OPERATIONS["method"](served(lambda sink: sink.SetStatus(0, 0))) is None
    told = served(lambda sink: sink.SetStatus(0, 0, '\\\\x\\root\\acme:Acme_Frog.Name="made"'))
    assert str(OPERATIONS["put"](told)) == 'Acme_Frog.Name="made"'
    assert OPERATIONS["put"](served(one)) is None
    with pytest.raises(NotFoundError, match="gave no"):
        OPERATIONS["get"](served(lambda sink: sink.SetStatus(0, 0)))


@every_operation
@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (lambda sink: sink.SetStatus(0, NOT_FOUND), "WBEM_E_NOT_FOUND"),
        (lambda sink: NOT_FOUND, "WBEM_E_NOT_FOUND"),
        (lambda sink: NOT_FOUND - (1 << 32), "WBEM_E_NOT_FOUND"),
        (lambda sink: (sink.SetStatus(0, 0x80041003), NOT_FOUND)[1], "WBEM_E_ACCESS_DENIED"),
        (lambda sink: sink.SetStatus(0, 0x8004100C) and None, "WBEM_E_NOT_SUPPORTED"),
        (lambda sink: int("key"), "WBEM_E_PROVIDER_FAILURE"),
        (lambda sink: "text", "WBEM_E_PROVIDER_FAILURE"),
        (lambda sink: None, "WBEM_E_PROVIDER_FAILURE"),
    ],
    ids=["status", "code", "signed", "status first", "unsupported", "exception", "no code", "let go"],
)
def test_there_is_one_final_status(operation, plan, code):
    with pytest.raises(WbemError) as caught:
        operation(served(plan))
    assert caught.value.symbol == code


def test_an_exception_after_the_status_changes_nothing():
    def late(sink):
        one(sink)
        raise ValueError("too late")

    assert len(OPERATIONS["enumerate"](served(late))) == 1


@every_operation
def test_the_answer_may_come_later_from_another_thread(operation):
    def later(sink):
        threading.Timer(0.02, one, [sink]).start()
        return 0

    operation(served(later))


def test_a_provider_that_keeps_its_sink_runs_into_the_deadline():
    kept: list[object] = []
    provider = served(kept.append)
    with pytest.raises(TimedOutError):
        provider.get(KERMIT, asking(call=new_call(deadline=0.0)))


def test_a_cancelled_enumeration_makes_indicate_fail():
    answers = []

    def flood(sink):
        while not (answer := sink.Indicate([frog(Name="x")])):
            pass
        answers.append(answer)
        return answer

    rows = served(flood).enumerate("Acme_Frog", asking())
    next(rows)
    rows.close()
    assert answers == [WbemStatus.WBEM_E_CALL_CANCELLED]


def test_shutdown_is_told_where_it_is_wanted():
    provider = served(one)
    provider.shutdown()
    assert provider._implementation.seen == [(0, 0, None)]
    RawProvider(Silent(), "Silent").shutdown()


def test_a_class_gives_its_own_contract():
    assert isinstance(Silent.contract_for([Silent()], "Silent"), RawProvider)


PLACE = PropertyPlace("Celsius", "Acme_Pond Celsius", "class", "instance", "property")


class Meters(Silent, IWbemPropertyProvider):
    answer: int | None = 0

    def GetProperty(self, flags, locale, class_mapping, instance_mapping, property_mapping):
        return self.answer, (flags, locale, class_mapping, instance_mapping, property_mapping)

    def PutProperty(self, flags, locale, class_mapping, instance_mapping, property_mapping, value):
        assert (class_mapping, instance_mapping, property_mapping, value) == ("class", "instance", "property", 7)
        return self.answer


def meters(answer):
    made = Meters()
    made.answer = answer
    return RawProvider(made, "Meters")


def test_a_property_is_read_with_its_mappings():
    assert meters(0).get_property(PLACE, asking()) == (0, None, "class", "instance", "property")
    with pytest.raises(NotFoundError):
        meters(NOT_FOUND).get_property(PLACE, asking())


@pytest.mark.parametrize(("answer", "is_set"), [(0, True), (None, True), (1, False)])
def test_false_says_that_a_property_was_not_set(answer, is_set):
    assert meters(answer).put_property(PLACE, 7, asking()) is is_set


def test_a_property_that_cannot_be_set_fails():
    with pytest.raises(NotFoundError):
        meters(NOT_FOUND).put_property(PLACE, 7, asking())


def test_without_the_interface_there_are_no_properties():
    for provider in (RawProvider(Silent(), "Silent"), served(one)):
        with pytest.raises(ProviderNotCapableError, match="IWbemPropertyProvider"):
            provider.get_property(PLACE, asking())
        with pytest.raises(ProviderNotCapableError, match="IWbemPropertyProvider"):
            provider.put_property(PLACE, 7, asking())
