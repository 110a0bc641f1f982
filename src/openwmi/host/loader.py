# SPDX-License-Identifier: Apache-2.0
"""Loader: from a registration to a provider object, or a sentence that says why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Final, Protocol, TypeAlias, cast, runtime_checkable

from openwmi.errors import ProviderLoadFailureError
from openwmi.host.records import ProviderRecord
from openwmi.provider.contract import ProviderContract
from openwmi.provider.declare import CimClass
from openwmi.provider.failures import Operation, client_error, failures
from openwmi.provider.instance import InstanceProvider
from openwmi.provider.loading import is_provider_class, load_found
from openwmi.provider.typed import TypedProvider


@runtime_checkable
class Adaptable(Protocol):
    """A kind of provider that knows its way into the provider contract.

    The loader asks for the way instead of importing every kind: a kind is imported by the provider's own module.
    """

    @classmethod
    def contract_for(cls, found: Sequence[object], name: str) -> ProviderContract:
        """Return the contract that objects of this kind serve together, for `__Win32Provider.Name`."""


Kind: TypeAlias = tuple[Callable[[object], bool], Callable[[object, str], ProviderContract]]
"""A test for the kind, and what makes a contract of something that has passed it."""


def load(record: ProviderRecord) -> ProviderContract:
    """Return a new provider object for a registration.

    Args:
        record: Its CLSID is `package.module:Class` or `/path/file.py:Class`, or names an object or a module so.

    Raises:
        ProviderLoadFailureError: No such module, file or class, or it does not import; names the provider.

    Spec: provider-model.md §2 (CLSID), §7.
    """
    try:
        return adapt(load_found(record.clsid, is_provider), record.name)
    except ProviderLoadFailureError as error:
        raise ProviderLoadFailureError(
            f"provider {record.name} does not load: {error.message}",
            where=error.where or f'{record.namespace}:__Win32Provider.Name="{record.name}"',
            next_step=error.next_step,
        ) from error


def is_provider(found: object) -> bool:
    """Tell whether something is a provider of any kind."""
    return any(is_kind(found) for is_kind, _ in _KINDS)


def adapt(found: object, name: str) -> ProviderContract:
    """Return the contract of whatever a CLSID names.

    Args:
        found: An InstanceProvider class, a class with IWbemProviderInit, a class or an object of the Provider
            Framework, or a module with such objects.
        name: `__Win32Provider.Name`.

    Raises:
        ProviderLoadFailureError: It is no provider of any kind, or cannot be made.
    """
    for is_kind, contract in _KINDS:
        if is_kind(found):
            return contract(found, name)
    raise ProviderLoadFailureError(
        f"{found!r:.80} is no provider",
        next_step="name an InstanceProvider class, a class with IWbemProviderInit, or a framework Provider",
    )


def _is_adaptable_class(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, Adaptable)


def _adaptables_in(found: object) -> list[Adaptable]:
    """Return an object that is adaptable, or those of a module, which serve one class each."""
    if not isinstance(found, ModuleType):
        return [found] if isinstance(found, Adaptable) else []
    return [each for each in vars(found).values() if isinstance(each, Adaptable) and not isinstance(each, type)]


def _typed(found: object, name: str) -> ProviderContract:
    del name  # its declaration has one
    return TypedProvider(cast("type[InstanceProvider[CimClass]]", found))


def _made(found: object, name: str) -> ProviderContract:
    """Make the one object of a class."""
    kind = cast("type[Adaptable]", found)
    try:
        made = kind()
    except failures() as failure:
        error = client_error(failure, Operation(name, "Initialize", kind.__name__, kind.__module__))
        raise ProviderLoadFailureError(error.message, where=error.where, next_step=error.next_step) from failure
    return _together(made, name)


def _together(found: object, name: str) -> ProviderContract:
    objects = _adaptables_in(found)
    return objects[0].contract_for(objects, name)


_KINDS: Final[tuple[Kind, ...]] = (
    (is_provider_class, _typed),
    (_is_adaptable_class, _made),
    (lambda found: bool(_adaptables_in(found)), _together),
)
