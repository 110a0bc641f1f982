# SPDX-License-Identifier: Apache-2.0
"""AsyncServices: operations that deliver to a sink, and cancelling them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from openwmi.dispatch.flags import check_flags
from openwmi.errors import WbemStatus
from openwmi.model.cimobject import CimObject
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.flags import WBEM_FLAG_FORWARD_ONLY
from openwmi.model.instance import Instance
from openwmi.provider.context import CallContext
from openwmi.services.enumerators import EnumWbemClassObject
from openwmi.services.sinks import SinkCall, SinkCalls, WbemObjectSink
from openwmi.services.wbemservices import WbemServices
from openwmi.wql.language import check_language

_NO_ERROR: Final = int(WbemStatus.WBEM_S_NO_ERROR)


class AsyncServices:
    """The operations of a namespace with results to a sink.

    What can be told at once (flags, missing text) is raised and the sink is never touched;
    everything else reaches the sink, which gets exactly one final status.

    Spec: iwbemservices.md §1 (async), §6, §7 (CancelAsyncCall).
    """

    def __init__(self, services: WbemServices) -> None:
        self._services = services
        self._calls = SinkCalls()

    def cancel_async_call(self, sink: WbemObjectSink) -> None:
        """End all calls made with a sink; it gets WBEM_E_CALL_CANCELLED.

        Raises:
            NotFoundError: No call in progress has this sink.
        """
        self._calls.cancel(sink)

    def get_object_async(
        self, path: str, sink: WbemObjectSink, flags: int = 0, context: CallContext | None = None
    ) -> None:
        """Deliver the object at a path."""
        self._single("GetObject", flags, sink, context, lambda kept, call: self._services.get_object(path, kept, call))

    def put_class_async(
        self, declaration: ClassDeclaration, sink: WbemObjectSink, flags: int = 0, context: CallContext | None = None
    ) -> None:
        """Create or update a class."""
        self._single(
            "PutClass",
            flags,
            sink,
            context,
            lambda kept, call: self._no_object(self._services.put_class(declaration, kept, call)),
        )

    def delete_class_async(
        self, name: str, sink: WbemObjectSink, flags: int = 0, context: CallContext | None = None
    ) -> None:
        """Delete a class."""
        self._single(
            "DeleteClass", flags, sink, context, lambda kept, call: self._services.delete_class(name, kept, call)
        )

    def put_instance_async(
        self, instance: Instance, sink: WbemObjectSink, flags: int = 0, context: CallContext | None = None
    ) -> None:
        """Create or update an instance; the status carries its path."""
        self._single(
            "PutInstance", flags, sink, context, lambda kept, call: self._services.put_instance(instance, kept, call)
        )

    def delete_instance_async(
        self, path: str, sink: WbemObjectSink, flags: int = 0, context: CallContext | None = None
    ) -> None:
        """Delete an instance."""
        self._single(
            "DeleteInstance", flags, sink, context, lambda kept, call: self._services.delete_instance(path, kept, call)
        )

    def exec_method_async(
        self,
        path: str,
        method: str,
        sink: WbemObjectSink,
        in_parameters: Instance | None = None,
        flags: int = 0,
        context: CallContext | None = None,
    ) -> None:
        """Call a method and deliver its out parameters."""
        self._single(
            "ExecMethod",
            flags,
            sink,
            context,
            lambda kept, call: self._services.exec_method(path, method, in_parameters, kept, call),
        )

    def create_class_enum_async(
        self, superclass: str | None, sink: WbemObjectSink, flags: int = 0, context: CallContext | None = None
    ) -> None:
        """Deliver class definitions."""
        kept = check_flags("CreateClassEnum", flags, to_sink=True) | WBEM_FLAG_FORWARD_ONLY
        self._stream(
            sink,
            context,
            lambda call: self._services.create_class_enum(superclass, kept, call),
        )

    def create_instance_enum_async(
        self, class_name: str, sink: WbemObjectSink, flags: int = 0, context: CallContext | None = None
    ) -> None:
        """Deliver the instances of a class."""
        kept = check_flags("CreateInstanceEnum", flags, to_sink=True) | WBEM_FLAG_FORWARD_ONLY
        self._stream(
            sink,
            context,
            lambda call: self._services.create_instance_enum(class_name, kept, call),
        )

    def exec_query_async(
        self, language: str, text: str, sink: WbemObjectSink, flags: int = 0, context: CallContext | None = None
    ) -> None:
        """Deliver the answer to a query."""
        kept = check_flags("ExecQuery", flags, to_sink=True) | WBEM_FLAG_FORWARD_ONLY
        check_language(language, text)
        self._stream(sink, context, lambda call: self._services.exec_query(language, text, kept, call))

    @staticmethod
    def _no_object(_: CimObject) -> None:
        """Leave out a result that the sink is not told."""

    def _single(
        self,
        operation: str,
        flags: int,
        sink: WbemObjectSink,
        context: CallContext | None,
        work: Callable[[int, CallContext], CimObject | str | None],
    ) -> None:
        kept = check_flags(operation, flags, to_sink=True)

        def deliver(entry: SinkCall) -> None:
            result = work(kept, entry.call)
            if isinstance(result, CimObject):
                entry.indicate([result])
            entry.complete(_NO_ERROR, result if isinstance(result, str) else None)

        self._begin(sink, context, deliver)

    def _stream(
        self, sink: WbemObjectSink, context: CallContext | None, start: Callable[[CallContext], EnumWbemClassObject]
    ) -> None:
        def deliver(entry: SinkCall) -> None:
            with start(entry.call) as rows:
                _indicate_all(entry, rows.batches())
                entry.complete(rows.status)

        self._begin(sink, context, deliver)

    def _begin(self, sink: WbemObjectSink, context: CallContext | None, deliver: Callable[[SinkCall], None]) -> None:
        entry = SinkCall(sink, context or self._services.new_context())

        def task() -> None:
            try:
                deliver(entry)
            except BaseException as error:
                entry.fail(error)
            finally:
                self._calls.remove(entry)

        self._calls.add(entry)
        try:
            self._services.workers.start(task)
        except BaseException:
            self._calls.remove(entry)
            raise


def _indicate_all(entry: SinkCall, batches: Iterable[list[CimObject]]) -> None:
    for batch in batches:
        entry.indicate(batch)
