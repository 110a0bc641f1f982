# SPDX-License-Identifier: Apache-2.0
"""Callbacks: what a provider reaches through `request.services`, as part of the call it serves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openwmi.dispatch.extensions import admitted
from openwmi.dispatch.flags import check_flags
from openwmi.dispatch.instances import delete_instance, get_instance, put_instance
from openwmi.dispatch.methods import exec_method, in_parameters_of
from openwmi.dispatch.outcome import Outcome
from openwmi.dispatch.queries import plan_query, run_query
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import InvalidMethodParametersError, NotSupportedError, WbemError, WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.flags import WBEM_FLAG_ENSURE_LOCATABLE
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import CimValue
from openwmi.provider.activity import ProviderFigures
from openwmi.provider.context import CallContext
from openwmi.provider.impersonation import as_self, self_between
from openwmi.wql.language import LANGUAGE

MAX_DEPTH = 64
"""Provider calls nested in each other before the core takes it for a loop. Spec: reentrancy-and-security.md §1."""


class Callbacks:
    """The namespace as a provider sees it while it serves a call.

    Runs on the provider's own thread, as the server even while the provider impersonates its caller; the client's
    deadline and cancellation hold.
    """

    def __init__(self, view: NamespaceView, call: CallContext) -> None:
        self._view = view
        self._call = call

    def provider_activity(self) -> list[ProviderFigures]:
        """Return what the providers of this process did."""
        return self._view.host.figures()

    @as_self()
    def get(self, path: str | ObjectPath, *, properties: Iterable[str] | None = None) -> Instance:
        """Return one instance; `properties` asks for these only."""
        wanted = None if properties is None else frozenset(properties)
        return get_instance(_parsed(path), self._view, self._nested(), properties=wanted)

    def query(self, wql: str) -> Iterator[Instance]:
        """Yield the rows of a WQL query for instances.

        Raises:
            NotSupportedError: The query yields class definitions.
        """
        return self_between(self._rows(wql))

    def _rows(self, wql: str) -> Iterator[Instance]:
        plan = plan_query(LANGUAGE, wql, self._view, WBEM_FLAG_ENSURE_LOCATABLE)
        for row in run_query(plan, self._view, self._nested(), Outcome()):
            if not isinstance(row, Instance):
                raise NotSupportedError("this query yields classes", next_step="query instances")
            yield row

    def instances(self, class_name: str) -> Iterator[Instance]:
        """Yield the instances of a class and its subclasses."""
        return self.query(f"SELECT * FROM {class_name}")

    @as_self()
    def get_class(self, class_name: str) -> ClassDefinition:
        """Return a class definition.

        Raises:
            InvalidClassError: No such class in this namespace.
        """
        return self._view.require_class(class_name)

    @as_self()
    def put(self, instance: Instance, *, flags: int = 0) -> ObjectPath:
        """Create or update an instance and return where it is."""
        check_flags("PutInstance", flags)
        return put_instance(instance, self._view, self._nested(), flags)

    @as_self()
    def delete(self, path: str | ObjectPath) -> None:
        """Delete an instance."""
        delete_instance(_parsed(path), self._view, self._nested())

    @as_self()
    def call(self, path: str | ObjectPath, method: str, /, **parameters: CimValue) -> Instance:
        """Call a method and return its out parameters.

        Raises:
            InvalidMethodParametersError: A parameter the method does not have.
            NotSupportedError: The method gives nothing back.
        """
        target = _parsed(path)
        cim_class = self._view.require_class(target.class_name)
        inputs = in_parameters_of(cim_class, method)
        if inputs is None and parameters:
            raise InvalidMethodParametersError(f"{cim_class.name}.{method} takes no input")
        for name, value in parameters.items():
            if inputs is not None:
                inputs[name] = value
        result = exec_method(target, method, inputs, self._view, self._nested())
        if result is None:
            raise NotSupportedError(f"{cim_class.name}.{method} gives nothing back")
        return result

    def _nested(self) -> CallContext:
        if len(self._call.provider_chain) >= MAX_DEPTH:
            raise WbemError(
                f"calls are nested {MAX_DEPTH} deep; the innermost is {self._call.activity.current}",
                hresult=WbemStatus.WBEM_E_FAILED,
                next_step="look for a provider that asks for what it is being asked for",
            )
        return self._call.child(values=admitted(self._call.values))


def _parsed(path: str | ObjectPath) -> ObjectPath:
    return path if isinstance(path, ObjectPath) else ObjectPath.parse(path)
