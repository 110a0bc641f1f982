# SPDX-License-Identifier: Apache-2.0
"""CWbemProviderGlue: calls back into WMI that answer with an HRESULT.

What C++ gets through an out parameter comes back beside it: `hresult, share = CWbemProviderGlue.GetInstanceByPath(…)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias, TypeVar

from openwmi.errors import ExtendedStatus, InvalidNamespaceError, WbemError, WbemStatus, symbol_of
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.framework.cinstance import CInstance
from openwmi.provider.framework.collection import TRefPointerCollection
from openwmi.provider.framework.methodcontext import MethodContext
from openwmi.provider.request import ProviderServices
from openwmi.provider.sink import status_code
from openwmi.provider.wbemnamespace import WbemNamespace

T = TypeVar("T")
Rows: TypeAlias = Callable[[ProviderServices], Iterator[Instance]]
InstanceCallback: TypeAlias = Callable[[object, CInstance, MethodContext, object], "int | None"]
"""Called with requester, instance, context and user data; a failure that it returns stops the call."""

_NO_ERROR: Final = int(WbemStatus.WBEM_S_NO_ERROR)
_FAILURE_BIT: Final = 0x80000000


class CWbemProviderGlue:
    """Calls made as part of the call whose MethodContext they are given.

    Spec: framework.md §6.
    Choice: a namespace of None is the one the call came to, and no other can be reached from here.
    """

    @staticmethod
    def GetAllInstances(
        class_name: str,
        instances: TRefPointerCollection[CInstance],
        namespace: str | None,
        context: MethodContext,
    ) -> int:
        """Add the instances of exactly one class to a collection."""
        return _gather(_exactly(class_name), instances, namespace, context, class_name)

    @staticmethod
    def GetAllInstancesAsynch(
        class_name: str,
        requester: object,
        callback: InstanceCallback,
        namespace: str | None,
        context: MethodContext,
        user_data: object = None,
    ) -> int:
        """Call back for each instance of exactly one class."""
        return _tell(_exactly(class_name), (requester, callback, user_data), namespace, context, class_name)

    @staticmethod
    def GetAllDerivedInstances(
        class_name: str,
        instances: TRefPointerCollection[CInstance],
        context: MethodContext,
        namespace: str | None = None,
    ) -> int:
        """Add the instances of a class and of its subclasses to a collection."""
        return _gather(lambda services: services.instances(class_name), instances, namespace, context, class_name)

    @staticmethod
    def GetAllDerivedInstancesAsynch(
        class_name: str,
        requester: object,
        callback: InstanceCallback,
        namespace: str | None,
        context: MethodContext,
        user_data: object = None,
    ) -> int:
        """Call back for each instance of a class and of its subclasses."""
        told = (requester, callback, user_data)
        return _tell(lambda services: services.instances(class_name), told, namespace, context, class_name)

    @staticmethod
    def GetInstancesByQuery(
        query: str,
        instances: TRefPointerCollection[CInstance],
        context: MethodContext,
        namespace: str | None = None,
    ) -> int:
        """Add the rows of a query to a collection."""
        return _gather(lambda services: services.query(query), instances, namespace, context, None)

    @staticmethod
    def GetInstancesByQueryAsynch(
        query: str,
        requester: object,
        callback: InstanceCallback,
        namespace: str | None,
        context: MethodContext,
        user_data: object = None,
    ) -> int:
        """Call back for each row of a query."""
        told = (requester, callback, user_data)
        return _tell(lambda services: services.query(query), told, namespace, context, None)

    @staticmethod
    def GetInstanceByPath(path: str, context: MethodContext) -> tuple[int, CInstance | None]:
        """Return the whole instance at a path."""
        return _answered(lambda: CInstance(context.request.services.get(path), context))

    @staticmethod
    def GetInstanceKeysByPath(path: str, context: MethodContext) -> tuple[int, CInstance | None]:
        """Return the instance at a path with its keys: the cheapest way to know that it exists."""

        def found() -> CInstance:
            keys = context.class_named(ObjectPath.parse(path).class_name).key_names
            return CInstance(context.request.services.get(path, properties=keys), context)

        return _answered(found)

    @staticmethod
    def GetInstancePropertiesByPath(
        path: str, context: MethodContext, properties: Sequence[str]
    ) -> tuple[int, CInstance | None]:
        """Return the instance at a path with some properties."""
        return _answered(lambda: CInstance(context.request.services.get(path, properties=properties), context))

    @staticmethod
    def GetEmptyInstance(
        context: MethodContext, class_name: str, namespace: str | None = None
    ) -> tuple[int, CInstance | None]:
        """Return a blank instance of any class."""

        def made() -> CInstance:
            layout = _class_in(namespace, context, class_name).layout
            return CInstance(Instance(layout, layout.new_row()), context)

        return _answered(made)

    @staticmethod
    def GetNamespaceConnection(namespace: str, context: MethodContext) -> WbemNamespace:
        """Return the services of the namespace, for calls with the context's `GetIWBEMContext()`."""
        return WbemNamespace(namespace, context.request.services)

    @staticmethod
    def IsDerivedFrom(
        base_class: str, derived_class: str, context: MethodContext, namespace: str | None = None
    ) -> bool:
        """Tell whether a class is another one or derives from it; False when there is no such class."""
        hresult, found = _answered(lambda: _class_in(namespace, context, derived_class))
        return hresult == _NO_ERROR and found is not None and found.is_a(base_class)

    @staticmethod
    def SetStatusObject(
        context: MethodContext,
        namespace: str | None,
        description: str,
        hresult: int,
        privileges_not_held: Sequence[str] | None = None,
        privileges_required: Sequence[str] | None = None,
    ) -> bool:
        """Set what the client learns beside the code.

        Choice: the privileges stand in the description, because errors here carry texts.
        """
        del namespace
        missing = [f"{word} {', '.join(names)}" for word, names in (
            ("not held:", privileges_not_held), ("required:", privileges_required)) if names]  # fmt: skip
        text = "; ".join([description or symbol_of(status_code(hresult)), *missing])
        return context.SetStatusObject(ExtendedStatus(text))


