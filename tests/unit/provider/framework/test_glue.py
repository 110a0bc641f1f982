# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.model.instance import Instance
from openwmi.provider.framework import CInstance, CWbemProviderGlue, MethodContext, TRefPointerCollection
from tests.fakes.namespaces import Namespace, asking

KERMIT = 'Acme_Frog.Name="Kermit"'
NOT_FOUND, INVALID_CLASS, INVALID_NAMESPACE, FAILED = 0x80041002, 0x80041010, 0x8004100E, 0x80041001


@pytest.fixture
def behind():
    return Namespace()


@pytest.fixture
def context(behind):
    return MethodContext(asking(behind))


GATHER = {
    "exact": lambda context, found, space: CWbemProviderGlue.GetAllInstances("Acme_Frog", found, space, context),
    "derived": lambda context, found, space: CWbemProviderGlue.GetAllDerivedInstances(
        "Acme_Animal", found, context, space
    ),
}


@pytest.mark.parametrize("gather", GATHER.values(), ids=GATHER)
def test_instances_are_gathered(context, gather):
    found = TRefPointerCollection[CInstance]()
    assert gather(context, found, None) == 0
    assert [frog.GetCHString("Name")[1] for frog in found] == ["Kermit", "Tiana"]
    assert all(frog.GetMethodContext() is context for frog in found)


def test_the_exact_class_leaves_subclasses_out(context):
    found = TRefPointerCollection[CInstance]()
    assert CWbemProviderGlue.GetAllInstances("Acme_Animal", found, None, context) == 0
    assert found.GetSize() == 0


@pytest.mark.parametrize("gather", GATHER.values(), ids=GATHER)
def test_another_namespace_cannot_be_reached(context, gather):
    assert gather(context, TRefPointerCollection(), "root/acme") == 0
    assert gather(context, TRefPointerCollection(), "root\\cimv2") == INVALID_NAMESPACE


def test_rows_of_a_query_are_gathered(context, behind):
    found = TRefPointerCollection[CInstance]()
    assert CWbemProviderGlue.GetInstancesByQuery("SELECT * FROM Acme_Frog", found, context) == 0
    assert (found.GetSize(), behind.asked[-1]) == (2, ("query", "SELECT * FROM Acme_Frog"))


ASYNCH = {
    "exact": (CWbemProviderGlue.GetAllInstancesAsynch, "Acme_Frog"),
    "derived": (CWbemProviderGlue.GetAllDerivedInstancesAsynch, "Acme_Frog"),
    "query": (CWbemProviderGlue.GetInstancesByQueryAsynch, "SELECT * FROM Acme_Frog"),
}


@pytest.mark.parametrize(("call", "what"), ASYNCH.values(), ids=ASYNCH)
def test_a_callback_is_called_for_each_and_a_failure_stops_it(context, call, what):
    seen = []

    def note(requester, instance, within, user_data):
        seen.append((requester, instance.GetCHString("Name")[1], within is context, user_data))
        return FAILED if stops else None

    stops = False
    assert call(what, "me", note, None, context, 7) == 0
    assert seen == [("me", "Kermit", True, 7), ("me", "Tiana", True, 7)]
    seen.clear()
    stops = True
    assert call(what, "me", note, None, context) == FAILED
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("call", "asked"),
    [
        (lambda context: CWbemProviderGlue.GetInstanceByPath(KERMIT, context), None),
        (lambda context: CWbemProviderGlue.GetInstanceKeysByPath(KERMIT, context), ["Name"]),
        (lambda context: CWbemProviderGlue.GetInstancePropertiesByPath(KERMIT, context, ["Weight"]), ["Weight"]),
    ],
)
def test_one_instance_is_got_whole_or_in_part(context, behind, call, asked):
    hresult, instance = call(context)
    assert (hresult, instance.GetCHString("Name")) == (0, (True, "Kermit"))
    assert behind.asked[-1] == ("get", KERMIT, asked)


def test_what_is_missing_is_told_by_a_code(context):
    assert CWbemProviderGlue.GetInstanceByPath('Acme_Frog.Name="none"', context) == (NOT_FOUND, None)
    assert CWbemProviderGlue.GetEmptyInstance(context, "Acme_Newt") == (INVALID_CLASS, None)
    assert CWbemProviderGlue.GetAllInstances("Acme_Newt", TRefPointerCollection(), None, context) == INVALID_CLASS


def test_a_blank_instance_of_any_class(context):
    hresult, pond = CWbemProviderGlue.GetEmptyInstance(context, "Acme_Pond")
    assert hresult == 0
    assert pond is not None
    assert pond.GetClassObjectInterface().class_name == "Acme_Pond"


@pytest.mark.parametrize(
    ("upper", "lower", "answer"),
    [("Acme_Animal", "Acme_Frog", True), ("acme_frog", "Acme_Frog", True), ("Acme_Frog", "Acme_Animal", False),
     ("Acme_Animal", "Acme_Newt", False)],
)  # fmt: skip
def test_descent(context, upper, lower, answer):
    assert CWbemProviderGlue.IsDerivedFrom(upper, lower, context) is answer


def test_the_namespace_is_reached_with_the_context(context):
    namespace = CWbemProviderGlue.GetNamespaceConnection("root\\acme", context)
    found = namespace.GetObject(KERMIT, 0, context.GetIWBEMContext())
    assert isinstance(found, Instance)
    assert found["Name"] == "Kermit"


@pytest.mark.parametrize(
    ("description", "held", "required", "text"),
    [("no", None, None, "no"), ("", None, None, "WBEM_E_FAILED"),
     ("no", ["SeA"], ["SeB", "SeC"], "no; not held: SeA; required: SeB, SeC")],
)  # fmt: skip
def test_the_status_object_says_what_is_missing(context, description, held, required, text):
    assert CWbemProviderGlue.SetStatusObject(context, None, description, FAILED, held, required)
    assert context.GetStatusObject().description == text
