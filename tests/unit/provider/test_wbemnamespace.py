# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.errors import InvalidClassError, InvalidQueryTypeError, NotFoundError
from openwmi.model.flags import WBEM_FLAG_SHALLOW
from openwmi.provider.request import CURRENT_REQUEST
from openwmi.provider.wbemnamespace import IWbemContext, WbemNamespace
from tests.fakes.namespaces import CLASSES, Namespace, asking, frog
from tests.fakes.ponds import new_call, new_request

KERMIT = 'Acme_Frog.Name="Kermit"'


@pytest.fixture
def behind():
    return Namespace()


@pytest.fixture
def context(behind):
    return IWbemContext(asking(behind))


@pytest.fixture
def namespace():
    return WbemNamespace("root\\acme")


def test_values_are_read_and_set_on_a_copy():
    call = new_call({"Mine": 1})
    context = IWbemContext(new_request(call))
    twin = context.Clone()
    context.SetValue("Yours", "x")
    assert (context.GetNames(), twin.GetNames()) == (["Mine", "Yours"], ["Mine"])
    context.DeleteValue("Mine")
    with pytest.raises(NotFoundError):
        context.GetValue("Mine")
    with pytest.raises(NotFoundError):
        context.DeleteValue("Mine")
    twin.DeleteAll()
    assert twin.GetNames() == []
    assert dict(call.values) == {"Mine": 1}


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({}, None),
        ({"__GET_EXTENSIONS": True, "__GET_EXT_PROPERTIES": ["A"]}, None),
        ({"__GET_EXT_CLIENT_REQUEST": True, "__GET_EXT_PROPERTIES": ["A"]}, None),
        ({"__GET_EXTENSIONS": True, "__GET_EXT_CLIENT_REQUEST": True}, None),
        ({"__GET_EXTENSIONS": True, "__GET_EXT_CLIENT_REQUEST": True, "__GET_EXT_PROPERTIES": ["A"]}, ["A"]),
        ({"__GET_EXTENSIONS": True, "__GET_EXT_CLIENT_REQUEST": True, "__GET_EXT_KEYS_ONLY": True,
          "__GET_EXT_PROPERTIES": ["A"]}, ["Name"]),
    ],
)  # fmt: skip
def test_only_values_of_this_call_make_a_get_partial(namespace, behind, context, values, wanted):
    for name, value in values.items():
        context.SetValue(name, value)
    namespace.GetObject(KERMIT, 0, context)
    assert behind.asked[-1] == ("get", KERMIT, wanted)


def test_the_path_of_a_class_gives_the_class(namespace, context):
    assert namespace.GetObject("Acme_Frog", 0, context) is CLASSES["acme_frog"]
    with pytest.raises(InvalidClassError):
        namespace.GetObject("Acme_Newt", 0, context)


def test_every_operation_reaches_the_namespace(namespace, behind, context):
    assert [row["Name"] for row in namespace.CreateInstanceEnum("Acme_Frog", 0, context)] == ["Kermit", "Tiana"]
    assert list(namespace.CreateInstanceEnum("Acme_Animal", WBEM_FLAG_SHALLOW, context)) == []
    assert len(list(namespace.ExecQuery("wql", "SELECT", 0, context))) == 2
    assert namespace.PutInstance(frog(Name="x"), 2, context) == 'Acme_Frog.Name="x"'
    namespace.DeleteInstance(KERMIT, 0, context)
    namespace.ExecMethod(KERMIT, "Croak", 0, context)
    namespace.ExecMethod(KERMIT, "Croak", 0, context, frog(Name="in"))
    assert [entry[0] for entry in behind.asked] == ["instances", "instances", "query", "put", "delete", "call", "call"]
    assert behind.asked[-2] == ("call", KERMIT, "Croak", {})
    assert behind.asked[-1][3]["Name"] == "in"


def test_other_languages_are_refused(namespace, context):
    with pytest.raises(InvalidQueryTypeError):
        namespace.ExecQuery("CQL", "SELECT", 0, context)


def test_without_a_context_the_call_of_the_thread_counts_then_the_server(namespace, behind):
    own = Namespace()
    with pytest.raises(NotFoundError):
        namespace.GetObject("Acme_Frog")
    WbemNamespace("root\\acme", own).GetObject(KERMIT)
    token = CURRENT_REQUEST.set(asking(behind))
    WbemNamespace("root\\acme", own).GetObject(KERMIT)
    CURRENT_REQUEST.reset(token)
    assert (len(own.asked), len(behind.asked)) == (1, 1)
