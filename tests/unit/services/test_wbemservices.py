# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
from functools import partial

import pytest

from openwmi.errors import InvalidClassError, InvalidQueryError, TimedOutError, WbemStatus
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.instance import Instance
from tests.fakes.sites import FROG, code_of, drain, eventually, noted, provider_text

FRITZ = 'Acme_Frog.Name="Fritz"'
FROGS = FROG + provider_text(
    """
    def enumerate(self, request):
        note("enumerate", dict(request.context), sorted(request.properties or ["*"]), request.keys_only)
        yield Acme_Frog(Name="Kermit", Weight=320)
        yield Acme_Frog(Name="Fritz", Weight=100)

    def update(self, obj, changed, request):
        note("update", obj.Name, sorted(changed), obj.Weight, dict(request.context))

    @method
    def Weigh(self, frog) -> uint32:
        return 7
    """
)


@pytest.fixture
def services(site):
    site.provide(FROGS)
    return site.services()


WRONG_FLAG = 0x400
CALLS = {
    "OpenNamespace": lambda s, f: s.open_namespace("x", f),
    "GetObject": lambda s, f: s.get_object(FRITZ, f),
    "GetObject of a class": lambda s, f: s.get_class("Acme_Frog", f),
    "PutClass": lambda s, f: s.put_class(ClassDeclaration("X"), f),
    "DeleteClass": lambda s, f: s.delete_class("X", f),
    "CreateClassEnum": lambda s, f: s.create_class_enum(None, f),
    "PutInstance": lambda s, f: s.put_instance(s.get_class("Acme_Frog").spawn_instance(), f),
    "DeleteInstance": lambda s, f: s.delete_instance(FRITZ, f),
    "CreateInstanceEnum": lambda s, f: s.create_instance_enum("Acme_Frog", f),
    "ExecQuery": lambda s, f: s.exec_query("WQL", "SELECT * FROM Acme_Frog", f),
    "prepare": lambda s, f: s.prepare_query("WQL", "SELECT * FROM Acme_Frog", f),
    "ExecMethod": lambda s, f: s.exec_method(FRITZ, "Weigh", None, f),
}


@pytest.mark.parametrize("call", CALLS)
def test_every_operation_looks_at_its_flags(services, call):
    assert code_of(lambda: CALLS[call](services, WRONG_FLAG)) == "WBEM_E_INVALID_PARAMETER"


IMMEDIATELY = 0x10


@pytest.mark.parametrize(
    ("call", "flags", "error"),
    [
        (lambda s, f: s.exec_query("WQL", "SELECT * FROM Acme_x", f), 0, InvalidClassError),
        (lambda s, f: s.exec_query("WQL", "SELECT a b", f), 0, InvalidQueryError),
        (lambda s, f: s.create_instance_enum("Acme_x", f), 0, InvalidClassError),
        (lambda s, f: s.create_class_enum("Acme_x", f), 0, InvalidClassError),
    ],
)
def test_errors_come_at_once_or_with_the_first_next(services, call, flags, error):
    with pytest.raises(error):
        call(services, flags)
    found = call(services, flags | IMMEDIATELY)
    with pytest.raises(error):
        found.next(20.0, 1)


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("WQL", "", "WBEM_E_INVALID_PARAMETER"),
        ("", "SELECT * FROM X", "WBEM_E_INVALID_PARAMETER"),
        ("SQL", "", "WBEM_E_INVALID_PARAMETER"),
        ("SQL", "SELECT * FROM X", "WBEM_E_INVALID_QUERY_TYPE"),
        ("wql", "SELECT * FROM Acme_Frog", "WBEM_S_NO_ERROR"),
        ("WQL", "SELECT Nonsense FROM Acme_Frog", "WBEM_E_INVALID_QUERY"),
        ("WQL", "SELECT * FROM __InstanceCreationEvent WITHIN 1", "WBEM_E_INVALID_QUERY"),
    ],
)
def test_codes_of_a_query(services, language, text, code):
    for flags in (0, IMMEDIATELY):
        assert code_of(partial(services.exec_query, language, text, flags)) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SELECT * FROM __InstanceCreationEvent WITHIN 5 WHERE TargetInstance ISA 'Acme_Frog'", "WBEM_S_NO_ERROR"),
        ("SELECT * FROM Acme_Frog", "WBEM_E_NOT_EVENT_CLASS"),
        ("SELECT * FROM Acme_x", "WBEM_E_NOT_FOUND"),
        ("SELECT", "WBEM_E_UNPARSABLE_QUERY"),
        ("", "WBEM_E_INVALID_PARAMETER"),
    ],
)
def test_codes_of_a_notification_query(services, text, code):
    assert code_of(lambda: services.prepare_notification_query("WQL", text)) == code


