# SPDX-License-Identifier: Apache-2.0
"""WbemNamespace and IWbemContext: the way back into WMI, in the shape that providers written for COM know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from openwmi.errors import InvalidQueryTypeError, NotFoundError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.flags import WBEM_FLAG_SHALLOW
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import CimValue
from openwmi.provider.request import CURRENT_REQUEST, ProviderServices, Request

_LANGUAGE: Final = "WQL"


class IWbemContext:
    """The named values of one call, and the call itself.

    Every call back into WMI should be given the context of the call it is made for. The values are a copy: what a
    provider sets here holds for the calls it makes with this object.

    Attributes:
        request: The call.

    Spec: iwbemservices.md §8; partial-instances.md §4.
    """

    def __init__(self, request: Request, values: Mapping[str, CimValue] | None = None) -> None:
        self.request = request
        self._values = dict(request.context if values is None else values)

    def GetNames(self) -> list[str]:
        """Return the names of all values."""
        return list(self._values)

    def GetValue(self, name: str) -> CimValue:
        """Return a value.

        Raises:
            NotFoundError: There is none of that name.
        """
        if name not in self._values:
            raise NotFoundError(f"the context has no value {name[:64]}")
        return self._values[name]

    def SetValue(self, name: str, value: CimValue) -> None:
        """Set a value for the calls made with this context."""
        self._values[name] = value

    def DeleteValue(self, name: str) -> None:
        """Remove a value.

        Raises:
            NotFoundError: There is none of that name.
        """
        self.GetValue(name)
        del self._values[name]

    def DeleteAll(self) -> None:
        """Remove all values."""
        self._values.clear()

    def Clone(self) -> IWbemContext:
        """Return a context of the same call whose values can be changed alone."""
        return IWbemContext(self.request, self._values)

    def wanted_properties(self, key_names: Iterable[str]) -> list[str] | None:
        """Return what a get with this context asks for: names, or None for everything.

        Values without `__GET_EXT_CLIENT_REQUEST` were meant for the call that brought them.
        """
        values = self._values
        if values.get("__GET_EXTENSIONS") is not True or values.get("__GET_EXT_CLIENT_REQUEST") is not True:
            return None
        if values.get("__GET_EXT_KEYS_ONLY") is True:
            return list(key_names)
        listed = values.get("__GET_EXT_PROPERTIES")
        return [str(name) for name in listed] if isinstance(listed, list) else None


class WbemNamespace:
    """The synchronous half of IWbemServices, as a provider holds it.

    What C++ gets through an out parameter is the result here, and failures are raised. Calls are part of the call
    whose context they are given; without one, of the call that this thread serves; outside of any call they are the
    server's own.

    Attributes:
        namespace: Its full name.

    Spec: provider-model.md §7; reentrancy-and-security.md §1.
    """

    def __init__(self, namespace: str, services: ProviderServices | None = None) -> None:
        self.namespace = namespace
        self._own = services

    def GetObject(self, path: str, flags: int = 0, context: IWbemContext | None = None) -> Instance | ClassDefinition:
        """Return an instance, or the class when the path names one.

        Raises:
            NotFoundError: No such instance.
            InvalidClassError: No such class.
        """
        del flags
        target = ObjectPath.parse(path)
        services = self._services(context)
        if target.is_class:
            return services.get_class(target.class_name)
        if context is None:
            return services.get(target)
        wanted = context.wanted_properties(services.get_class(target.class_name).key_names)
        return services.get(target, properties=wanted)

    def CreateInstanceEnum(
        self, class_name: str, flags: int = 0, context: IWbemContext | None = None
    ) -> Iterator[Instance]:
        """Yield the instances of a class, with WBEM_FLAG_SHALLOW none of its subclasses."""
        rows = self._services(context).instances(class_name)
        if not flags & WBEM_FLAG_SHALLOW:
            return rows
        wanted = fold(class_name)
        return (row for row in rows if fold(row.class_name) == wanted)

    def ExecQuery(
        self, language: str, query: str, flags: int = 0, context: IWbemContext | None = None
    ) -> Iterator[Instance]:
        """Yield the rows of a WQL query.

        Raises:
            InvalidQueryTypeError: Another language.
        """
        del flags
        if language.upper() != _LANGUAGE:
            raise InvalidQueryTypeError(f"query language {language[:40]!r} is not {_LANGUAGE}")
        return self._services(context).query(query)

    def PutInstance(self, instance: Instance, flags: int = 0, context: IWbemContext | None = None) -> str:
        """Create or update an instance and return its path."""
        return str(self._services(context).put(instance, flags=flags))

    def DeleteInstance(self, path: str, flags: int = 0, context: IWbemContext | None = None) -> None:
        """Delete an instance."""
        del flags
        self._services(context).delete(path)

    def ExecMethod(
        self,
        path: str,
        method: str,
        flags: int = 0,
        context: IWbemContext | None = None,
        in_parameters: Instance | None = None,
    ) -> Instance:
        """Call a method and return its out parameters."""
        del flags
        given = dict(in_parameters.items()) if in_parameters is not None else {}
        return self._services(context).call(path, method, **given)

    def _services(self, context: IWbemContext | None) -> ProviderServices:
        request = context.request if context is not None else CURRENT_REQUEST.get(None)
        if request is None and self._own is not None:
            return self._own
        if request is None:
            raise NotFoundError("no call is being served here", next_step="pass the context of the call")
        return request.services
