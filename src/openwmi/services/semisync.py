# SPDX-License-Identifier: Apache-2.0
"""SemisyncServices: single-result operations that return at once with a call result."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from openwmi.dispatch.flags import check_flags
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.instance import Instance
from openwmi.provider.context import CallContext
from openwmi.services.callresult import WbemCallResult
from openwmi.services.wbemservices import WbemServices

T = TypeVar("T")


class SemisyncServices:
    """The single-result operations of a namespace with WBEM_FLAG_RETURN_IMMEDIATELY.

    Flags are checked at once; everything else that fails is told by the call result. Enumerations
    and queries are semisynchronous by themselves: see `WbemServices.exec_query`.

    Spec: iwbemservices.md §1 (semisync), §7.
    """

    def __init__(self, services: WbemServices) -> None:
        self._services = services

    def open_namespace(self, name: str, context: CallContext | None = None) -> WbemCallResult[WbemServices]:
        """Begin `WbemServices.open_namespace`."""
        return self._begin("OpenNamespace", 0, context, lambda _: self._services.open_namespace(name))

    def get_object(
        self,
        path: str,
        flags: int = 0,
        context: CallContext | None = None,
        *,
        properties: Collection[str] | None = None,
    ) -> WbemCallResult[Instance | ClassDefinition]:
        """Begin `WbemServices.get_object`."""
        return self._begin(
            "GetObject",
            flags,
            context,
            lambda call: self._services.get_object(path, flags, call, properties=properties),
        )

    def put_class(
        self, declaration: ClassDeclaration, flags: int = 0, context: CallContext | None = None
    ) -> WbemCallResult[ClassDefinition]:
        """Begin `WbemServices.put_class`."""
        return self._begin("PutClass", flags, context, lambda call: self._services.put_class(declaration, flags, call))

    def delete_class(self, name: str, flags: int = 0, context: CallContext | None = None) -> WbemCallResult[None]:
        """Begin `WbemServices.delete_class`."""
        return self._begin("DeleteClass", flags, context, lambda call: self._services.delete_class(name, flags, call))

    def put_instance(
        self, instance: Instance, flags: int = 0, context: CallContext | None = None
    ) -> WbemCallResult[str]:
        """Begin `WbemServices.put_instance`; the result is the path."""
        return self._begin(
            "PutInstance", flags, context, lambda call: self._services.put_instance(instance, flags, call)
        )

    def delete_instance(self, path: str, flags: int = 0, context: CallContext | None = None) -> WbemCallResult[None]:
        """Begin `WbemServices.delete_instance`."""
        return self._begin(
            "DeleteInstance", flags, context, lambda call: self._services.delete_instance(path, flags, call)
        )

    def exec_method(
        self,
        path: str,
        method: str,
        in_parameters: Instance | None = None,
        flags: int = 0,
        context: CallContext | None = None,
    ) -> WbemCallResult[Instance | None]:
        """Begin `WbemServices.exec_method`; the result is the out parameters."""
        return self._begin(
            "ExecMethod",
            flags,
            context,
            lambda call: self._services.exec_method(path, method, in_parameters, flags, call),
        )

    def _begin(
        self, operation: str, flags: int, context: CallContext | None, work: Callable[[CallContext], T]
    ) -> WbemCallResult[T]:
        check_flags(operation, flags)
        call = context or self._services.new_context()
        return WbemCallResult(self._services.workers.submit(lambda: work(call)), call)
