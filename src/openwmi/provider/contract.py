# SPDX-License-Identifier: Apache-2.0
"""ProviderContract: the one shape in which the host drives every provider, however it is written.

Rows are generators: the host takes as many as somebody wants and closes the generator when nobody wants more.
What a provider does not offer raises ProviderNotCapableError. Every other failure is a WbemError.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.context import CallContext
from openwmi.provider.request import ProviderServices, Request

WQL_UNARY_SELECT = "WQL:UnarySelect"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a provider offers.

    Attributes:
        get: Returns one instance by its keys.
        enumerate: Yields all instances of its class.
        query_levels: Kinds of queries it takes, e.g. `WQL:UnarySelect`; empty for none.
        put: Creates or updates instances.
        delete: Deletes instances.
        methods: Folded names of the methods it implements.
        partial_get: Looks at `Request.properties`.
        partial_put: Writes the listed properties only, when a put lists some.

    Spec: provider-model.md §4; partial-instances.md §3.
    """

    get: bool = False
    enumerate: bool = False
    query_levels: tuple[str, ...] = ()
    put: bool = False
    delete: bool = False
    methods: frozenset[str] = frozenset()
    partial_get: bool = False
    partial_put: bool = False

    @property
    def serves_instances(self) -> bool:
        """Whether it does anything but methods."""
        return self.get or self.enumerate or bool(self.query_levels) or self.put or self.delete


@dataclass(frozen=True, slots=True)
class InitializeArguments:
    r"""What a provider is told when it is initialized.

    Attributes:
        namespace: `root\cimv2`.
        context: The context of the call it is loaded for; calls made while initializing are children of it.
        user: For providers initialized once per user: the user's name; else None.
        flags: Reserved, 0.
        locale: `MS_409` form, or None.
        services: Calls into the namespace with the rights of the server itself.

    Spec: provider-model.md §7.
    """

    namespace: str
    context: CallContext
    user: str | None = None
    flags: int = 0
    locale: str | None = None
    services: ProviderServices | None = None


class ProviderInitSink(Protocol):
    """Where a provider reports whether it is ready."""

    def set_status(self, status: int, flags: int = 0) -> None:
        """Report WBEM_S_INITIALIZED (0), or the code of the failure; flags are reserved, 0."""


class ProviderContract(Protocol):
    """A loaded provider, as the host sees it.

    Spec: provider-model.md §1, §7; iwbemservices.md §4, §5, §9.
    """

    @property
    def capabilities(self) -> Capabilities:
        """What may be called."""

    def initialize(self, arguments: InitializeArguments, sink: ProviderInitSink) -> None:
        """Get ready and report to `sink`, now or later from another thread; an exception is a failure too."""

    def get(self, path: ObjectPath, request: Request) -> Instance:
        """Return the instance at a path.

        Raises:
            NotFoundError: There is none.
        """

    def enumerate(self, class_name: str, request: Request) -> Iterator[Instance]:
        """Yield the instances of exactly this class."""

    def query(self, text: str, request: Request) -> Iterator[Instance]:
        """Yield the rows of a WQL query; more than match are allowed."""

    def put(self, instance: Instance, request: Request) -> ObjectPath | None:
        """Create or update an instance; `request.flags` is a subset of PUT_EXISTENCE_MASK.

        Returns:
            Where it is, or None when it is where it says.
        """

    def delete(self, path: ObjectPath, request: Request) -> None:
        """Delete the instance at a path.

        Raises:
            NotFoundError: There is none.
        """

    def exec_method(
        self, path: ObjectPath, method: str, in_parameters: Instance | None, request: Request
    ) -> Instance | None:
        """Call a method and return its out parameters, None when it has none."""

    def shutdown(self) -> None:
        """Let go of everything; nothing is called afterwards."""
