# SPDX-License-Identifier: Apache-2.0

from openwmi.errors import ExtendedStatus, WbemStatus
from openwmi.provider.framework import MethodContext
from openwmi.provider.sink import RowSink
from tests.fakes.namespaces import Namespace, asking, frog


def test_a_class_is_looked_up_once():
    namespace = Namespace()
    context = MethodContext(asking(namespace))
    assert context.class_named("Acme_Frog") is context.class_named("ACME_FROG")
    assert namespace.asked == [("get_class", "Acme_Frog")]


def test_it_carries_the_context_and_the_status_object():
    request = asking()
    context = MethodContext(request)
    assert context.GetIWBEMContext().request is request
    assert context.GetStatusObject() is None
    assert context.SetStatusObject(ExtendedStatus("why"))
    assert context.GetStatusObject() == ExtendedStatus("why")


def test_instances_go_to_the_sink_where_there_is_one():
    request = asking()
    sink = RowSink(request)
    assert MethodContext(request, sink).commit(frog(Name="a")) == 0
    assert MethodContext(request).commit(frog()) == WbemStatus.WBEM_E_INVALID_OPERATION
    sink.finish()
    assert [row["Name"] for row in sink.rows()] == ["a"]
