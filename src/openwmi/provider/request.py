# SPDX-License-Identifier: Apache-2.0
"""Request: one call to one provider, as its author sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Final, Protocol, TypeAlias

from openwmi.errors import InvalidOperationError, NotSupportedError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import CimValue
from openwmi.provider.context import CallContext, ContextValues
from openwmi.provider.impersonation import as_self, impersonating
from openwmi.security.identity import Identity

Restrictions: TypeAlias = Mapping[str, tuple[CimValue, ...]]
"""Folded property name -> the values the query leaves it."""

NO_RESTRICTIONS: Final[Restrictions] = MappingProxyType({})


class ProviderServices(Protocol):
    """Calls back into the namespace, with the names a client uses.

    Each call is a child of the request it is made in: same caller, same deadline.
    """

    def get(self, path: str | ObjectPath, *, properties: Iterable[str] | None = None) -> Instance:
        """Return one instance; `properties` asks for these only."""

    def query(self, wql: str) -> Iterator[Instance]:
        """Yield the rows of a WQL query."""

    def instances(self, class_name: str) -> Iterator[Instance]:
        """Yield the instances of a class and its subclasses."""

    def get_class(self, class_name: str) -> ClassDefinition:
        """Return a class definition."""

    def put(self, instance: Instance, *, flags: int = 0) -> ObjectPath:
        """Create or update an instance and return where it is."""

    def delete(self, path: str | ObjectPath) -> None:
        """Delete an instance."""

    def call(self, path: str | ObjectPath, method: str, /, **parameters: CimValue) -> Instance:
        """Call a method and return its out parameters."""


class Request:
    """One call to one provider.

    Nothing here must be looked at: the core filters, projects and compares keys anyway. Providers that look
    can save work.

    Attributes:
        call: The context of the call.
        class_name: The class the call is about.
        properties: The only properties whose values matter, spelled as in the class; None for all.
        keys_only: Whether nothing but the keys matters.
        flags: WBEM_FLAG_ bits; a put carries a subset of WBEM_FLAG_UPDATE_ONLY and WBEM_FLAG_CREATE_ONLY.
        query_text: The WQL text the call came from; empty when it came from none.

    Spec: mi.md §4.3; iwbemservices.md §9.
    """

    __slots__ = (
        "_folded",
        "_restrictions",
        "_services",
        "call",
        "class_name",
        "flags",
        "keys_only",
        "properties",
        "query_text",
    )

    def __init__(  # noqa: PLR0913 - one call carries this many independent facts
        self,
        call: CallContext,
        *,
        class_name: str = "",
        properties: frozenset[str] | None = None,
        keys_only: bool = False,
        restrictions: Restrictions = NO_RESTRICTIONS,
        flags: int = 0,
        query_text: str = "",
        services: ProviderServices | None = None,
    ) -> None:
        self.call = call
        self.class_name = class_name
        self.properties = properties
        self.keys_only = keys_only
        self.flags = flags
        self.query_text = query_text
        self._restrictions = restrictions
        self._services = services
        self._folded: frozenset[str] | None = None

    def wants(self, name: str) -> bool:
        """Tell whether the value of a property matters; ask before computing an expensive one."""
        if self.properties is None or name in self.properties:
            return True
        if self._folded is None:
            self._folded = frozenset(map(fold, self.properties))
        return fold(name) in self._folded

    def values_for(self, name: str) -> tuple[CimValue, ...] | None:
        """Return the values the query leaves a property, or None when it may have any.

        Every other instance will be filtered out, so a provider that can find instances by this property
        need not look at the others. An empty tuple: no instance can match.
        """
        return self._restrictions.get(fold(name))

    @property
    def restrictions(self) -> Restrictions:
        """All that the query leaves to properties, for handing the request on."""
        return self._restrictions

    @property
    def caller(self) -> Identity:
        """Who asks."""
        return self.call.caller

    def impersonate(self) -> AbstractContextManager[None]:
        """Return a block in which this thread is the caller, for the kernel and for programs started there.

        What is called back through `services` runs as the server, and the thread is the caller again after it.

        Raises:
            AccessDeniedError: The caller lets itself be identified only, has no account on this machine, or is
                another account than the server, which does not run as root.
            InvalidOperationError: Called in a coroutine.

        Spec: reentrancy-and-security.md §2.
        """
        return impersonating(self.caller)

    def as_self(self) -> AbstractContextManager[None]:
        """Return a block in which this thread is the server, inside or outside of `impersonate`."""
        return as_self()

    @property
    def locale(self) -> str | None:
        """The caller's locale in `MS_409` form, or None."""
        return self.call.locale

    @property
    def context(self) -> ContextValues:
        """The named values of the IWbemContext, read-only."""
        return self.call.values

    @property
    def services(self) -> ProviderServices:
        """Calls back into the same namespace, for the same caller, as part of this call.

        Raises:
            NotSupportedError: Whoever made the call offers none.
        """
        if self._services is None:
            raise NotSupportedError("this call offers no way back into the namespace")
        return self._services

    @property
    def cancelled(self) -> bool:
        """Whether the client no longer wants the answer."""
        return self.call.cancelled

    def remaining_s(self) -> float | None:
        """Return the seconds until the deadline, 0.0 when it has passed, None without one."""
        return self.call.remaining_s()

    def check(self) -> None:
        """Return while the answer is still wanted; long loops call this now and then.

        Raises:
            CallCancelledError: The client no longer wants the answer.
            TimedOutError: The deadline has passed.
        """
        self.call.check()

    def for_whole_object(self) -> Request:
        """Return a request like this one that asks for every property of one instance."""
        return Request(self.call, class_name=self.class_name, services=self._services)


CURRENT_REQUEST: Final[ContextVar[Request]] = ContextVar("openwmi_request")


def current_request() -> Request:
    """Return the request this code serves, wherever in the provider's call stack it is.

    Raises:
        InvalidOperationError: Called from outside a provider's call.
    """
    try:
        return CURRENT_REQUEST.get()
    except LookupError:
        raise InvalidOperationError(
            "no request is being served here",
            next_step="call current_request() from code that a provider's operation calls, on the same thread",
        ) from None
