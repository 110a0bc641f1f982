# SPDX-License-Identifier: Apache-2.0
"""One put of a client becomes create, update or put of a provider."""

from types import new_class

import pytest

from openwmi.errors import NotFoundError, WbemError
from openwmi.provider import (
    WBEM_FLAG_CREATE_ONLY,
    WBEM_FLAG_CREATE_OR_UPDATE,
    WBEM_FLAG_UPDATE_ONLY,
    InstanceProvider,
)
from openwmi.provider.putting import Putting
from openwmi.provider.running import RunningProvider
from tests.fakes.ponds import Acme_Frog, as_client_sends, new_call, new_request

EITHER, UPDATE, CREATE = WBEM_FLAG_CREATE_OR_UPDATE, WBEM_FLAG_UPDATE_ONLY, WBEM_FLAG_CREATE_ONLY


class Pond:
    """Frogs and a record of what was asked; its functions become the operations of a provider."""

    def __init__(self):
        self.frogs = {"Kermit": Acme_Frog(Name="Kermit", Weight=320, Colour="green", Age=3)}
        self.calls = []

    def get(self, key, request):
        self.calls.append(("get", key.Name, request.properties))
        return self.frogs.get(key.Name)

    def enumerate(self, request):
        self.calls.append(("enumerate",))
        yield from self.frogs.values()

    def create(self, new, request):
        self.calls.append(("create", new.Name, new.Weight))
        if new.Name is None:
            return Acme_Frog(Name="Frog 1", Weight=new.Weight)
        return None

    def update(self, frog, changed, request):
        self.calls.append(("update", frog.Name, frog.Weight, frog.Colour, sorted(changed)))

    def put(self, frog, flags, request):
        self.calls.append(("put", frog.Name, frog.Weight, flags))

    def putting(self, *operations):
        body = {name: getattr(self, name) for name in operations}
        kind = new_class("Frogs", (InstanceProvider[Acme_Frog],), {"name": "frogs"}, lambda space: space.update(body))
        return Putting(RunningProvider(kind))


@pytest.fixture
def pond():
    return Pond()


def put(putting, flags=EITHER, context=None, **values):
    frog = as_client_sends(Acme_Frog(**values))
    return putting.put(frog, new_request(new_call(context), flags=flags, properties=frozenset({"Name"})))


FULL = ("get", "enumerate", "create", "update")


@pytest.mark.parametrize("flags", [EITHER, UPDATE])
def test_what_exists_is_updated_with_its_changes(pond, flags):
    path = put(pond.putting(*FULL), flags, Name="Kermit", Weight=330)
    assert str(path) == 'Acme_Frog.Name="Kermit"'
    assert pond.calls == [("get", "Kermit", None), ("update", "Kermit", 330, "green", ["Weight"])]


@pytest.mark.parametrize("flags", [EITHER, CREATE])
def test_what_does_not_exist_is_created(pond, flags):
    path = put(pond.putting(*FULL), flags, Name="Tiana", Weight=280)
    assert str(path) == 'Acme_Frog.Name="Tiana"'
    assert pond.calls == [("get", "Tiana", None), ("create", "Tiana", 280)]


@pytest.mark.parametrize(
    ("name", "flags", "symbol"),
    [("Kermit", CREATE, "WBEM_E_ALREADY_EXISTS"), ("Tiana", UPDATE, "WBEM_E_NOT_FOUND")],
)
def test_the_flags_decide_between_create_and_update(pond, name, flags, symbol):
    with pytest.raises(WbemError, match=name) as caught:
        put(pond.putting(*FULL), flags, Name=name, Weight=1)
    assert caught.value.symbol == symbol
    assert [call[0] for call in pond.calls] == ["get"]


@pytest.mark.parametrize(
    ("written", "name", "flags"),
    [
        ("update", "Tiana", CREATE),
        ("update", "Tiana", EITHER),
        ("create", "Kermit", UPDATE),
        ("create", "Kermit", EITHER),
    ],
)
def test_the_half_that_is_not_written_is_an_unsupported_parameter(pond, written, name, flags):
    with pytest.raises(WbemError, match="frogs cannot") as caught:
        put(pond.putting("get", written), flags, Name=name, Weight=1)
    assert caught.value.symbol == "WBEM_E_UNSUPPORTED_PARAMETER"
    assert written not in [call[0] for call in pond.calls]


