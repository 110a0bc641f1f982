# SPDX-License-Identifier: Apache-2.0
"""wbemprov: the interfaces of a provider under their published names, and how the host drives them.

A provider derives from `IWbemProviderInit` and from `IWbemServices`, and overrides what it offers. A method returns
an HRESULT, or nothing for success, or raises; the objects and the final status go to the sink.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from inspect import getsourcefile
from typing import Final, TypeGuard

from openwmi.errors import (
    NotFoundError,
    ProviderFailureError,
    ProviderNotCapableError,
    WbemError,
    WbemStatus,
)
from openwmi.model.flags import PUT_EXISTENCE_MASK
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.bodies import Bodies
from openwmi.provider.contract import (
    WQL_UNARY_SELECT,
    Capabilities,
    InitializeArguments,
    ProviderInitSink,
)
from openwmi.provider.failures import Operation, client_error, failures
from openwmi.provider.property import PropertyPlace
from openwmi.provider.request import Request
from openwmi.provider.sink import (
    WBEM_REQUIREMENTS_START_POSTFILTER,
    WBEM_REQUIREMENTS_STOP_POSTFILTER,
    WBEM_S_INITIALIZED,
    WBEM_S_NO_ERROR,
    WBEM_STATUS_COMPLETE,
    WBEM_STATUS_PROGRESS,
    WBEM_STATUS_REQUIREMENTS,
    IWbemObjectSink,
    IWbemProviderInitSink,
    RowSink,
    failure_of,
    status_code,
    stream,
)
from openwmi.provider.wbemnamespace import IWbemContext, WbemNamespace
from openwmi.provider.wbemoptional import Answer, IWbemPropertyProvider, IWbemProviderIdentity, IWbemShutdown

WBEM_E_PROVIDER_NOT_CAPABLE: Final = int(WbemStatus.WBEM_E_PROVIDER_NOT_CAPABLE)

__all__ = [
    "WBEM_E_PROVIDER_NOT_CAPABLE",
    "WBEM_REQUIREMENTS_START_POSTFILTER",
    "WBEM_REQUIREMENTS_STOP_POSTFILTER",
    "WBEM_STATUS_COMPLETE",
    "WBEM_STATUS_PROGRESS",
    "WBEM_STATUS_REQUIREMENTS",
    "WBEM_S_INITIALIZED",
    "WBEM_S_NO_ERROR",
    "Answer",
    "IWbemContext",
    "IWbemObjectSink",
    "IWbemPropertyProvider",
    "IWbemProviderIdentity",
    "IWbemProviderInit",
    "IWbemProviderInitSink",
    "IWbemServices",
    "IWbemShutdown",
    "RawProvider",
    "WbemNamespace",
]


class IWbemServices:
    """The asynchronous operations of a provider; what is not overridden is not offered.

    Spec: provider-model.md §1; iwbemservices.md §9 (which flags arrive).
    """

    def GetObjectAsync(self, path: str, flags: int, context: IWbemContext, sink: IWbemObjectSink) -> Answer:
        """Indicate the instance at a path, or report WBEM_E_NOT_FOUND."""
        return WBEM_E_PROVIDER_NOT_CAPABLE

    def CreateInstanceEnumAsync(
        self, class_name: str, flags: int, context: IWbemContext, sink: IWbemObjectSink
    ) -> Answer:
        """Indicate every instance of exactly this class."""
        return WBEM_E_PROVIDER_NOT_CAPABLE

    def ExecQueryAsync(
        self, language: str, query: str, flags: int, context: IWbemContext, sink: IWbemObjectSink
    ) -> Answer:
        """Indicate at least the instances that a query asks for."""
        return WBEM_E_PROVIDER_NOT_CAPABLE

    def PutInstanceAsync(self, instance: Instance, flags: int, context: IWbemContext, sink: IWbemObjectSink) -> Answer:
        """Create or update an instance; the path may go into the final status."""
        return WBEM_E_PROVIDER_NOT_CAPABLE

    def DeleteInstanceAsync(self, path: str, flags: int, context: IWbemContext, sink: IWbemObjectSink) -> Answer:
        """Delete the instance at a path."""
        return WBEM_E_PROVIDER_NOT_CAPABLE

    def ExecMethodAsync(
        self,
        path: str,
        method: str,
        flags: int,
        context: IWbemContext,
        in_parameters: Instance | None,
        sink: IWbemObjectSink,
    ) -> Answer:
        """Call a method and indicate one object with the out parameters."""
        return WBEM_E_PROVIDER_NOT_CAPABLE


class IWbemProviderInit:
    """What every provider implements; also the mark by which the loader knows one.

    Spec: provider-model.md §7.
    """

    def Initialize(
        self,
        user: str | None,
        flags: int,
        namespace: str,
        locale: str | None,
        services: WbemNamespace,
        context: IWbemContext,
        init_sink: IWbemProviderInitSink,
    ) -> Answer:
        """Get ready and report to the sink."""
        init_sink.SetStatus(WBEM_S_INITIALIZED, 0)
        return WBEM_S_NO_ERROR

    @classmethod
    def contract_for(cls, found: Sequence[object], name: str) -> RawProvider:
        """Return the provider contract for one object of a class like this one."""
        return RawProvider(found[0], name)


class RawProvider:
    """Serves the provider contract with an object that has the published interfaces.

    Spec: iwbemservices.md §6 (a final status wins over the code returned; success without one is still running).
    """

    def __init__(self, implementation: object, name: str) -> None:
        """Take an implementation.

        Args:
            implementation: An object of a class derived from IWbemProviderInit.
            name: `__Win32Provider.Name`.
        """
        self._implementation = implementation
        self._services = implementation if isinstance(implementation, IWbemServices) else IWbemServices()
        self._name = name
        self._file = getsourcefile(type(implementation)) or "<no file>"
        self._bodies = Bodies(name)

    @property
    def capabilities(self) -> Capabilities:
        """What the class overrides."""
        return Capabilities(
            get=self._offers("GetObjectAsync"),
            enumerate=self._offers("CreateInstanceEnumAsync"),
            query_levels=(WQL_UNARY_SELECT,) if self._offers("ExecQueryAsync") else (),
            put=self._offers("PutInstanceAsync"),
            delete=self._offers("DeleteInstanceAsync"),
            partial_get=True,
            partial_put=self._offers("PutInstanceAsync"),
        )

    def initialize(self, arguments: InitializeArguments, sink: ProviderInitSink) -> None:
        """Tell the object its registration when it asks for it, then run Initialize.

        Raises:
            WbemError: Initialize returned a failure, or what it raised, translated.
        """
        implementation = self._implementation
        request = Request(arguments.context, services=arguments.services)
        operation = self._operation("Initialize", arguments.namespace)
        if isinstance(implementation, IWbemProviderIdentity) and arguments.services is not None:
            registration = arguments.services.get(ObjectPath("__Win32Provider", (("Name", self._name),)))
            code = self._call(operation, request, partial(implementation.SetRegistrationObject, 0, registration))
            if code != WBEM_S_NO_ERROR:
                raise ProviderFailureError(f"provider {self._name} does not know itself: code 0x{code:08X}")
        if not isinstance(implementation, IWbemProviderInit):
            raise ProviderNotCapableError(f"provider {self._name} has no IWbemProviderInit")
        function = partial(
            implementation.Initialize,
            arguments.user,
            arguments.flags,
            arguments.namespace,
            arguments.locale,
            WbemNamespace(arguments.namespace, arguments.services),
            IWbemContext(request),
            IWbemProviderInitSink(sink),
        )
        error = failure_of(self._call(operation, request, function), f"provider {self._name} in Initialize")
        if error is not None:
            raise error

    def get(self, path: ObjectPath, request: Request) -> Instance:
        """Return the instance at a path.

        Raises:
            NotFoundError: There is none, or the provider gave none.
            WbemError: What the provider answered.
        """
        call = partial(self._services.GetObjectAsync, path.relpath, 0, IWbemContext(request))
        rows, _ = self._single(self._operation("GetObject", path.relpath), request, call)
        if not rows:
            raise NotFoundError(f"provider {self._name} gave no {path.relpath}")
        return rows[0]

    def enumerate(self, class_name: str, request: Request) -> Iterator[Instance]:
        """Yield the instances of exactly this class.

        Raises:
            WbemError: What the provider answered.
        """
        call = partial(self._services.CreateInstanceEnumAsync, class_name, 0, IWbemContext(request))
        return stream(
            request, self._name, partial(self._run, self._operation("CreateInstanceEnum", class_name), request, call)
        )

    def query(self, text: str, request: Request) -> Iterator[Instance]:
        """Yield the rows of a query.

        Raises:
            WbemError: What the provider answered.
        """
        call = partial(self._services.ExecQueryAsync, "WQL", text, 0, IWbemContext(request))
        return stream(request, self._name, partial(self._run, self._operation("ExecQuery", text), request, call))

    def put(self, instance: Instance, request: Request) -> ObjectPath | None:
        """Create or update an instance and return the path that came with the final status.

        Raises:
            WbemError: What the provider answered.
        """
        flags = request.flags & PUT_EXISTENCE_MASK
        call = partial(self._services.PutInstanceAsync, instance.clone(), flags, IWbemContext(request))
        operation = self._operation("PutInstance", instance.relpath or instance.class_name, is_read=False)
        _, sink = self._single(operation, request, call)
        return ObjectPath.parse(sink.string_param).relative() if sink.string_param else None

    def delete(self, path: ObjectPath, request: Request) -> None:
        """Delete the instance at a path.

        Raises:
            WbemError: What the provider answered.
        """
        call = partial(self._services.DeleteInstanceAsync, path.relpath, 0, IWbemContext(request))
        self._single(self._operation("DeleteInstance", path.relpath, is_read=False), request, call)

    def exec_method(
        self, path: ObjectPath, method: str, in_parameters: Instance | None, request: Request
    ) -> Instance | None:
        """Call a method and return the object it indicated, None when it indicated none.

        Raises:
            WbemError: What the provider answered.
        """
        call = partial(self._services.ExecMethodAsync, path.relpath, method, 0, IWbemContext(request), in_parameters)
        rows, _ = self._single(self._operation("ExecMethod", f"{path.relpath}.{method}", is_read=False), request, call)
        return rows[0] if rows else None

    def get_property(self, place: PropertyPlace, request: Request) -> object:
        """Return the value of a property of a stored instance.

        Raises:
            ProviderNotCapableError: The class has no IWbemPropertyProvider.
            WbemError: What the provider answered.
        """
        properties = self._properties()
        told: list[object] = []

        def call() -> Answer:
            code, value = properties.GetProperty(
                0, request.locale, place.class_context, place.instance_context, place.property_context
            )
            told.append(value)
            return code

        code = self._call(self._operation("GetProperty", place.about), request, call)
        error = failure_of(code, f"provider {self._name} in GetProperty")
        if error is not None:
            raise error
        return told[0]

    def put_property(self, place: PropertyPlace, value: object, request: Request) -> bool:
        """Set the value of a property of a stored instance; return whether the provider did.

        Raises:
            ProviderNotCapableError: The class has no IWbemPropertyProvider.
            WbemError: What the provider answered.

        Spec: provider-model.md §11 (WBEM_S_FALSE says that it did not).
        """
        call = partial(
            self._properties().PutProperty,
            0,
            request.locale,
            place.class_context,
            place.instance_context,
            place.property_context,
            value,
        )
        code = self._call(self._operation("PutProperty", place.about, is_read=False), request, call)
        error = failure_of(code, f"provider {self._name} in PutProperty")
        if error is not None:
            raise error
        return code != WbemStatus.WBEM_S_FALSE

    def _properties(self) -> IWbemPropertyProvider:
        if isinstance(self._implementation, IWbemPropertyProvider):
            return self._implementation
        raise ProviderNotCapableError(f"provider {self._name} has no IWbemPropertyProvider")

    def shutdown(self) -> None:
        """Run Shutdown where there is one.

        Raises:
            WbemError: What it raised, translated.
        """
        implementation = self._implementation
        try:
            if isinstance(implementation, IWbemShutdown):
                self._call(self._operation("Shutdown", self._name), None, partial(implementation.Shutdown, 0, 0, None))
        finally:
            self._bodies.close()

    def _single(
        self, operation: Operation, request: Request, call: Callable[[IWbemObjectSink], Answer]
    ) -> tuple[list[Instance], RowSink]:
        """Return what an operation on one object indicated, and the sink with its final status."""
        sink = RowSink(request, waits=False)
        self._run(operation, request, call, sink)
        return list(sink.rows()), sink

    def _run(
        self, operation: Operation, request: Request, call: Callable[[IWbemObjectSink], Answer], rows: RowSink
    ) -> None:
        """Call the provider; a failure that it returns or raises ends the sink."""
        sink = IWbemObjectSink(rows)
        try:
            code = self._call(operation, request, partial(call, sink))
        except WbemError as error:
            rows.finish(error)
        else:
            failure = failure_of(code, f"provider {self._name} in {operation.name}")
            if failure is not None:
                rows.finish(failure)

    def _call(self, operation: Operation, request: Request | None, function: Callable[[], Answer]) -> int:
        try:
            answer = self._bodies.call(request, function)
        except failures() as failure:
            raise client_error(failure, operation) from failure
        if not _is_answer(answer):
            raise ProviderFailureError(
                f"provider {self._name} returned {answer!r:.80} from {operation.name}", next_step="return an HRESULT"
            )
        return status_code(answer)

    def _operation(self, name: str, about: str, *, is_read: bool = True) -> Operation:
        return Operation(self._name, name, about, self._file, is_read)

    def _offers(self, method: str) -> bool:
        return getattr(type(self._services), method) is not getattr(IWbemServices, method)


def _is_answer(answer: object) -> TypeGuard[Answer]:
    return answer is None or isinstance(answer, int)
