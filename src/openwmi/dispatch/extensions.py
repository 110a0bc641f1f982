# SPDX-License-Identifier: Apache-2.0
"""Extensions: the named values of a call's context that ask for a partial get or put.

What a client writes into the context counts for the call it makes, and for no call nested in it:
`__GET_EXT_CLIENT_REQUEST` or `__PUT_EXT_CLIENT_REQUEST` says that the values are its own.

Spec: partial-instances.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from openwmi.errors import InvalidContextError, InvalidParameterError
from openwmi.model.flags import WBEM_FLAG_UPDATE_ONLY
from openwmi.model.instance import Instance
from openwmi.model.values import CimValue
from openwmi.provider.changes import PutExtensions
from openwmi.provider.context import ContextValues

_FAMILIES: Final = ("__GET_EXT", "__PUT_EXT")
_CLIENT_REQUEST: Final = "_CLIENT_REQUEST"
_LIST: Final = "_PROPERTIES"
_ALL_PROPERTIES: Final = "*"


@dataclass(frozen=True, slots=True)
class GetExtensions:
    """What the context of a get or an enumeration asks for.

    Attributes:
        properties: The only properties wanted, or None for all.
        keys_only: Whether only the keys are wanted.
    """

    properties: tuple[str, ...] | None = None
    keys_only: bool = False

    def wanted(self, key_names: Collection[str]) -> frozenset[str] | None:
        """Return the properties to ask a provider for, or None for all; KEYS_ONLY wins over a list."""
        if self.keys_only:
            return frozenset(key_names)
        return None if self.properties is None else frozenset(self.properties)


def admitted(values: ContextValues) -> ContextValues:
    """Return the values that may reach a provider.

    A family of values without its CLIENT_REQUEST was meant for an enclosing call and is left out.

    Raises:
        InvalidContextError: A value of a family that counts has the wrong type.
        InvalidParameterError: `*` in a list of properties.

    Spec: partial-instances.md §3.
    """
    if not any(name.startswith(_FAMILIES) for name in values):
        return values
    kept = dict(values)
    for family in _FAMILIES:
        members = [name for name in values if name.startswith(family)]
        if values.get(family + _CLIENT_REQUEST) is not True:
            for name in members:
                del kept[name]
            continue
        del kept[family + _CLIENT_REQUEST]
        for name in members:
            _check(name, values[name])
    return MappingProxyType(kept)


def _check(name: str, value: CimValue) -> None:
    if not name.endswith(_LIST):
        if not isinstance(value, bool):
            raise InvalidContextError(f"context value {name} is {value!r:.60}, not a boolean")
        return
    if not isinstance(value, list) or not all(isinstance(element, str) for element in value):
        raise InvalidContextError(f"context value {name} is {value!r:.60}, not a list of property names")
    if _ALL_PROPERTIES in value:
        raise InvalidParameterError(
            f"context value {name} lists {_ALL_PROPERTIES!r}", next_step="leave the value out to have all properties"
        )


def read_get_extensions(values: ContextValues) -> GetExtensions:
    """Return what the admitted values ask of a get or an enumeration.

    Choice: without a TRUE `__GET_EXTENSIONS` the other values do not count.
    """
    if values.get("__GET_EXTENSIONS") is not True:
        return GetExtensions()
    listed = values.get("__GET_EXT_PROPERTIES")
    names = tuple(str(name) for name in listed) if isinstance(listed, list) else None
    return GetExtensions(names, values.get("__GET_EXT_KEYS_ONLY") is True)


def check_partial_put(extensions: Mapping[str, CimValue], flags: int) -> None:
    """Refuse a partial put that may create.

    Raises:
        InvalidContextError: Without WBEM_FLAG_UPDATE_ONLY.

    Spec: partial-instances.md §2.
    """
    if extensions.get("__PUT_EXTENSIONS") is True and not flags & WBEM_FLAG_UPDATE_ONLY:
        raise InvalidContextError(
            "the context asks for a partial put, and the flags for more than an update",
            next_step="add WBEM_FLAG_UPDATE_ONLY",
        )


def written_properties(instance: Instance, extensions: PutExtensions) -> tuple[str, ...] | None:
    """Return the properties that a put writes into the repository; None for the whole instance.

    Spec: partial-instances.md §2 (NULL without STRICT_NULLS leaves a property as it is), §3.7.
    """
    if not extensions.is_partial:
        return None
    names = extensions.properties
    if names is None:
        names = tuple(name for name in instance.layout.names if instance.is_local(name))
    if extensions.strict_nulls:
        return names
    return tuple(name for name in names if name not in instance or instance[name] is not None)


def trimmed(instance: Instance, wanted: Collection[str]) -> Instance:
    """Return an instance of the same class with nothing but the wanted properties and the keys; the others NULL.

    Spec: partial-instances.md §1 (result shape).
    """
    layout = instance.layout
    kept = {name.lower() for name in (*wanted, *instance.cim_class.key_names)}
    values = [value if name in kept else None for name, value in zip(layout.slots, instance.values, strict=True)]
    result = Instance(layout, values, instance.local)
    result.extra = instance.extra
    return result