def test_a_plan_prints_itself_and_asks_nobody(services):
    plan = services.prepare_query("WQL", "SELECT Name FROM Acme_Frog WHERE Weight > 1")
    assert "acme|Frogs" in str(plan)
    assert next(iter(plan.lines())).startswith("SELECT Name")
    assert noted("enumerate") == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pond", "WBEM_S_NO_ERROR"),
        ("POND", "WBEM_S_NO_ERROR"),
        ("pond\\deep", "WBEM_S_NO_ERROR"),
        ("pond/deep", "WBEM_S_NO_ERROR"),
        ("nowhere", "WBEM_E_INVALID_NAMESPACE"),
        ("root\\acme\\pond", "WBEM_E_INVALID_NAMESPACE"),
        ("", "WBEM_E_INVALID_PARAMETER"),
    ],
)
def test_opening_namespaces(site, name, code):
    site.core.repository.create_namespace("root\\acme\\pond")
    site.core.repository.create_namespace("root\\acme\\pond\\deep")
    assert code_of(lambda: site.services().open_namespace(name)) == code


def test_namespaces_are_listed(site):
    assert "root\\acme" in site.services().namespaces()


def names(found):
    return [cim_class.name for cim_class in found]


def test_class_enumeration(site):
    site.mof("class Acme_A { [key] uint32 Id; }; class Acme_B : Acme_A { }; class Acme_C : acme_b { };")
    services = site.services()
    assert names(services.create_class_enum("ACME_A")) == ["Acme_B", "Acme_C"]
    assert names(services.create_class_enum("Acme_A", 1)) == ["Acme_B"]
    assert names(services.create_class_enum("Acme_B", 1)) == ["Acme_C"]
    assert "Acme_A" in names(services.create_class_enum(None, 1))
    assert "Acme_B" not in names(services.create_class_enum("", 1))
    assert "Acme_C" in names(services.create_class_enum(None, 0))


@pytest.mark.parametrize(
    ("flags", "code"), [(0, "WBEM_S_NO_ERROR"), (1, "WBEM_S_NO_ERROR"), (2, "WBEM_E_ALREADY_EXISTS"),
                        (0x10000, "WBEM_S_NO_ERROR"), (0x20, "WBEM_S_NO_ERROR"), (0x20010, "WBEM_S_NO_ERROR")]
)  # fmt: skip
def test_class_puts(site, flags, code):
    site.mof("class Acme_A { [key] uint32 Id; };")
    declaration = site.services().get_class("Acme_A").declaration
    assert code_of(lambda: site.services().put_class(declaration, flags)) == code


def test_deleting_a_class(site):
    site.mof("class Acme_A { [key] uint32 Id; }; class Acme_B : Acme_A { };")
    site.services().delete_class("acme_a")
    assert code_of(lambda: site.services().get_class("Acme_B")) == "WBEM_E_NOT_FOUND"
    assert code_of(lambda: site.services().delete_class("__Provider")) == "WBEM_E_INVALID_OPERATION"


def extensions(**values):
    return {f"__{name}": value for name, value in values.items()}


GET = {"GET_EXTENSIONS": True, "GET_EXT_CLIENT_REQUEST": True}


def test_a_context_asks_for_a_partial_enumeration(services):
    context = services.new_context(values=extensions(**GET, GET_EXT_PROPERTIES=["Weight"]))
    list(services.create_instance_enum("Acme_Frog", 0, context))
    list(services.create_instance_enum("Acme_Frog", 0, services.new_context(), properties=["Colour"]))
    context = services.new_context(values=extensions(**GET, GET_EXT_KEYS_ONLY=True, GET_EXT_PROPERTIES=["Weight"]))
    list(services.create_instance_enum("Acme_Frog", 0, context))
    assert [entry[2:] for entry in noted("enumerate")] == [
        (["Name", "Weight"], False),
        (["Colour", "Name"], False),
        (["Name"], True),
    ]
    assert noted("enumerate")[0][1] == {"__GET_EXTENSIONS": True, "__GET_EXT_PROPERTIES": ["Weight"]}


def test_values_meant_for_another_call_do_not_reach_a_provider(services):
    context = services.new_context(values={"__GET_EXTENSIONS": True, "__GET_EXT_KEYS_ONLY": True, "Mine": 1})
    list(services.exec_query("WQL", "SELECT * FROM Acme_Frog", 0, context))
    assert noted("enumerate") == [("enumerate", {"Mine": 1}, ["*"], False)]


PUT = {"PUT_EXTENSIONS": True, "PUT_EXT_CLIENT_REQUEST": True}