def _exactly(class_name: str) -> Rows:
    wanted = fold(class_name)
    return lambda services: (row for row in services.instances(class_name) if fold(row.class_name) == wanted)


def _class_in(namespace: str | None, context: MethodContext, class_name: str) -> ClassDefinition:
    """Return a class, having checked that the namespace asked for is the one of the call.

    Raises:
        InvalidNamespaceError: It is another one.
        InvalidClassError: No such class.
    """
    found = context.class_named(class_name)
    if namespace is not None and fold(namespace.replace("/", "\\")) != fold(found.namespace):
        raise InvalidNamespaceError(f"{namespace[:80]} cannot be reached from {found.namespace}")
    return found


def _gather(
    rows: Rows,
    instances: TRefPointerCollection[CInstance],
    namespace: str | None,
    context: MethodContext,
    class_name: str | None,
) -> int:
    def add(requester: object, instance: CInstance, within: MethodContext, user_data: object) -> None:
        del requester, within, user_data
        instances.Add(instance)

    return _tell(rows, (None, add, None), namespace, context, class_name)


def _tell(
    rows: Rows,
    told: tuple[object, InstanceCallback, object],
    namespace: str | None,
    context: MethodContext,
    class_name: str | None,
) -> int:
    """Call back for each row; a failure of the callback ends it and is the answer."""
    requester, callback, user_data = told

    def run() -> int:
        if class_name is not None:
            _class_in(namespace, context, class_name)
        for row in rows(context.request.services):
            code = status_code(callback(requester, CInstance(row, context), context, user_data))
            if code & _FAILURE_BIT:
                return code
        return _NO_ERROR

    hresult, code = _answered(run)
    return hresult if code is None else code


def _answered(call: Callable[[], T]) -> tuple[int, T | None]:
    try:
        return _NO_ERROR, call()
    except WbemError as error:
        return error.hresult, None
