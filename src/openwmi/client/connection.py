# SPDX-License-Identifier: Apache-2.0
"""Connection: one namespace, and everything that can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Self

from openwmi.client.arguments import require_text
from openwmi.client.ciminstance import CimInstance, path_of
from openwmi.client.parameters import NO_ARGUMENTS, fill_parameters, no_parameters
from openwmi.client.partialput import partial_update
from openwmi.client.querytext import associators_text, references_text, select_text
from openwmi.client.rows import Rows
from openwmi.errors import InvalidObjectError, InvalidObjectPathError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimobject import CimObject
from openwmi.model.flags import (
    WBEM_FLAG_DEEP,
    WBEM_FLAG_ENSURE_LOCATABLE,
    WBEM_FLAG_FORWARD_ONLY,
    WBEM_FLAG_SHALLOW,
    WBEM_FLAG_UPDATE_ONLY,
)
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import CimValue
from openwmi.provider.context import CallContext
from openwmi.services.enumerators import EnumWbemClassObject
from openwmi.services.wbemservices import WbemServices
from openwmi.wql.nodes import AssociationOptions

LANGUAGE = "WQL"


class Connection:
    """One namespace of one machine, for one caller.

    Every call takes `deadline_s`, the seconds it may take from now until its last row; without it the
    connection's own deadline holds. A call that takes longer raises `TimedOutError`.

    Example:
        >>> import openwmi
        >>> with openwmi.connect("root/cimv2") as connection:
        ...     for process in connection.query("SELECT Name, ProcessId FROM Win32_Process"):
        ...         print(process.Name, process.ProcessId)

    Attributes:
        services: The operations underneath, with flags and contexts.
        deadline_s: Seconds for a call that names no deadline; None for no limit.
    """

    def __init__(
        self,
        services: WbemServices,
        *,
        deadline_s: float | None = None,
        on_close: Callable[[], None] | None = None,
    ) -> None:
        """Make a connection on top of the services of a namespace.

        Args:
            services: The namespace.
            deadline_s: Seconds for a call that names no deadline; None for no limit.
            on_close: Called when the connection is closed, for what was opened on its behalf.
        """
        self.services = services
        self.deadline_s = deadline_s
        self._on_close = on_close

    @property
    def namespace(self) -> str:
        r"""The namespace, spelled `root\cimv2`."""
        return self.services.namespace

    def close(self) -> None:
        """Give back what the connection holds. May be called more than once."""
        release, self._on_close = self._on_close, None
        if release is not None:
            release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def open_namespace(self, name: str) -> Connection:
        """Return a connection to a child namespace; closing it leaves this one open.

        Args:
            name: Relative to this namespace.

        Raises:
            InvalidNamespaceError: No such namespace.
        """
        return Connection(self.services.open_namespace(require_text(name, "a namespace")), deadline_s=self.deadline_s)

    def query(self, wql: str, *, locatable: bool = False, deadline_s: float | None = None) -> Rows[CimInstance]:
        """Return the rows of a data or association query, as they arrive.

        Args:
            wql: The text, e.g. `SELECT Name FROM Win32_Process WHERE ThreadCount > 10`.
            locatable: Whether rows know their path even when their keys are not selected.
            deadline_s: Seconds until the last row.

        Returns:
            The rows. Their properties are the ones selected; asking a row for another raises NotFoundError.

        Raises:
            InvalidQueryError: The text is wrong; `position` tells where.
            InvalidClassError: No such class.
            TimedOutError: While reading rows, after those that came in time.

        Example:
            >>> [row.Name for row in connection.query("SELECT Name FROM Win32_Service WHERE State = 'Running'")]
        """
        return Rows(self._enumerate_query(wql, deadline_s, locatable), self._instance)

    def query_classes(self, wql: str, *, deadline_s: float | None = None) -> Rows[ClassDefinition]:
        """Return the classes that a schema query finds.

        Args:
            wql: The text, e.g. `SELECT * FROM meta_class WHERE __SUPERCLASS = "CIM_Process"`.
            deadline_s: Seconds until the last one.

        Raises:
            InvalidQueryError: The text is wrong.
        """
        return Rows(self._enumerate_query(wql, deadline_s), _definition)

    def objects(self, wql: str, *, locatable: bool = False, deadline_s: float | None = None) -> Rows[CimObject]:
        """Return what any query finds, instances or classes, for programs that do not know the query."""
        return Rows(self._enumerate_query(wql, deadline_s, locatable), self._object)

    def explain(self, wql: str) -> str:
        """Return how a query would be answered, as text; nothing is asked of a provider.

        Raises:
            InvalidQueryError: The text is wrong.
            InvalidClassError: No such class.
        """
        return str(self.services.prepare_query(LANGUAGE, require_text(wql, "a query")))

    def get(
        self,
        path: str | ObjectPath,
        *,
        properties: Iterable[str] | None = None,
        deadline_s: float | None = None,
    ) -> CimInstance:
        """Return one instance.

        Args:
            path: Such as `Win32_Process.Handle="1"`, or `Win32_OperatingSystem=@`.
            properties: Names of the properties wanted, all when None. A provider may give more.
            deadline_s: Seconds to wait.

        Raises:
            NotFoundError: No such instance.
            InvalidObjectPathError: Malformed, or the path of a class; `get_class` reads those.
        """
        found = self.services.get_object(
            path_of(path), 0, self._context(deadline_s), properties=None if properties is None else list(properties)
        )
        if isinstance(found, ClassDefinition):
            raise InvalidObjectPathError(
                f"{str(path)!r} is the path of a class",
                next_step="name an instance: Class.Key=value, or call get_class",
            )
        return CimInstance(found, self)

    def instances(
        self,
        class_name: str,
        *,
        properties: Iterable[str] | None = None,
        deep: bool = True,
        deadline_s: float | None = None,
    ) -> Rows[CimInstance]:
        """Return the instances of a class, as they arrive.

        Args:
            class_name: The class.
            properties: Names of the properties wanted, all when None.
            deep: Whether instances of subclasses are wanted too.
            deadline_s: Seconds until the last one.

        Raises:
            InvalidClassError: No such class.
        """
        require_text(class_name, "a class name")
        if properties is not None:
            return self.query(select_text(class_name, properties, deep=deep), deadline_s=deadline_s)
        flags = WBEM_FLAG_FORWARD_ONLY | (WBEM_FLAG_DEEP if deep else WBEM_FLAG_SHALLOW)
        return Rows(self.services.create_instance_enum(class_name, flags, self._context(deadline_s)), self._instance)

    def associators(
        self,
        target: str | ObjectPath | Instance,
        *,
        association: str | None = None,
        result: str | None = None,
        role: str | None = None,
        result_role: str | None = None,
        deadline_s: float | None = None,
    ) -> Rows[CimInstance]:
        """Return the objects that associations connect with one.

        Args:
            target: Its path, or the object.
            association: Only through associations of this class.
            result: Only objects of this class.
            role: Name of the reference that points at the target.
            result_role: Name of the reference that points at the result.
            deadline_s: Seconds until the last one.

        Raises:
            InvalidObjectPathError: Not the path of an instance.
        """
        options = AssociationOptions(assoc_class=association, result_class=result, role=role, result_role=result_role)
        return self.query(associators_text(path_of(target), options), deadline_s=deadline_s)

    def references(
        self,
        target: str | ObjectPath | Instance,
        *,
        result: str | None = None,
        role: str | None = None,
        deadline_s: float | None = None,
    ) -> Rows[CimInstance]:
        """Return the associations that point at an object.

        Args:
            target: Its path, or the object.
            result: Only associations of this class.
            role: Name of the reference that points at the target.
            deadline_s: Seconds until the last one.

        Raises:
            InvalidObjectPathError: Not the path of an instance.
        """
        options = AssociationOptions(result_class=result, role=role)
        return self.query(references_text(path_of(target), options), deadline_s=deadline_s)

    def new(self, class_name: str, /, **values: object) -> CimInstance:
        """Return a new instance; `save` stores it.

        Args:
            class_name: The class.
            values: Properties to set, by name in any case.

        Raises:
            NotFoundError: No such class, or no such property.
            TypeMismatchError: A value does not fit.

        Example:
            >>> connection.new("Acme_Frog", Name="Fred", Weight=11).save()
        """
        instance = CimInstance(self.get_class(class_name).spawn_instance(), self, is_new=True)
        for name, value in values.items():
            instance[name] = value
        return instance

    def put(
        self,
        instance: Instance,
        *,
        only: Iterable[str] | None = None,
        flags: int = 0,
        deadline_s: float | None = None,
    ) -> str:
        """Create or update an instance and return its full path.

        Args:
            instance: The instance.
            only: Names of the properties to write; the others stay as they are. Values and NULLs are
                taken from the instance, which must exist.
            flags: 0, WBEM_FLAG_UPDATE_ONLY or WBEM_FLAG_CREATE_ONLY.
            deadline_s: Seconds to wait.

        Raises:
            NotFoundError: To be updated, and does not exist.
            AlreadyExistsError: To be created, and does exist.
            WbemError: The provider refuses; WBEM_E_PROVIDER_NOT_CAPABLE when it cannot write only some
                properties.

        Spec: partial-instances.md §2.
        """
        values: dict[str, CimValue] = {}
        if only is not None:
            values = partial_update(instance, only)
            flags |= WBEM_FLAG_UPDATE_ONLY
        return self.services.put_instance(instance, flags, self._context(deadline_s, values))

    def delete(self, target: str | ObjectPath | Instance, *, deadline_s: float | None = None) -> None:
        """Delete an instance, given by path or as object.

        Raises:
            NotFoundError: No such instance.
            InvalidObjectError: An object whose keys are not all known.
        """
        self.services.delete_instance(path_of(target), 0, self._context(deadline_s))

    def call(
        self,
        target: str | ObjectPath | Instance,
        method: str,
        arguments: Mapping[str, object] = NO_ARGUMENTS,
        /,
        *,
        deadline_s: float | None = None,
        **parameters: object,
    ) -> CimInstance:
        """Call a method and return its out parameters.

        Args:
            target: An instance, its path, or the name of a class for a static method.
            method: Name of the method.
            arguments: In parameters, by name in any case.
            deadline_s: Seconds to wait.
            parameters: More of them, written as keywords.

        Returns:
            An object with one property for each out parameter, and `ReturnValue`.

        Raises:
            InvalidMethodError: The class has no such method.
            InvalidMethodParametersError: The method has no such parameter.
            TypeMismatchError: A value does not fit its parameter.

        Example:
            >>> connection.call("Win32_Process", "Create", CommandLine="sleep 5").ProcessId
        """
        path = path_of(target)
        cim_class = target.cim_class if isinstance(target, Instance) else self._class_at(path)
        inputs = fill_parameters(cim_class, require_text(method, "a method name"), {**arguments, **parameters})
        answer = self.services.exec_method(path, method, inputs, 0, self._context(deadline_s))
        return CimInstance(answer if answer is not None else no_parameters(), self)

    def get_class(self, name: str) -> ClassDefinition:
        """Return a class definition.

        Raises:
            NotFoundError: No such class.
        """
        return self.services.get_class(require_text(name, "a class name"))

    def classes(
        self, superclass: str | None = None, *, deep: bool = True, deadline_s: float | None = None
    ) -> Rows[ClassDefinition]:
        """Return class definitions.

        Args:
            superclass: Only classes that derive from this one, which is not among them; None for all.
            deep: Whether indirect descendants are wanted too.
            deadline_s: Seconds until the last one.

        Raises:
            InvalidClassError: No such superclass.
        """
        if superclass is not None:
            require_text(superclass, "a class name")
        flags = WBEM_FLAG_FORWARD_ONLY | (WBEM_FLAG_DEEP if deep else WBEM_FLAG_SHALLOW)
        return Rows(self.services.create_class_enum(superclass, flags, self._context(deadline_s)), _definition)

    def namespaces(self) -> list[str]:
        r"""Return the names of all namespaces, spelled `root\cimv2`."""
        return self.services.namespaces()

    def _context(self, deadline_s: float | None, values: dict[str, CimValue] | None = None) -> CallContext:
        limit_s = self.deadline_s if deadline_s is None else deadline_s
        return self.services.new_context(deadline_s=limit_s, values=values or {})

    def _enumerate_query(self, wql: str, deadline_s: float | None, locatable: bool = False) -> EnumWbemClassObject:
        flags = WBEM_FLAG_FORWARD_ONLY | (WBEM_FLAG_ENSURE_LOCATABLE if locatable else 0)
        return self.services.exec_query(LANGUAGE, require_text(wql, "a query"), flags, self._context(deadline_s))

    def _class_at(self, path: str) -> ClassDefinition:
        return self.get_class(ObjectPath.parse(path).class_name)

    def _instance(self, found: CimObject) -> CimInstance:
        if not isinstance(found, Instance):
            raise InvalidObjectError(
                f"the query found class {found.class_name}, not an instance",
                next_step="use query_classes for queries that ask for classes",
            )
        return CimInstance(found, self)

    def _object(self, found: CimObject) -> CimObject:
        return CimInstance(found, self) if isinstance(found, Instance) else found


def _definition(found: CimObject) -> ClassDefinition:
    if not isinstance(found, ClassDefinition):
        raise InvalidObjectError(
            f"the query found an instance of {found.class_name}, not a class",
            next_step="use query for queries that ask for instances",
        )
    return found
