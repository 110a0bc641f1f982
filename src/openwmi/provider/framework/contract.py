# SPDX-License-Identifier: Apache-2.0
"""FrameworkProvider: framework providers, one for each class, behind the provider contract."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from openwmi.errors import (
    InvalidMethodError,
    ProviderFailureError,
    ProviderLoadFailureError,
    ProviderNotCapableError,
    WbemError,
)
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.identity import resolve_keys
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.bodies import Bodies
from openwmi.provider.changes import read_extensions
from openwmi.provider.contract import (
    WQL_UNARY_SELECT,
    Capabilities,
    InitializeArguments,
    ProviderInitSink,
)
from openwmi.provider.failures import Operation, client_error, failures
from openwmi.provider.framework.cinstance import CInstance
from openwmi.provider.framework.methodcontext import MethodContext
from openwmi.provider.framework.query import CFrameworkQuery
from openwmi.provider.framework.virtuals import HANDLED_FLAGS, Answer, ProviderVirtuals
from openwmi.provider.request import Request
from openwmi.provider.sink import WBEM_S_INITIALIZED, RowSink, failure_of, status_code, stream

RETURN_VALUE = "ReturnValue"


class FrameworkProvider:
    """The Provider objects behind one registration.

    Each call goes the same way: flags that the core handles are taken out, the rest validated, the call wrapped in a
    MethodContext, the virtual function called, its answer or exception made the one final status.

    Spec: framework.md §1.
    """

    def __init__(self, providers: Sequence[ProviderVirtuals], name: str) -> None:
        """Take the providers.

        Args:
            providers: One for each class and namespace.
            name: `__Win32Provider.Name`.

        Raises:
            ProviderLoadFailureError: Two of them serve the same class.
        """
        self._name = name
        self._bodies = Bodies(name)
        self._namespace = ""
        self._served: dict[tuple[str, str], ProviderVirtuals] = {}
        for provider in providers:
            place = (fold(provider.GetNamespace()), fold(provider.GetProviderName()))
            if place in self._served:
                raise ProviderLoadFailureError(
                    f"two Provider objects serve {provider.GetProviderName()} in {provider.GetNamespace()}",
                    next_step="keep one of them",
                )
            self._served[place] = provider

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes served."""
        return tuple(provider.GetProviderName() for provider in self._served.values())

    @property
    def capabilities(self) -> Capabilities:
        """What any of the providers overrides."""
        providers = self._served.values()
        return Capabilities(
            get=self._offered("GetObject"),
            enumerate=self._offered("EnumerateInstances"),
            query_levels=(WQL_UNARY_SELECT,) if self._offered("ExecQuery") else (),
            put=self._offered("PutInstance"),
            delete=self._offered("DeleteInstance"),
            partial_get=True,
            partial_put=any(provider.partial_put for provider in providers),
        )

    def initialize(self, arguments: InitializeArguments, sink: ProviderInitSink) -> None:
        """Note the namespace and report WBEM_S_INITIALIZED; framework providers have no function of their own here."""
        self._namespace = fold(arguments.namespace)
        sink.set_status(WBEM_S_INITIALIZED)

    def get(self, path: ObjectPath, request: Request) -> Instance:
        """Return the instance at a path.

        Raises:
            WbemError: What the provider answered; WBEM_E_NOT_FOUND when there is none.
        """
        provider = self._provider(path.class_name)
        flags = self._flags("GetObject", provider.ValidateGetObjFlags, request)
        context = MethodContext(request)
        cim_class = context.class_named(path.class_name)
        instance = _with_keys(path, cim_class)
        arguments: list[object] = [CInstance(instance, context), flags]
        if _takes_query(provider):
            arguments.append(CFrameworkQuery("", cim_class, request))
        self._finish("GetObject", path.relpath, context, partial(provider.GetObject, *arguments))  # type: ignore[arg-type]
        return instance

    def enumerate(self, class_name: str, request: Request) -> Iterator[Instance]:
        """Yield the instances of exactly this class.

        Raises:
            WbemError: What the provider answered.
        """
        provider = self._provider(class_name)
        flags = self._flags("EnumerateInstances", provider.ValidateEnumerationFlags, request)

        def call(context: MethodContext) -> Answer:
            return provider.EnumerateInstances(context, flags)

        return stream(request, self._name, partial(self._produce, "CreateInstanceEnum", class_name, request, call))

    def query(self, text: str, request: Request) -> Iterator[Instance]:
        """Yield the rows of a query.

        Raises:
            ProviderNotCapableError: The provider takes no queries, or not this one; enumerate instead.
            NotSupportedError: Likewise.
            WbemError: What the provider answered.
        """
        provider = self._provider(request.class_name)
        flags = self._flags("ExecQuery", provider.ValidateQueryFlags, request)
        query = CFrameworkQuery(text, MethodContext(request).class_named(request.class_name), request)
        if query.matches_nothing():
            return iter(())

        def call(context: MethodContext) -> Answer:
            return provider.ExecQuery(context, query, flags)

        return stream(request, self._name, partial(self._produce, "ExecQuery", text, request, call))

    def put(self, instance: Instance, request: Request) -> ObjectPath | None:
        """Create or update an instance and return where it is, None while a key is NULL.

        Raises:
            ProviderNotCapableError: A partial put, and the provider does not say that it looks.
            WbemError: What the provider answered.
        """
        provider = self._provider(instance.class_name)
        if read_extensions(request.context).is_partial and not provider.partial_put:
            raise ProviderNotCapableError(
                f"provider {self._name} cannot change single properties", next_step="put the whole instance"
            )
        flags = self._flags("PutInstance", provider.ValidatePutInstanceFlags, request)
        context = MethodContext(request)
        new = instance.clone()
        call = partial(provider.PutInstance, CInstance(new, context), flags)
        self._finish("PutInstance", new.relpath or new.class_name, context, call, is_read=False)
        return new.path.relative() if new.path is not None else None

    def delete(self, path: ObjectPath, request: Request) -> None:
        """Delete the instance at a path.

        Raises:
            WbemError: What the provider answered; WBEM_E_NOT_FOUND when there is none.
        """
        provider = self._provider(path.class_name)
        flags = self._flags("DeleteInstance", provider.ValidateDeletionFlags, request)
        context = MethodContext(request)
        instance = CInstance(_with_keys(path, context.class_named(path.class_name)), context)
        call = partial(provider.DeleteInstance, instance, flags)
        self._finish("DeleteInstance", path.relpath, context, call, is_read=False)

    def exec_method(
        self, path: ObjectPath, method: str, in_parameters: Instance | None, request: Request
    ) -> Instance | None:
        """Call a method and return its out parameters, None when it has none.

        Raises:
            InvalidMethodError: The class has no such method.
            ProviderFailureError: ReturnValue was not set.
            WbemError: What the provider answered.
        """
        provider = self._provider(path.class_name)
        flags = self._flags("ExecMethod", provider.ValidateMethodFlags, request)
        context = MethodContext(request)
        cim_class = context.class_named(path.class_name)
        declared = cim_class.methods.get(method)
        if declared is None:
            raise InvalidMethodError(f"class {cim_class.name} has no method {method[:64]}")
        out = declared.out_parameters.spawn_instance() if declared.out_parameters is not None else None
        call = partial(
            provider.ExecMethod,
            CInstance(_with_keys(path, cim_class), context),
            declared.name,
            CInstance(in_parameters, context) if in_parameters is not None else None,
            CInstance(out, context) if out is not None else None,
            flags,
        )
        about = f"{path.relpath}.{declared.name}"
        self._finish("ExecMethod", about, context, call, is_read=False)
        if out is not None and RETURN_VALUE in out and out[RETURN_VALUE] is None:
            raise ProviderFailureError(
                f"provider {self._name} did not set {RETURN_VALUE} in {about}",
                next_step=f'call out_parameters.SetDWORD("{RETURN_VALUE}", ...) in every path of ExecMethod',
            )
        return out

    def shutdown(self) -> None:
        """Flush every provider.

        Raises:
            WbemError: What the last Flush to fail raised, translated.
        """
        failed: WbemError | None = None
        for provider in self._served.values():
            try:
                self._call(self._operation("Shutdown", provider.GetProviderName()), None, provider.Flush)
            except WbemError as error:
                failed = error
        self._bodies.close()
        if failed is not None:
            raise failed

    def _offered(self, method: str) -> bool:
        """Tell whether any provider overrides a function."""
        default = getattr(ProviderVirtuals, method)
        return any(getattr(type(provider), method) is not default for provider in self._served.values())

    def _provider(self, class_name: str) -> ProviderVirtuals:
        found = self._served.get((self._namespace, fold(class_name)))
        if found is None:
            known = ", ".join(f"{space}:{name}" for space, name in self._served)
            raise ProviderNotCapableError(
                f"provider {self._name} has no Provider object for {class_name} in {self._namespace}",
                next_step=f"it has some for: {known}",
            )
        return found

    def _flags(self, function: str, validate: Callable[[int], int], request: Request) -> int:
        """Return the flags that a function may see.

        Raises:
            WbemError: The provider does not accept them.
        """
        flags = request.flags & ~HANDLED_FLAGS[function]
        error = failure_of(status_code(validate(flags)), f"provider {self._name}, asked for flags 0x{flags:X},")
        if error is not None:
            raise error
        return flags

    def _produce(
        self, operation: str, about: str, request: Request, call: Callable[[MethodContext], Answer], sink: RowSink
    ) -> None:
        """Call a function that commits instances; end the sink with its answer."""
        context = MethodContext(request, sink)
        try:
            self._finish(operation, about, context, partial(call, context))
        except WbemError as error:
            sink.finish(error)
        else:
            sink.finish()

    def _finish(
        self,
        operation: str,
        about: str,
        context: MethodContext,
        call: Callable[[], Answer],
        *,
        is_read: bool = True,
    ) -> None:
        """Call a function and raise what it answers, with the status object that it set.

        Raises:
            WbemError: It failed.
        """
        try:
            code = self._call(self._operation(operation, about, is_read=is_read), context.request, call)
        except WbemError as error:
            error.extended = context.GetStatusObject() or error.extended
            raise
        error_told = failure_of(code, f"provider {self._name} in {operation} of {about}", context.GetStatusObject())
        if error_told is not None:
            raise error_told

    def _call(self, operation: Operation, request: Request | None, function: Callable[[], Answer]) -> int:
        try:
            answer = self._bodies.call(request, function)
        except failures() as failure:
            raise client_error(failure, operation) from failure
        if answer is not None and not isinstance(answer, int):
            raise ProviderFailureError(
                f"provider {self._name} returned {answer!r:.80} from {operation.name}",
                next_step="return an HRESULT, or nothing for success",
            )
        return status_code(answer)

    def _operation(self, name: str, about: str, *, is_read: bool = True) -> Operation:
        first = next(iter(self._served.values()), None)
        file = inspect.getsourcefile(type(first)) if first is not None else None
        return Operation(self._name, name, about, file or "<no file>", is_read)


def _with_keys(path: ObjectPath, cim_class: ClassDefinition) -> Instance:
    """Return an instance that has its keys set and nothing else; a blank one for the path of a class."""
    instance = Instance(cim_class.layout, cim_class.layout.new_row())
    if path.is_instance:
        for name, value in resolve_keys(path, cim_class).keys or ():
            instance[name] = value
    return instance


def _takes_query(provider: ProviderVirtuals) -> bool:
    """Tell whether GetObject is the form with three arguments."""
    parameters = inspect.signature(provider.GetObject).parameters.values()
    positional = [p for p in parameters if p.kind in {p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD}]
    return len(positional) > 2 or any(p.kind is p.VAR_POSITIONAL for p in parameters)