def test_without_get_the_instance_is_looked_up_by_enumerating(pond):
    path = put(pond.putting("enumerate", "create", "update"), Name="KERMIT", Weight=330)
    assert str(path) == 'Acme_Frog.Name="Kermit"'
    assert pond.calls == [("enumerate",), ("update", "Kermit", 330, "green", ["Weight"])]


@pytest.mark.parametrize(
    ("flags", "call"),
    [(CREATE, ("create", "Kermit", 1)), (UPDATE, ("update", "Kermit", 1, "green", ["Weight"]))],
)
def test_a_provider_that_cannot_read_is_told_by_the_flags(pond, flags, call):
    put(pond.putting("create", "update"), flags, Name="Kermit", Weight=1)
    assert pond.calls == [call]


def test_a_provider_that_cannot_read_cannot_choose(pond):
    with pytest.raises(WbemError, match="cannot tell") as caught:
        put(pond.putting("create", "update"), EITHER, Name="Kermit", Weight=1)
    assert caught.value.symbol == "WBEM_E_UNSUPPORTED_PARAMETER"


def test_an_instance_without_key_is_created_and_its_path_told(pond):
    path = put(pond.putting(*FULL), Weight=5)
    assert str(path) == 'Acme_Frog.Name="Frog 1"'
    assert pond.calls == [("create", None, 5)]
    with pytest.raises(NotFoundError):
        put(pond.putting(*FULL), UPDATE, Weight=5)


def test_a_full_put_ignores_null_and_hands_over_the_merged_instance(pond):
    put(pond.putting(*FULL), Name="Kermit", Weight=None, Colour="red")
    assert pond.calls[-1] == ("update", "Kermit", 320, "red", ["Colour"])


def test_a_partial_put_changes_the_listed_properties_only_null_included(pond):
    context = {"__PUT_EXTENSIONS": True, "__PUT_EXT_PROPERTIES": ["weight"]}
    put(pond.putting(*FULL), UPDATE, context, Name="Kermit", Weight=None, Colour="red")
    assert pond.calls[-1] == ("update", "Kermit", None, "green", ["Weight"])


def test_a_change_of_a_read_only_property_reaches_no_provider(pond):
    with pytest.raises(WbemError, match=r"Acme_Frog\.Age") as caught:
        put(pond.putting(*FULL), Name="Kermit", Age=4, Weight=1)
    assert caught.value.symbol == "WBEM_E_READ_ONLY"
    put(pond.putting(*FULL), Name="Kermit", Age=3, Weight=1)
    assert [call[0] for call in pond.calls] == ["get", "get", "update"]


@pytest.mark.parametrize("operations", [("put",), ("get", "create")])
def test_a_partial_put_is_never_turned_into_a_full_one(pond, operations):
    context = {"__PUT_EXTENSIONS": True, "__PUT_EXT_PROPERTIES": ["Weight"]}
    with pytest.raises(WbemError, match="frogs") as caught:
        put(pond.putting(*operations), UPDATE, context, Name="Kermit", Weight=1)
    assert caught.value.symbol == "WBEM_E_PROVIDER_NOT_CAPABLE"
    assert pond.calls == []


@pytest.mark.parametrize("flags", [EITHER, UPDATE, CREATE])
def test_a_raw_put_gets_the_flags_and_is_asked_nothing_else(pond, flags):
    path = put(pond.putting("put", "get"), flags | 0x20000, Name="Kermit", Weight=1)
    assert pond.calls == [("put", "Kermit", 1, flags)]
    assert str(path) == 'Acme_Frog.Name="Kermit"'


def test_a_raw_put_without_key_and_answer_has_no_path(pond):
    assert put(pond.putting("put"), Weight=1) is None
