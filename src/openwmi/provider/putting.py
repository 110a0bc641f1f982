# SPDX-License-Identifier: Apache-2.0
"""Putting: one put of a client becomes create, update or put of a provider."""

from __future__ import annotations

from dataclasses import replace
from typing import Generic, TypeVar

from openwmi.errors import (
    AlreadyExistsError,
    NotFoundError,
    ProviderNotCapableError,
    UnsupportedParameterError,
)
from openwmi.model.flags import (
    PUT_EXISTENCE_MASK,
    WBEM_FLAG_CREATE_ONLY,
    WBEM_FLAG_CREATE_OR_UPDATE,
    WBEM_FLAG_UPDATE_ONLY,
)
from openwmi.model.identity import canonical_key
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.changes import PutExtensions, changed_names, merged, read_extensions
from openwmi.provider.conversion import typed_object
from openwmi.provider.declare import CimClass
from openwmi.provider.failures import Operation
from openwmi.provider.instance import overrides
from openwmi.provider.request import Request
from openwmi.provider.running import RunningProvider

T = TypeVar("T", bound=CimClass)


class Putting(Generic[T]):
    """The put of one provider.

    Whether an instance exists is asked first: with `get`, else by looking through `enumerate`. A provider that
    can do neither is believed to know itself: CREATE_ONLY creates, UPDATE_ONLY updates.

    Spec: mi.md §4.2 (dispatch rules); iwbemservices.md §4.
    """

    def __init__(self, running: RunningProvider[T]) -> None:
        kind = type(running.provider)
        self._running = running
        self._is_raw = overrides(kind, "put")
        self._creates = overrides(kind, "create")
        self._updates = overrides(kind, "update")

    def put(self, instance: Instance, request: Request) -> ObjectPath | None:
        """Create or update an instance.

        Returns:
            Where it is, or None when a key was chosen by the provider and not told.

        Raises:
            ProviderNotCapableError: A partial put, and the provider has no `update`.
            UnsupportedParameterError: These flags need the one of create and update that is not written.
            AlreadyExistsError: CREATE_ONLY, and it exists.
            NotFoundError: UPDATE_ONLY, and it does not exist.
            WbemError: What the provider raised, translated.
        """
        new = typed_object(self._running.served, instance)
        operation = self._running.operation("PutInstance", new.relpath or new.class_name, is_read=False)
        extensions = read_extensions(request.context)
        if extensions.is_partial and not self._updates:
            raise ProviderNotCapableError(
                f"provider {operation.provider_name} cannot change single properties",
                next_step="put the whole instance",
            )
        flags = request.flags & PUT_EXISTENCE_MASK
        if self._is_raw:
            provider = self._running.provider
            stored = self._running.call_for_object(operation, request, provider.put, new, flags, request)
            return _place(stored, new)
        return self._create_or_update(operation, new, flags, extensions, request)

    def _create_or_update(
        self, operation: Operation, new: T, flags: int, extensions: PutExtensions, request: Request
    ) -> ObjectPath | None:
        self._check_written(operation, flags)
        exists, current = self._look(new, request)
        if exists is None and flags == WBEM_FLAG_CREATE_OR_UPDATE:
            raise UnsupportedParameterError(
                f"provider {operation.provider_name} cannot tell whether {operation.about} exists",
                next_step="put with WBEM_FLAG_CREATE_ONLY or WBEM_FLAG_UPDATE_ONLY",
            )
        if exists is None:
            exists = flags == WBEM_FLAG_UPDATE_ONLY
        elif exists and flags == WBEM_FLAG_CREATE_ONLY:
            raise AlreadyExistsError(f"{operation.about} exists already")
        elif not exists and flags == WBEM_FLAG_UPDATE_ONLY:
            raise NotFoundError(f"{operation.about} does not exist")
        self._check_written(operation, WBEM_FLAG_UPDATE_ONLY if exists else WBEM_FLAG_CREATE_ONLY)
        if not exists:
            created = self._running.call_for_object(operation, request, self._running.provider.create, new, request)
            return _place(created, new)
        changed = changed_names(new, current, extensions)
        target = merged(new, current, changed)
        self._running.call(operation, request, self._running.provider.update, target, changed, request)
        return _place(current, new)

    def _check_written(self, operation: Operation, flags: int) -> None:
        """Refuse what needs the half of create and update that the provider lacks."""
        for flag, is_written, verb in (
            (WBEM_FLAG_CREATE_ONLY, self._creates, "create"),
            (WBEM_FLAG_UPDATE_ONLY, self._updates, "update"),
        ):
            if flags == flag and not is_written:
                raise UnsupportedParameterError(
                    f"provider {operation.provider_name} cannot {verb} {operation.about}",
                    next_step=f"its author writes {verb}(), or the client puts what needs no {verb}",
                )

    def _look(self, new: T, request: Request) -> tuple[bool | None, T | None]:
        """Return whether the instance exists, None when that cannot be known, and the instance."""
        path = new.path
        if path is None:
            return False, None
        reading = request.for_whole_object()
        capabilities = self._running.declaration.capabilities
        if capabilities.get:
            operation = self._running.operation("GetObject", path.relpath)
            found = self._running.find(operation, reading, _keys_of(new))
            return found is not None, found
        if capabilities.enumerate:
            found = self._look_through(path, reading)
            return found is not None, found
        return None, None

    def _look_through(self, path: ObjectPath, request: Request) -> T | None:
        running = self._running
        wanted = canonical_key(path, running.served.__cim_class__)
        operation = running.operation("CreateInstanceEnum", running.served.__name__)
        for row in running.rows(operation, request, running.provider.enumerate, request):
            place = row.path
            if place is not None and canonical_key(place, row.cim_class) == wanted:
                return row
        return None


def _keys_of(instance: T) -> T:
    kind = type(instance)
    return kind(**{name: instance[name] for name in instance.cim_class.key_names})


def _place(stored: CimClass | None, new: CimClass) -> ObjectPath | None:
    path = (stored or new).path
    return None if path is None else replace(path, namespace=None, server=None)
