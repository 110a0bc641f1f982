# SPDX-License-Identifier: Apache-2.0
"""WbemServices: the operations of IWbemServices on one namespace, for one caller."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from openwmi.dispatch import classes, extensions, instances, methods, queries
from openwmi.dispatch.flags import check_flags
from openwmi.dispatch.outcome import Outcome
from openwmi.dispatch.queries import Plan
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import InvalidParameterError, NotFoundError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimobject import CimObject
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.flags import (
    PUT_EXISTENCE_MASK,
    WBEM_FLAG_FORWARD_ONLY,
    WBEM_FLAG_RETURN_IMMEDIATELY,
    WBEM_MASK_UPDATE_MODE,
)
from openwmi.model.instance import Instance
from openwmi.model.names import normalize_namespace
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import CimValue
from openwmi.provider.context import CallContext
from openwmi.security.identity import Identity
from openwmi.services.authorization import Authorization
from openwmi.services.enumerators import EnumWbemClassObject
from openwmi.services.rowsource import RowSource
from openwmi.services.workers import Workers
from openwmi.wql.bind import bind
from openwmi.wql.bound_event import BoundEvent
from openwmi.wql.language import check_language
from openwmi.wql.nodes import Dialect
from openwmi.wql.parser import parse

T = TypeVar("T")

DEFAULT_LOCALE: Final = "MS_409"
NO_VALUES: Final[Mapping[str, CimValue]] = MappingProxyType({})

_CLASS_PUT_FLAGS: Final = PUT_EXISTENCE_MASK | WBEM_MASK_UPDATE_MODE


class WbemServices:
    """One namespace, one caller.

    Every operation runs on a worker thread and is waited for no longer than its deadline, so that
    a provider that never returns fails its own call only.

    Attributes:
        namespace: Spelled as stored.
        caller: On whose behalf everything is done.
        locale: `MS_409` form.

    Spec: iwbemservices.md §1, §3.
    """

    def __init__(self, view: NamespaceView, workers: Workers, caller: Identity, locale: str = DEFAULT_LOCALE) -> None:
        self._view = view
        self._workers = workers
        self.namespace = view.namespace
        self.caller = caller
        self.locale = locale
        self._authorization = Authorization(view, caller)

    @property
    def workers(self) -> Workers:
        """The threads that calls run on."""
        return self._workers

    def new_context(
        self,
        *,
        deadline_s: float | None = None,
        values: Mapping[str, CimValue] = NO_VALUES,
    ) -> CallContext:
        """Return the context of a new call, for that one call.

        Args:
            deadline_s: Seconds from now after which the answer is not wanted any more; None for no
                limit on the whole, only on each single wait.
            values: Named values of the IWbemContext.
        """
        deadline = None if deadline_s is None else time.monotonic() + deadline_s
        return CallContext(self.caller, deadline=deadline, locale=self.locale, values=values)

    def open_namespace(self, name: str, flags: int = 0) -> WbemServices:
        """Return the services of another namespace, named relative to this one.

        Raises:
            InvalidNamespaceError: No such namespace.
            InvalidParameterError: No name, or an unknown flag.
        """
        check_flags("OpenNamespace", flags)
        if not name:
            raise InvalidParameterError("the name of the namespace is missing")
        full = normalize_namespace(f"{self.namespace}\\{name}")
        return WbemServices(self._view.sibling(full), self._workers, self.caller, self.locale)

    def namespaces(self) -> list[str]:
        """Return the names of all namespaces, parents before children."""
        return self._view.repository.namespaces()

    def get_object(
        self,
        path: str = "",
        flags: int = 0,
        context: CallContext | None = None,
        *,
        properties: Collection[str] | None = None,
    ) -> Instance | ClassDefinition:
        """Return the instance or the class at a path.

        Args:
            path: `Class.Key="x"`, `Class=@` or `Class`; a namespace in it must be this one. Empty for a class
                without a name, to be filled in and put.
            flags: WBEM_FLAG_DIRECT_READ, …_USE_AMENDED_QUALIFIERS.
            context: Deadline and named values.
            properties: The only properties wanted; keys come in any case.

        Raises:
            NotFoundError: No such instance or class.
            InvalidClassError: No such class.
            InvalidObjectPathError: The path is malformed or does not fit the class.
            WbemError: What the provider failed with.
        """
        self._authorization.admit("GetObject", flags)
        if not path:
            return instances.blank_class(self._view)
        parsed = ObjectPath.parse(path)
        if parsed.is_instance:
            return self._run(
                context,
                lambda call: instances.get_instance(parsed, self._view, call, flags=flags, properties=properties),
            )
        if not parsed.class_name:
            raise NotFoundError(
                f"{path} names a namespace", next_step="open it, or get __Namespace.Name=… of its parent"
            )
        return self.get_class(instances.local_path(parsed, self._view).class_name)

    def get_class(self, name: str, flags: int = 0) -> ClassDefinition:
        """Return a class definition.

        Raises:
            NotFoundError: No such class.
        """
        self._authorization.admit("GetObject", flags)
        found = self._view.classes.find_class(name)
        if found is None:
            raise NotFoundError(
                f"there is no class {name} in {self.namespace}", next_step=f"see `openwmi classes -n {self.namespace}`"
            )
        return found

    def put_class(
        self, declaration: ClassDeclaration, flags: int = 0, context: CallContext | None = None
    ) -> ClassDefinition:
        """Create or update a class.

        Args:
            declaration: What the class says itself.
            flags: WBEM_FLAG_CREATE_ONLY or …_UPDATE_ONLY; …_UPDATE_SAFE_MODE or …_UPDATE_FORCE_MODE.
            context: Deadline and named values.

        Raises:
            WbemError: The code of the broken rule; nothing is stored then.

        Spec: object-model.md §13.
        """
        self._authorization.admit("PutClass", flags, declaration.name)
        kept = flags & _CLASS_PUT_FLAGS
        return self._run(context, lambda _: self._view.repository.put_class(self.namespace, declaration, kept))

    def delete_class(self, name: str, flags: int = 0, context: CallContext | None = None) -> None:
        """Delete a class with its subclasses and all their stored instances.

        Raises:
            NotFoundError: No such class.
            WbemError: It is a system class.
        """
        self._authorization.admit("DeleteClass", flags, name)
        self._run(context, lambda _: self._view.repository.delete_class(self.namespace, name))

    def create_class_enum(
        self, superclass: str | None = None, flags: int = 0, context: CallContext | None = None
    ) -> EnumWbemClassObject:
        """Return the class definitions below a class, or all of them.

        Args:
            superclass: None or empty for the top.
            flags: WBEM_FLAG_SHALLOW gives direct children only.
            context: Deadline and named values.

        Raises:
            InvalidClassError: No such superclass; with WBEM_FLAG_RETURN_IMMEDIATELY at the first `next`.
        """
        self._authorization.admit("CreateClassEnum", flags)
        return self._enumerate(
            context,
            flags,
            lambda call, _: classes.enumerate_classes(superclass, flags, self._view, call),
            check=lambda: superclass and self._view.require_class(superclass),
        )

    def put_instance(self, instance: Instance, flags: int = 0, context: CallContext | None = None) -> str:
        """Create or update an instance and return its full path.

        Args:
            instance: Of a class of this namespace.
            flags: WBEM_FLAG_CREATE_ONLY or …_UPDATE_ONLY, or neither.
            context: Deadline and named values.

        Raises:
            InvalidParameterError: None, or flags that no put has.
            InvalidObjectError: A class.
            WbemError: What the repository or the provider refused.

        Spec: iwbemservices.md §4.
        """
        instances.check_puttable(instance)
        self._authorization.admit("PutInstance", flags, instance.class_name)
        kept = flags & PUT_EXISTENCE_MASK
        path = self._run(context, lambda call: instances.put_instance(instance, self._view, call, kept))
        return str(path.within(self.namespace, self._view.server))

    def delete_instance(self, path: str, flags: int = 0, context: CallContext | None = None) -> None:
        """Delete the instance at a path.

        Raises:
            NotFoundError: No such instance.
            InvalidObjectPathError: Not an instance path, or the keys do not fit.
            ProviderNotCapableError: The provider does not delete.
        """
        parsed = ObjectPath.parse(path)
        self._authorization.admit("DeleteInstance", flags, parsed.class_name)
        self._run(context, lambda call: instances.delete_instance(parsed, self._view, call))

    def create_instance_enum(
        self,
        class_name: str,
        flags: int = 0,
        context: CallContext | None = None,
        *,
        properties: Collection[str] | None = None,
    ) -> EnumWbemClassObject:
        """Return the instances of a class and, unless WBEM_FLAG_SHALLOW, of its subclasses.

        Args:
            class_name: The class.
            flags: WBEM_FLAG_SHALLOW, …_DIRECT_READ, …_FORWARD_ONLY, …_RETURN_IMMEDIATELY.
            context: Deadline and named values.
            properties: The only properties wanted; keys come in any case, and providers may give more.

        Raises:
            InvalidClassError: No such class; with WBEM_FLAG_RETURN_IMMEDIATELY at the first `next`.

        Spec: iwbemservices.md §3 (CreateInstanceEnum, DEEP and SHALLOW).
        """
        self._authorization.admit("CreateInstanceEnum", flags)
        return self._enumerate(
            context,
            flags,
            lambda call, outcome: queries.run_query(
                queries.plan_enumeration(class_name, self._view, call, flags, properties),
                self._view,
                call,
                outcome,
            ),
            check=lambda: self._view.require_class(class_name),
        )

    def exec_query(
        self, language: str, text: str, flags: int = 0, context: CallContext | None = None
    ) -> EnumWbemClassObject:
        """Return the answer to a data, schema or association query.

        Args:
            language: `WQL`.
            text: The query.
            flags: WBEM_FLAG_FORWARD_ONLY, …_ENSURE_LOCATABLE, …_PROTOTYPE, …_DIRECT_READ, …_RETURN_IMMEDIATELY.
            context: Deadline and named values.

        Raises:
            InvalidQueryError: The text is wrong; with WBEM_FLAG_RETURN_IMMEDIATELY at the first `next`.
            InvalidClassError: No such class; likewise.
            InvalidParameterError: No text, or unknown flags.
            InvalidQueryTypeError: Another language.

        Spec: iwbemservices.md §3 (ExecQuery); object-model.md §12.2.
        """
        self._authorization.admit("ExecQuery", flags)
        check_language(language, text)
        if flags & WBEM_FLAG_RETURN_IMMEDIATELY:
            return self._enumerate(
                context,
                flags,
                lambda call, outcome: queries.run_query(
                    queries.plan_query(language, text, self._view, flags), self._view, call, outcome
                ),
            )
        plan = queries.plan_query(language, text, self._view, flags)
        return self._enumerate(
            context,
            flags,
            lambda call, outcome: queries.run_query(plan, self._view, call, outcome),
            columns=queries.columns_of(plan),
        )

    def prepare_query(self, language: str, text: str, flags: int = 0) -> Plan:
        """Parse, bind and plan a query without running it.

        Raises:
            InvalidQueryError: The text is wrong.
            InvalidClassError: No such class.
        """
        self._authorization.admit("ExecQuery", flags)
        return queries.plan_query(language, text, self._view, flags)

    def prepare_notification_query(self, language: str, text: str) -> BoundEvent:
        """Parse and bind an event query.

        Raises:
            UnparsableQueryError: The text is wrong.
            WbemError: It cannot be subscribed to; the code says why.

        Spec: wql.md §6, §8.
        """
        statement = parse(check_language(language, text), Dialect.EVENT)
        bound = bind(statement, self._view.classes)
        if not isinstance(bound, BoundEvent):
            raise InvalidParameterError("not an event query")
        return bound

    def exec_method(
        self,
        path: str,
        method: str,
        in_parameters: Instance | None = None,
        flags: int = 0,
        context: CallContext | None = None,
    ) -> Instance | None:
        """Call a method and return its out parameters, `ReturnValue` among them; None when it has none.

        Args:
            path: An instance, or a class for a static method.
            method: The method, in any case.
            in_parameters: Instance of the method's input class; None leaves all at their defaults.
            flags: None but WBEM_FLAG_RETURN_IMMEDIATELY and …_NO_ERROR_OBJECT.
            context: Deadline and named values.

        Raises:
            InvalidMethodError: The class has no such method.
            InvalidMethodParametersError: The inputs do not fit.
            NotFoundError: No such instance.
            WbemError: Nobody implements it, or what the provider failed with.
        """
        parsed = ObjectPath.parse(path)
        self._authorization.admit("ExecMethod", flags, parsed.class_name)
        return self._run(context, lambda call: methods.exec_method(parsed, method, in_parameters, self._view, call))

    def _run(self, context: CallContext | None, work: Callable[[CallContext], T]) -> T:
        """Run one operation on a worker, no longer than its deadline."""
        call = self._admitted(context)
        return self._workers.run_within(call, lambda: work(call))

    def _admitted(self, context: CallContext | None) -> CallContext:
        """Return the context as providers may see it. Spec: partial-instances.md §3."""
        if context is None:
            return self.new_context()
        values = extensions.admitted(context.values)
        return context if values is context.values else context.child(values=values)

    def _enumerate(
        self,
        context: CallContext | None,
        flags: int,
        rows: Callable[[CallContext, Outcome], Iterator[CimObject]],
        *,
        columns: tuple[str, ...] | None = None,
        check: Callable[[], object] | None = None,
    ) -> EnumWbemClassObject:
        """Start a stream of rows on a worker."""
        if check is not None and not flags & WBEM_FLAG_RETURN_IMMEDIATELY:
            check()
        call = self._admitted(context)
        outcome = Outcome()
        retain = not flags & WBEM_FLAG_FORWARD_ONLY
        source = RowSource(self._workers, call, lambda: rows(call, outcome), outcome, retain=retain)
        return EnumWbemClassObject(source, columns)
