# SPDX-License-Identifier: Apache-2.0
"""InstanceProvider: serve the instances of one CIM class. Overriding a method declares the capability.

    class Frogs(InstanceProvider[Acme_Frog]):
        def enumerate(self, request: Request) -> Iterator[Acme_Frog]:
            yield Acme_Frog(Name="Kermit", Weight=320)

Nothing else is needed: the core filters, projects, finds single instances, follows associations.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterable, Awaitable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from types import FunctionType
from typing import ClassVar, Generic, TypeAlias, TypeVar, Unpack, get_args, get_origin

from openwmi.errors import InvalidClassError, InvalidProviderRegistrationError, ProviderNotCapableError, WbemError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.derive import derive
from openwmi.model.names import NameMap, fold
from openwmi.model.qualifier import WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE, Qualifier
from openwmi.provider.contract import WQL_UNARY_SELECT, Capabilities
from openwmi.provider.declare import CimClass
from openwmi.provider.method import ProviderMethod, mark_of, read_method
from openwmi.provider.request import Request
from openwmi.provider.settings import ProviderOptions, ProviderSettings, read_settings

T = TypeVar("T", bound=CimClass)

Rows: TypeAlias = Iterable[T] | AsyncIterable[T] | Awaitable[Iterable[T]]
"""What may stand behind `enumerate`: a generator, a list, an async generator, a coroutine with a list."""


@dataclass(frozen=True, slots=True)
class ProviderDeclaration:
    """A provider class, as it was understood when Python created it.

    Attributes:
        settings: Its class keywords, defaults filled in.
        cim_class: The class whose instances it serves.
        definition: That class as clients see it: marked dynamic, with the provider's name and methods.
        capabilities: What was overridden.
        methods: Its methods by CIM name.
    """

    settings: ProviderSettings
    cim_class: type[CimClass]
    definition: ClassDefinition
    capabilities: Capabilities
    methods: NameMap[ProviderMethod]


class InstanceProvider(Generic[T]):
    """Base of providers of one class `T`.

    Class keywords are the attributes of `ProviderSettings`. A provider object is made once without arguments and
    serves many calls, concurrently unless `serialized=True`. Any method may be `async`.

    Raise a WbemError to answer with its code. Of the standard exceptions FileNotFoundError, FileExistsError,
    PermissionError, NotImplementedError and TimeoutError say what they mean; any other is a failure of the provider.

    Spec: mi.md §4.2.
    """

    __cim_provider__: ClassVar[ProviderDeclaration | None] = None

    def __init_subclass__(cls, **options: Unpack[ProviderOptions]) -> None:
        """Work out the class served, the capabilities and the methods.

        Raises:
            WbemError: The provider class contradicts itself; the message names it.
        """
        super().__init_subclass__()
        served = _class_served(cls)
        cls.__cim_provider__ = None if served is None else _declare(cls, served, options)

    def load(self, request: Request, /) -> Awaitable[None] | None:
        """Get ready; called once, before anything else."""

    def unload(self) -> Awaitable[None] | None:
        """Let go of everything; called once, after everything else."""

    def get(self, key: T, request: Request, /) -> T | Awaitable[T | None] | None:
        """Return the instance whose keys are those of `key`, None when there is none.

        Without it the core looks through `enumerate`.
        """
        raise _not_capable(self, "get")

    def enumerate(self, request: Request, /) -> Rows[T]:
        """Yield every instance of exactly this class.

        `request` tells what matters; looking at it is never required.
        """
        raise _not_capable(self, "enumerate")

    def query(self, query: str, request: Request, /) -> Rows[T]:
        """Yield at least the instances a WQL query asks for; the core filters once more.

        Raise NotImplementedError for a query that is too hard: the core enumerates instead.
        """
        raise _not_capable(self, "query")

    def create(self, new: T, request: Request, /) -> T | Awaitable[T | None] | None:
        """Create an instance that does not exist yet.

        Returns:
            The instance as created, when its keys were chosen here; else None.
        """
        raise _not_capable(self, "create")

    def update(self, obj: T, changed: frozenset[str], request: Request, /) -> Awaitable[None] | None:
        """Change an existing instance, completely or not at all.

        Args:
            obj: The instance as it shall be: as it is now, with the changes applied.
            changed: Names of the properties that shall change, spelled as declared. Only properties declared
                with `write=True` get here.
            request: The call.
        """
        raise _not_capable(self, "update")

    def put(self, obj: T, flags: int, request: Request, /) -> T | Awaitable[T | None] | None:
        """Create or update an instance: the raw alternative to `create` and `update`.

        Args:
            obj: What the client sent.
            flags: WBEM_FLAG_CREATE_OR_UPDATE, WBEM_FLAG_UPDATE_ONLY or WBEM_FLAG_CREATE_ONLY.
            request: The call.

        Returns:
            The instance as stored, when its keys were chosen here; else None.
        """
        raise _not_capable(self, "put")

    def delete(self, key: T, request: Request, /) -> Awaitable[None] | None:
        """Delete the instance whose keys are those of `key`.

        Raise NotFoundError or FileNotFoundError when there is none.
        """
        raise _not_capable(self, "delete")


def declaration_of(provider_class: type[InstanceProvider[T]]) -> ProviderDeclaration:
    """Return what a provider class declares.

    Raises:
        InvalidProviderRegistrationError: It is generic, or InstanceProvider itself.
    """
    declaration = provider_class.__cim_provider__
    if declaration is None:
        raise InvalidProviderRegistrationError(
            f"{provider_class.__name__} serves no class",
            next_step=f"write class {provider_class.__name__}(InstanceProvider[Acme_Frog])",
        )
    return declaration


def _class_served(cls: type[InstanceProvider[T]]) -> type[CimClass] | None:
    """Return T, or None for a class that leaves T open.

    Raises:
        InvalidClassError: T is not a CimClass.
    """
    for base in cls.__dict__.get("__orig_bases__", ()):
        origin = get_origin(base)
        if isinstance(origin, type) and issubclass(origin, InstanceProvider):
            served = get_args(base)[0]
            if isinstance(served, TypeVar):
                return None
            if not (isinstance(served, type) and issubclass(served, CimClass) and served is not CimClass):
                raise InvalidClassError(
                    f"provider {cls.__name__} serves {served!r}, which is not a CimClass",
                    next_step="put a class that derives from CimClass between the brackets",
                )
            return served
    inherited = next((base.__cim_provider__ for base in cls.__mro__[1:] if hasattr(base, "__cim_provider__")), None)
    return inherited.cim_class if inherited else None


def _declare(cls: type[InstanceProvider[T]], served: type[CimClass], options: ProviderOptions) -> ProviderDeclaration:
    settings = read_settings(cls, options)
    methods = _methods(cls)
    capabilities = _capabilities(cls, settings, methods)
    if served.__cim_class__.is_abstract and capabilities.serves_instances:
        raise InvalidProviderRegistrationError(
            f"provider {cls.__name__} serves the abstract class {served.__name__}, which has no instances",
            next_step="serve the classes that derive from it",
        )
    definition = _provided_class(served, settings.name, methods)
    return ProviderDeclaration(settings, served, definition, capabilities, methods)


def overrides(provider_class: type[InstanceProvider[T]], name: str) -> bool:
    """Tell whether a provider class has an operation of its own."""
    return getattr(provider_class, name) is not getattr(InstanceProvider, name)


def _capabilities(
    cls: type[InstanceProvider[T]], settings: ProviderSettings, methods: NameMap[ProviderMethod]
) -> Capabilities:
    """Return what the class overrides.

    Spec: mi.md §4.2 (dispatch rules).
    """
    declared = settings.query_levels
    if declared is None:
        declared = (WQL_UNARY_SELECT,) if overrides(cls, "query") else ()
    elif declared and not overrides(cls, "query"):
        raise InvalidProviderRegistrationError(
            f"provider {cls.__name__} declares query levels and has no query method",
            next_step="write query(self, query, request), or leave query_levels out",
        )
    raw_put = overrides(cls, "put")
    if raw_put and (overrides(cls, "create") or overrides(cls, "update")):
        raise InvalidProviderRegistrationError(
            f"provider {cls.__name__} has put beside create or update",
            next_step="write either put, or create and update",
        )
    return Capabilities(
        get=overrides(cls, "get"),
        enumerate=overrides(cls, "enumerate"),
        query_levels=tuple(declared),
        put=raw_put or overrides(cls, "create") or overrides(cls, "update"),
        delete=overrides(cls, "delete"),
        methods=frozenset(map(fold, methods)),
        partial_get=False,
        partial_put=overrides(cls, "update"),
    )


def _methods(cls: type[InstanceProvider[T]]) -> NameMap[ProviderMethod]:
    """Return the methods of the provider, those of its bases first.

    Raises:
        WbemError: A signature cannot be declared, or a method hides an operation.
    """
    found: NameMap[ProviderMethod] = NameMap()
    for name, function in _marked_functions(cls):
        if hasattr(InstanceProvider, name):
            raise InvalidProviderRegistrationError(
                f"{cls.__name__}.{name} is an operation of every provider and cannot be a CIM method",
                next_step=f'rename the function and write @method(name="{name}")',
            )
        mark = mark_of(function)
        if mark is not None:
            read = read_method(function, mark, cls)
            found[read.declaration.name] = read
    return found


def _marked_functions(cls: type) -> Iterator[tuple[str, FunctionType]]:
    for name in dict.fromkeys(name for base in reversed(cls.__mro__) for name in base.__dict__):
        attribute = inspect.getattr_static(cls, name)
        if isinstance(attribute, FunctionType) and mark_of(attribute) is not None:
            yield name, attribute


def _provided_class(served: type[CimClass], provider: str, methods: NameMap[ProviderMethod]) -> ClassDefinition:
    """Return the class as clients see it.

    Spec: object-model.md §4 (dynamic, provider); provider-model.md §6.
    """
    declaration = copy(served.__cim_declaration__)
    declaration.qualifiers = declaration.qualifiers.copy()
    for qualifier in (
        Qualifier("dynamic", True, WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE),
        Qualifier("provider", provider, WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE),
    ):
        declaration.qualifiers[qualifier.name] = qualifier
    declaration.methods = NameMap((name, read.declaration) for name, read in methods.items())
    known = served.__cim_class__
    return derive(declaration, known.parent, namespace=known.namespace)


def _not_capable(provider: InstanceProvider[T], operation: str) -> WbemError:
    return ProviderNotCapableError(f"provider {type(provider).__name__} does not offer {operation}")
