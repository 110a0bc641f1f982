# SPDX-License-Identifier: Apache-2.0
"""MethodContext: one call, as the Provider Framework hands it through a provider."""

from __future__ import annotations

from openwmi.errors import ExtendedStatus, WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.provider.request import Request
from openwmi.provider.sink import RowSink
from openwmi.provider.wbemnamespace import IWbemContext


class MethodContext:
    """One call: its request, its context, where its objects go, and what explains its failure.

    Attributes:
        request: The call.

    Spec: framework.md §4.
    """

    __slots__ = ("_classes", "_context", "_sink", "_status", "request")

    def __init__(self, request: Request, sink: RowSink | None = None) -> None:
        """Begin a call.

        Args:
            request: The call.
            sink: Where committed instances go; None for operations that give none.
        """
        self.request = request
        self._sink = sink
        self._context = IWbemContext(request)
        self._status: ExtendedStatus | None = None
        self._classes: dict[str, ClassDefinition] = {}

    def GetIWBEMContext(self) -> IWbemContext:
        """Return the context that every call back into WMI should carry."""
        return self._context

    def GetStatusObject(self) -> ExtendedStatus | None:
        """Return what was set to explain the failure, or None."""
        return self._status

    def SetStatusObject(self, status: ExtendedStatus | None) -> bool:
        """Set what travels to the client beside the final status."""
        self._status = status
        return True

    def class_named(self, name: str) -> ClassDefinition:
        """Return a class of the namespace; it is looked up once in a call.

        Raises:
            InvalidClassError: No such class.
        """
        found = self._classes.get(fold(name))
        if found is None:
            found = self._classes[fold(name)] = self.request.services.get_class(name)
        return found

    def commit(self, instance: Instance) -> int:
        """Send an instance to the client, which owns it from now on.

        Returns:
            WBEM_S_NO_ERROR, a failure upon which the provider should stop, or WBEM_E_INVALID_OPERATION
            in an operation that sends no instances.
        """
        if self._sink is None:
            return int(WbemStatus.WBEM_E_INVALID_OPERATION)
        return self._sink.put((instance,))