@pytest.mark.parametrize(
    ("values", "flags", "code"),
    [
        ({**PUT, "PUT_EXT_PROPERTIES": ["Weight"]}, 1, "WBEM_S_NO_ERROR"),
        ({**PUT, "PUT_EXT_PROPERTIES": ["Weight"]}, 0, "WBEM_E_INVALID_CONTEXT"),
        ({**PUT, "PUT_EXT_PROPERTIES": ["Weight"]}, 2, "WBEM_E_INVALID_CONTEXT"),
        ({**PUT, "PUT_EXT_PROPERTIES": ["*"]}, 1, "WBEM_E_INVALID_PARAMETER"),
        ({**PUT, "PUT_EXT_PROPERTIES": "Weight"}, 1, "WBEM_E_INVALID_CONTEXT"),
        ({**PUT, "PUT_EXT_STRICT_NULLS": 1}, 1, "WBEM_E_INVALID_CONTEXT"),
    ],
)
def test_codes_of_a_partial_put(site, services, values, flags, code):
    frog = site.new("Acme_Frog", Name="Fritz", Weight=5, Colour="red")
    context = services.new_context(values=extensions(**values))
    assert code_of(lambda: services.put_instance(frog, flags, context)) == code
    if code == "WBEM_S_NO_ERROR":
        assert noted("update")[0][1:4] == ("Fritz", ["Weight"], 5)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ("blue", None, None)),
        ({"PUT_EXT_PROPERTIES": ["Colour"]}, ("blue", 7, "old")),
        ({"PUT_EXT_PROPERTIES": ["Size"]}, ("grey", 7, "old")),
        ({"PUT_EXT_PROPERTIES": ["size"], "PUT_EXT_STRICT_NULLS": True}, ("grey", None, "old")),
        ({"PUT_EXT_STRICT_NULLS": True}, ("blue", None, "old")),
    ],
)
def test_a_static_instance_is_put_in_part(site, values, expected):
    site.mof("class Acme_Stone { [key] uint32 Id; string Colour; sint32 Size; string Note; };")
    site.put("Acme_Stone", Id=1, Colour="grey", Size=7, Note="old")
    services = site.services()
    context = services.new_context(values=extensions(**PUT, **values)) if values else None
    services.put_instance(site.new("Acme_Stone", Id=1, Colour="blue", Size=None), 1, context)
    found = services.get_object("Acme_Stone.Id=1")
    assert (found["Colour"], found["Size"], found["Note"]) == expected


HANGING = (
    FROG
    + "def sleep_until_cancelled(request):\n    while not request.cancelled:\n        threading.Event().wait(0.01)\n"
    + provider_text(
        """
    def get(self, key, request):
        sleep_until_cancelled(request)
        note("woken", request.cancelled)

    def enumerate(self, request):
        yield Acme_Frog(Name="Kermit")
        sleep_until_cancelled(request)
        note("woken", request.cancelled)

    @method(static=True)
    def Sleep(self, request: Request) -> uint32:
        sleep_until_cancelled(request)
        return 1
    """
    )
)


@pytest.mark.parametrize(
    ("call", "operation"),
    [
        (lambda s, c: s.get_object(FRITZ, 0, c), "GetObject"),
        (lambda s, c: s.exec_method("Acme_Frog", "Sleep", None, 0, c), "ExecMethod"),
    ],
)
def test_a_deadline_names_provider_and_operation(site, call, operation):
    site.provide(HANGING)
    services = site.services()
    list(services.create_class_enum(None))
    with pytest.raises(TimedOutError, match=r"provider acme\|Frogs in " + operation) as caught:
        call(services, services.new_context(deadline_s=0.3))
    assert caught.value.where is not None


def test_a_deadline_leaves_the_rows_that_came(site):
    site.provide(HANGING)
    services = site.services()
    found = services.exec_query("WQL", "SELECT Name FROM Acme_Frog", 0, services.new_context(deadline_s=0.5))
    rows, error = drain(found)
    assert [row["Name"] for row in rows] == ["Kermit"]
    assert isinstance(error, TimedOutError)
    assert "provider acme|Frogs in CreateInstanceEnum" in error.message
    assert "1 row was delivered before" in error.message


def test_dropping_an_enumerator_tells_the_provider(site):
    site.provide(HANGING)
    found = site.services().create_instance_enum("Acme_Frog")
    assert found.next(20.0, 1)[0] == WbemStatus.WBEM_S_NO_ERROR
    del found
    assert eventually(lambda: noted("woken") == [("woken", True)])


def test_services_may_be_used_from_many_threads(services):
    counts: list[int] = []

    def ask():
        counts.extend(len(list(services.exec_query("WQL", "SELECT * FROM Acme_Frog"))) for _ in range(5))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [2] * 40


def test_what_is_given_back_is_the_namespaces_own_layout(services):
    (row,) = services.exec_query("WQL", "SELECT * FROM Acme_Frog WHERE Name = 'Kermit'")
    assert type(row) is Instance
    assert row.layout is services.get_class("Acme_Frog").layout
