# SPDX-License-Identifier: Apache-2.0
"""Calls into one provider object, with failures translated and results checked."""

import pytest

from openwmi.errors import NotFoundError, ProviderFailureError, ProviderLoadFailureError, WbemError
from openwmi.provider import InstanceProvider
from openwmi.provider.running import RunningProvider
from tests.fakes.ponds import Acme_Frog, Acme_Pond, new_request


class Acme_Toad(Acme_Frog):
    pass


class Frogs(InstanceProvider[Acme_Frog], name="frogs"):
    """Gives what it is told to give."""

    answer: object = None

    def get(self, key, request):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def enumerate(self, request):
        yield Acme_Frog(Name="Kermit")
        yield self.answer


@pytest.fixture
def running():
    made = RunningProvider(Frogs)
    yield made
    made.close()


def rows(running):
    return running.rows(
        running.operation("CreateInstanceEnum", "Acme_Frog"), new_request(), running.provider.enumerate, new_request()
    )


def get(running):
    operation = running.operation("GetObject", 'Acme_Frog.Name="K"')
    return running.call_for_object(operation, new_request(), running.provider.get, Acme_Frog(Name="K"), new_request())


WRONG = [
    ({"Name": "Kermit"}, "{'Name': 'Kermit'}"),
    (Acme_Pond(Name="Lily"), "an object of class Acme_Pond"),
    (Acme_Toad(Name="Kermit"), "an object of class Acme_Toad"),
    (Acme_Frog.__cim_class__.spawn_instance(), "an object of class Acme_Frog"),
    ("x" * 200, "x" * 70),
]


@pytest.mark.parametrize(("answer", "shown"), WRONG)
def test_only_objects_of_the_class_served_may_be_yielded(running, answer, shown):
    running.provider.answer = answer
    generator = rows(running)
    assert next(generator).Name == "Kermit"
    with pytest.raises(ProviderFailureError, match="provider frogs yielded") as caught:
        next(generator)
    assert shown in caught.value.message
    assert "Acme_Frog" in caught.value.next_step
    assert caught.value.where == __file__


@pytest.mark.parametrize(("answer", "shown"), WRONG)
def test_only_objects_of_the_class_served_may_be_returned(running, answer, shown):
    running.provider.answer = answer
    with pytest.raises(ProviderFailureError, match="provider frogs returned") as caught:
        get(running)
    assert shown in caught.value.message


def test_none_may_be_returned_and_not_yielded(running):
    assert get(running) is None
    with pytest.raises(ProviderFailureError, match="yielded None"):
        list(rows(running))


@pytest.mark.parametrize(
    ("failure", "symbol"),
    [
        (PermissionError("no"), "WBEM_E_ACCESS_DENIED"),
        (WbemError("x", hresult=0x80041045), "WBEM_E_SERVER_TOO_BUSY"),
        (KeyError("x"), "WBEM_E_PROVIDER_FAILURE"),
    ],
)
def test_failures_are_translated(running, failure, symbol):
    running.provider.answer = failure
    with pytest.raises(WbemError) as caught:
        get(running)
    assert caught.value.symbol == symbol
    assert caught.value.extended is not None
    assert caught.value.extended.provider_name == "frogs"


@pytest.mark.parametrize("answer", [None, NotFoundError("gone"), FileNotFoundError("gone")])
def test_finding_nothing_is_none_however_it_is_said(running, answer):
    running.provider.answer = answer
    operation = running.operation("GetObject", "x")
    assert running.find(operation, new_request(), Acme_Frog(Name="K")) is None


def test_a_constructor_that_fails_is_a_load_failure():
    class Broken(InstanceProvider[Acme_Frog]):
        def __init__(self):
            raise OSError("no pond here")

    with pytest.raises(ProviderLoadFailureError, match="no pond here") as caught:
        RunningProvider(Broken)
    assert caught.value.where.startswith(f"{__file__}:")


def test_closing_the_rows_closes_the_generator_of_the_provider(running):
    generator = rows(running)
    next(generator)
    generator.close()
    with pytest.raises(StopIteration):
        next(generator)
